"""The columns engine: the plan carried out over many rows at once by DuckDB.

The whole plan of a data set becomes one statement, prepared once and kept; which of its checks apply to
the columns at hand comes with the rows, so that files with different columns share it. Verdicts come
back packed, one bit for each check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import duckdb
import ibis
import numpy as np
import pyarrow as pa

from qinkang.cleansing.plan import CHECKS_IN_A_WORD, Judgement, Plan, fails
from qinkang.cleansing.rule import Missing

FROM_ROWS = re.compile(r'FROM ["`]?rows["`]?')
PLANS_KEPT = 16
ROWS_AT_A_TIME = 10_000  # what one of DuckDB's threads takes at a time


class ColumnsEngine:
    """Judges batches of rows. Not to be shared between threads.

    Its connections never write to disk and never fetch extensions.
    """

    def __init__(self, threads: int = 2) -> None:
        self._threads = threads
        self._prepared: dict[Plan, _Prepared] = {}

    def judge(self, plan: Plan, rows: pa.Table) -> pa.Table:
        """The rows as the amending rules leave them, with packed verdicts.

        Args:
            rows: all columns of `plan.schema`, typed.

        Returns:
            the same columns, then `failed_0…`: bit n of word w is set where the check of place 62·w + n
            fails, then `untold_0…`: likewise where a check that may stay untold could not be told.
        """
        whole = plan.whole or plan
        prepared = self._prepared.pop(whole, None) or _Prepared(whole, self._threads)
        self._prepared[whole] = prepared  # the last one used stands last
        if len(self._prepared) > PLANS_KEPT:
            self._prepared.pop(next(iter(self._prepared))).close()
        for name, word in applying(plan).items():
            rows = rows.append_column(name, pa.array(np.full(len(rows), word)))
        return prepared(rows)


class _Prepared:
    """One plan's statement on a connection of its own, and the rows it is carried out over next."""

    def __init__(self, plan: Plan, threads: int) -> None:
        self._connection = duckdb.connect(
            config={
                "threads": threads,
                "temp_directory": "",
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )
        self._rows = _Rows(
            pa.schema([*plan.schema.items(), *((name, pa.int64()) for name in applying(plan))])
        )
        self._connection.register("rows", self._rows)
        self._connection.execute(f"PREPARE judge AS {statement(plan)}")

    def __call__(self, rows: pa.Table) -> pa.Table:
        self._rows.table = pa.Table.from_batches(rows.to_batches(max_chunksize=ROWS_AT_A_TIME), rows.schema)
        try:
            return self._connection.sql("EXECUTE judge").to_arrow_table()
        finally:
            self._rows.table = None

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()


class _Rows:
    """A relation whose rows are those put in last: DuckDB asks for the stream at each execution."""

    def __init__(self, schema: pa.Schema) -> None:
        self.schema = schema
        self.table: pa.Table | None = None

    def __arrow_c_schema__(self) -> Any:
        return self.schema.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        table = self.schema.empty_table() if self.table is None else self.table
        return table.select(self.schema.names).__arrow_c_stream__(requested_schema)


def applying(plan: Plan) -> dict[str, int]:
    """For each word of verdicts the bits of the checks that apply."""
    words = {f"applying_{word}": 0 for word in range(-(-plan.places // CHECKS_IN_A_WORD))}
    for check in plan.checks:
        word, bit = divmod(check.place, CHECKS_IN_A_WORD)
        words[f"applying_{word}"] |= 1 << bit
    return words


@lru_cache(maxsize=64)
def statement(plan: Plan, dialect: str = "duckdb") -> str:
    """The plan as one SQL statement over a relation named `rows`, which says what applies, row by row.

    Every expression stands on that one relation; what a stage reads from is put in where it is written.
    """
    rows = plan.rows
    words = range(-(-plan.places // CHECKS_IN_A_WORD))
    through = [*plan.schema, *applying(plan)]
    steps: list[str] = []
    before = "rows"
    for number, stage in enumerate(plan.stages):
        changed = _changed(stage, rows)
        after = rows.select(
            **{name: changed.get(name, rows[name]) for name in through},
            **{
                f"failed_{word}": _packed(_amending(stage, word, rows), rows, word if number else None)
                for word in words
            },
        )
        steps.append(f"stage_{number} AS ({_reading(before, after, dialect)})")
        before = f"stage_{number}"
    judged = rows.select(
        **{name: rows[name] for name in plan.schema},
        **{
            f"failed_{word}": _packed(_failing(plan.judging, word), rows, word if steps else None)
            & rows[f"applying_{word}"]
            for word in words
        },
        **{
            f"untold_{word}": _packed(_untold(plan.judging, word), rows, None) & rows[f"applying_{word}"]
            for word in words
        },
    )
    stages = f"WITH {', '.join(steps)} " if steps else ""
    return stages + _reading(before, judged, dialect)


def _reading(relation: str, selected: Any, dialect: str) -> str:
    """A selection as SQL, reading from a relation of this name instead of `rows`."""
    return FROM_ROWS.sub(f"FROM {relation}", str(ibis.to_sql(selected, dialect=dialect)))


def _applies_and_fails(judgement: Judgement, rows: Any) -> Any:
    """Whether an amending check applies and fails."""
    word, bit = divmod(judgement.check.place, CHECKS_IN_A_WORD)
    return fails(judgement) & ((rows[f"applying_{word}"] & (1 << bit)) != 0)


def _packed(conditions: Iterable[tuple[int, Any]], rows: Any, already: int | None) -> Any:
    """Bits set where the conditions hold, added to a word of earlier stages if there is one."""
    bits = [condition.ifelse(1 << bit, 0) for bit, condition in conditions]
    if already is not None:
        bits.append(rows[f"failed_{already}"])
    return sum(bits[1:], start=bits[0]).cast("int64") if bits else ibis.literal(0, "int64")


def _changed(stage: Iterable[Judgement], rows: Any) -> dict[str, Any]:
    """New values of the fields that a stage changes; no two judgements of a stage change the same."""
    return {
        name: ibis.ifelse(_applies_and_fails(judgement, rows), value, judgement.column(name))
        for judgement in stage
        for name, value in judgement.changes.items()
    }


def _amending(judgements: Iterable[Judgement], word: int, rows: Any) -> Iterable[tuple[int, Any]]:
    return [(bit, _applies_and_fails(j, rows)) for j, bit in _in_word(judgements, word)]


def _failing(judgements: Iterable[Judgement], word: int) -> Iterable[tuple[int, Any]]:
    return [(bit, fails(j)) for j, bit in _in_word(judgements, word)]


def _untold(judgements: Iterable[Judgement], word: int) -> Iterable[tuple[int, Any]]:
    return [
        (bit, j.promise.isnull())
        for j, bit in _in_word(judgements, word)
        if j.check.rule.if_missing is Missing.CANNOT_TELL
    ]


def _in_word(judgements: Iterable[Judgement], word: int) -> Iterable[tuple[Judgement, int]]:
    for judgement in judgements:
        at, bit = divmod(judgement.check.place, CHECKS_IN_A_WORD)
        if at == word:
            yield judgement, bit
