"""Rows out of PostgreSQL: one snapshot, the role that cannot read identity, COPY, no loop over rows."""

# ruff: noqa: S608  names in statements are of our own declarations, values are checked in `asked`

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pyarrow as pa
import pyarrow.csv

from qinkang.accounts.scope import Scope
from qinkang.measures.source import PERSONAL, Source
from qinkang.records.models import Outbox, Person, PersonLink, ResidentPopulation, Sighting
from qinkang.records.tables import sighting_fields
from qinkang.standards.codes.population import AGE_BANDS
from qinkang.supervisor import current

ROLE = "qk_figures"
ARROW = {
    "int64": pa.int64(),
    "int32": pa.int32(),
    "int16": pa.int16(),
    "float64": pa.float64(),
    "boolean": pa.bool_(),
    "string": pa.string(),
    "date": pa.date32(),
}
PLACED = {"region": "string", "scope": "string", "org": "string", "org_code": "string", "doctor": "string"}


@contextmanager
def snapshot(scope: Scope) -> Iterator[psycopg.Connection]:
    """Open one read-only transaction in which everything is seen as of one moment."""
    with psycopg.connect(current().url(ROLE)) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        with connection.transaction():
            connection.execute("SELECT set_config('qk.scope', %s, true)", [str(scope)])
            yield connection


def records_of(source: Source, connection: psycopg.Connection) -> Iterator[pa.RecordBatch]:
    """Stream the accepted records of a source with what their persons are known by: sex, age, area."""
    model = source.model
    link = next(iter(sighting_fields(model.dataset).values()))
    said = ", ".join(f"{sql} AS {name}" for name, (_, sql) in source.columns.items())
    name, code = source.organisation
    query = f"""
        WITH there AS (
          SELECT DISTINCT ON (record_id) record_id, operation <> 'withdraw' AS pushed
          FROM {Outbox._meta.db_table}
          WHERE target = '{source.pushed_to}' AND dataset = '{model.dataset.code}' AND state = 'delivered'
          ORDER BY record_id, version DESC
        )
        SELECT r.id, r.version, COALESCE(l.person_id, -s.id), r.happened_on,
          extract(year FROM r.happened_on)::int, COALESCE(p.sex, s.sex),
          extract(year FROM r.happened_on)::int - extract(year FROM COALESCE(p.birth_date, s.birth_date))::int,
          extract(year FROM age(r.happened_on, COALESCE(p.birth_date, s.birth_date)))::int,
          COALESCE(there.pushed, false), {said},
          COALESCE(s.live_region, p.live_region), r.scope::text, r.{name}, r.{code}, r.{source.doctor}
        FROM {model._meta.db_table} r
        JOIN {Sighting._meta.db_table} s ON s.id = r.{link}_id
        LEFT JOIN {PersonLink._meta.db_table} l ON l.sighting_id = s.id
        LEFT JOIN {Person._meta.db_table} p ON p.id = l.person_id
        LEFT JOIN there ON there.record_id = r.id
        WHERE r.standing = 'accepted'
    """
    types = {**PERSONAL, **{name: kind for name, (kind, _) in source.columns.items()}, **PLACED}
    return copied(connection, query, types)


def persons(connection: psycopg.Connection) -> Iterator[pa.RecordBatch]:
    """Stream everybody who is known, without identity."""
    query = f"""
        SELECT p.id, p.sex, extract(year FROM p.birth_date)::int, p.live_region, p.scope::text
        FROM {Person._meta.db_table} p
        WHERE EXISTS (SELECT FROM {PersonLink._meta.db_table} l WHERE l.person_id = p.id)
    """
    types = {"person": "int64", "sex": "string", "birth_year": "int16", "region": "string", "scope": "string"}
    return copied(connection, query, types)


def population(connection: psycopg.Connection) -> list[dict[str, object]]:
    """Return the accepted figures from outside; of two for the same thing the one recorded last."""
    query = f"""
        SELECT DISTINCT ON (year, area, source, sex, age_band)
          year::int, area, source, sex, age_band, people::bigint, as_of
        FROM {ResidentPopulation._meta.db_table}
        WHERE standing = 'accepted' AND age_band = ANY(%s)
        ORDER BY year, area, source, sex, age_band, recorded_at DESC, id DESC
    """
    cursor = connection.cursor(row_factory=psycopg.rows.dict_row)
    return cursor.execute(query, [list(AGE_BANDS)]).fetchall()


def copied(connection: psycopg.Connection, query: str, types: dict[str, str]) -> pa.RecordBatchReader:
    """Return the query's rows as a stream of Arrow batches; it must be read before the next one is asked."""
    reading = pyarrow.csv.ReadOptions(column_names=list(types), block_size=4 << 20)
    converting = pyarrow.csv.ConvertOptions(
        column_types={name: ARROW[kind] for name, kind in types.items()},
        null_values=[""],
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
        true_values=["t"],
        false_values=["f"],
    )
    parsing = pyarrow.csv.ParseOptions(newlines_in_values=True)
    schema = pa.schema([(name, ARROW[kind]) for name, kind in types.items()])
    stream = io.BufferedReader(Copied(connection, query), 4 << 20)
    if not stream.peek(1):
        return pa.RecordBatchReader.from_batches(schema, [])
    return pyarrow.csv.open_csv(stream, reading, parsing, converting)


class Copied(io.RawIOBase):
    """The bytes of a COPY, as a file."""

    def __init__(self, connection: psycopg.Connection, query: str) -> None:
        self._copying = connection.cursor().copy(f"COPY ({query}) TO STDOUT (FORMAT csv)")
        self._rows = iter(self._copying.__enter__())
        self._left = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:
        """Fill the buffer as far as what has come reaches; 0 at the end."""
        if not self._left:
            self._left = bytes(next(self._rows, b""))
            if not self._left:
                self._copying.__exit__(None, None, None)
                return 0
        given, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(given)] = given
        return len(given)
