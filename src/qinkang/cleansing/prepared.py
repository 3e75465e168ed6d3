"""Statements that DuckDB has prepared, over rows that change: preparing takes longer than a small batch."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Generic, Protocol, TypeVar

import duckdb
import pyarrow as pa

ROWS_AT_A_TIME = 10_000  # what one of DuckDB's threads takes at a time


class Prepared:
    """One statement on a connection of its own. It never writes to disk and never fetches extensions.

    Args:
        statement: SQL over the relations that `schemas` names.
        schemas: for each relation its columns.
        threads: of DuckDB.
    """

    def __init__(self, statement: str, schemas: Mapping[str, pa.Schema], threads: int = 2) -> None:
        self._connection = duckdb.connect(
            config={
                "threads": threads,
                "temp_directory": "",
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )
        self._rows = {name: _Rows(schema) for name, schema in schemas.items()}
        for name, rows in self._rows.items():
            self._connection.register(name, rows)
        self._connection.execute(f"PREPARE asked AS {statement}")

    def __call__(self, given: Mapping[str, pa.Table]) -> pa.Table:
        """Carry it out. A relation that is not given is empty; of others only its columns are looked at."""
        try:
            for name, table in given.items():
                self._rows[name].put(table)
            return self._connection.sql("EXECUTE asked").to_arrow_table()
        finally:
            for rows in self._rows.values():
                rows.table = None

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()


class _Rows:
    """A relation whose rows are those put in last: DuckDB asks for the stream at each execution."""

    def __init__(self, schema: pa.Schema) -> None:
        self.schema = schema
        self.table: pa.Table | None = None

    def put(self, table: pa.Table) -> None:
        chosen = table.select(self.schema.names).cast(self.schema)
        self.table = pa.Table.from_batches(chosen.to_batches(max_chunksize=ROWS_AT_A_TIME), chosen.schema)

    def __arrow_c_schema__(self) -> Any:
        return self.schema.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        table = self.schema.empty_table() if self.table is None else self.table
        return table.__arrow_c_stream__(requested_schema)


class Closing(Protocol):
    """What can be closed."""

    def close(self) -> None:
        """Give back what it holds."""


K = TypeVar("K")
C = TypeVar("C", bound=Closing)


class Idle(Generic[K, C]):
    """Costly things that one thread uses at a time, kept for whoever asks for the same next.

    Args:
        most: how many are kept; of more the one used longest ago is closed.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: list[tuple[K, C]] = []  # the last one used stands last
        self._lock = threading.Lock()

    @contextmanager
    def borrowed(self, key: K, make: Callable[[], C]) -> Iterator[C]:
        """Give one of this key that nobody else uses, made where there is none."""
        lent = self._taken(key) or make()
        try:
            yield lent
        finally:
            with self._lock:
                self._kept.append((key, lent))
                oldest = self._kept.pop(0)[1] if len(self._kept) > self._most else None
            if oldest is not None:
                oldest.close()

    def _taken(self, key: K) -> C | None:
        with self._lock:
            for place in reversed(range(len(self._kept))):
                if self._kept[place][0] == key:
                    return self._kept.pop(place)[1]
        return None
