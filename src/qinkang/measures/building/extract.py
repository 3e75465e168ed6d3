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
from qinkang.records.tables import Recorded, sighting_fields
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
            # Whole tables are read, but behind row security the planner expects a row or two and would
            # loop over them: 19 s for 15,000 check-ups, growing with the square.
            connection.execute("SET LOCAL enable_nestloop = off")
            yield connection


def rows_of(source: Source, connection: psycopg.Connection) -> pa.RecordBatchReader:
    """Stream the rows of a source: its accepted records, or everybody who is known."""
    said = "".join(f", {sql} AS {name}" for name, (_, sql) in source.columns.items())
    types = {**PERSONAL, **{name: kind for name, (kind, _) in source.columns.items()}, **PLACED}
    if source.of_persons:
        return copied(connection, _persons(source, said), types)
    return copied(connection, _records(source, said), types)


def _records(source: Source, said: str) -> str:
    """The query of accepted records with what their persons are known by: sex, age, area."""
    model: type[Recorded] = source.model
    link = next(iter(sighting_fields(model.dataset).values()))
    name, code = (
        (f"r.{column}" for column in source.organisation) if source.organisation else ("NULL", "NULL")
    )
    person = "COALESCE(l.person_id, -s.id)"
    return f"""
        WITH {_there(source)}
        SELECT {f"DISTINCT ON ({person})" if source.believed else ""}
          r.id, r.version, {person}, r.happened_on, {source.until},
          extract(year FROM r.happened_on)::int, COALESCE(p.sex, s.sex),
          extract(year FROM COALESCE(p.birth_date, s.birth_date))::int,
          extract(year FROM r.happened_on)::int - extract(year FROM COALESCE(p.birth_date, s.birth_date))::int,
          extract(year FROM age(r.happened_on, COALESCE(p.birth_date, s.birth_date)))::int,
          COALESCE(there.pushed, false){said},
          COALESCE(s.live_region, p.live_region), r.scope::text, {name}, {code},
          {f"r.{source.doctor}" if source.doctor else "NULL"}
        FROM {model._meta.db_table} r
        JOIN {Sighting._meta.db_table} s ON s.id = r.{link}_id
        LEFT JOIN {PersonLink._meta.db_table} l ON l.sighting_id = s.id
        LEFT JOIN {Person._meta.db_table} p ON p.id = l.person_id
        LEFT JOIN there ON there.record_id = r.id
        WHERE r.standing = 'accepted' AND {source.where}
        {f"ORDER BY {person}, {source.believed}" if source.believed else ""}
    """


def _there(source: Source) -> str:
    """The subquery of the records that the receiver has now."""
    return f"""there AS (
          SELECT DISTINCT ON (record_id) record_id, operation <> 'withdraw' AS pushed
          FROM {Outbox._meta.db_table}
          WHERE target = '{source.pushed_to}' AND dataset = '{source.model.dataset.code}' AND state = 'delivered'
          ORDER BY record_id, version DESC
        )"""


def _persons(source: Source, said: str) -> str:
    """The query of everybody who is known; since when, and whether they are pushed, their records say."""
    return f"""
        SELECT NULL, NULL, p.id, (p.created_at AT TIME ZONE 'Asia/Shanghai')::date, {source.until}, NULL, p.sex,
          extract(year FROM p.birth_date)::int, NULL, NULL, false{said}, p.live_region, p.scope::text, NULL, NULL, NULL
        FROM {Person._meta.db_table} p
        WHERE EXISTS (SELECT FROM {PersonLink._meta.db_table} l WHERE l.person_id = p.id) AND {source.where}
    """


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
