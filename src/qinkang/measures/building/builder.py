"""One build, from lock to swap."""

# ruff: noqa: S608  names in statements are of our own declarations, values are checked in `asked`

from __future__ import annotations

import fcntl
import logging
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb
import psycopg
import pyarrow as pa

import qinkang.measures.declared  # noqa: F401  - makes the measures known
from qinkang.accounts.scope import Scope
from qinkang.kernel import clock
from qinkang.measures import opening
from qinkang.measures.building import extract, tables
from qinkang.measures.building.moves import of_cells
from qinkang.measures.building.places import PLACED, Map, own_units
from qinkang.measures.building.population import denominators
from qinkang.measures.measure import definitions
from qinkang.measures.place import COLUMNS, Level, Tree
from qinkang.measures.source import SOURCES

EVERY = timedelta(minutes=10)
LOCK = "building.lock"
DEATH = "death"
"""The source that tells who has died."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Built:
    """What a build made: as of when, how many rows, in how many seconds."""

    data_time: datetime
    records: int
    persons: int
    seconds: float


def build_if_due(scope: Scope) -> Built | None:
    """Build if the file is older than ten minutes, or of other definitions, and nobody else is at it."""
    if clock.now() < due_at():
        return None
    with _alone(wait=False) as free:
        return _build(scope) if free and clock.now() >= due_at() else None


def due_at() -> datetime:
    """Return when the next build may begin; long ago where there is no file, or one of other definitions."""
    there = opening.about()
    if there is None or there.definitions != definitions():
        return datetime.min.replace(tzinfo=clock.SHANGHAI)
    return there.data_time + EVERY


def build(scope: Scope) -> Built:
    """Build now, after whoever else is building.

    Args:
        scope: that of the whole province; what it does not take in is not in the file.
    """
    with _alone(wait=True):
        return _build(scope)


@contextmanager
def _alone(*, wait: bool) -> Iterator[bool]:
    """Hold the lock of the only builder; the kernel frees it if we die."""
    with (opening.folder() / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


def _build(scope: Scope) -> Built:
    began = time.monotonic()
    data_time = clock.now()  # before the snapshot: all that was committed by then is in it
    with opening.fresh() as beside, extract.snapshot(scope) as source:
        there = Map.of(clock.today())
        records, persons = _fill(beside, source, there)
        _say(beside, data_time)
    opening.swap_in()
    built = Built(data_time, records, persons, time.monotonic() - began)
    log.info("figures built: %s records, %s persons, %.1f s", records, persons, built.seconds)
    return built


def _fill(beside: duckdb.DuckDBPyConnection, source: psycopg.Connection, there: Map) -> tuple[int, int]:
    """Make all tables."""
    records = [one for one in SOURCES.values() if not one.of_persons]
    (persons,) = (one for one in SOURCES.values() if one.of_persons)
    for one in (*records, persons):
        _read(beside, f"raw_{one.name}", extract.rows_of(one, source))
        if one.lasting and not one.of_persons:
            beside.execute(tables.of_last_begun(one, there.on))
    given = extract.population(source)
    _place(beside, there)
    beside.execute(tables.of_the_dead(DEATH))
    for one in records:
        beside.execute(tables.of_rows(one, there.on))
    told_by = [one for one in records if one.name != DEATH]
    for statement in tables.known_by_records(persons, told_by, there.on):
        beside.execute(statement)
    _places(beside, there, given)
    names = [*SOURCES, "atom", "place"]
    scopes = " UNION ALL ".join(f"SELECT scope FROM {name}_placed" for name in names)
    beside.execute(tables.SCOPES.format(f"({scopes})"))
    for name in names:
        beside.execute(tables.numbered(name))
        beside.execute(f"DROP TABLE {name}_placed")
    for one in SOURCES.values():
        if not one.lasting:
            beside.execute(tables.of_years(one))
        years = beside.execute(f"SELECT DISTINCT year FROM {one.name} WHERE year IS NOT NULL ORDER BY year")
        for statement in of_cells(one, [year for (year,) in years.fetchall()]):
            beside.execute(statement)
    for name in ("region", "own_unit"):
        beside.execute(f"DROP TABLE {name}")
    return sum(_count(beside, one.name) for one in records), _count(beside, persons.name)


def _place(beside: duckdb.DuckDBPyConnection, there: Map) -> None:
    """Make the tables of where each area code of a year counts, and whom each institution's name means."""
    raw = [f"raw_{name}" for name in SOURCES]
    regions = beside.execute(
        f"SELECT region, year FROM ({' UNION '.join(f'SELECT region, year FROM {name}' for name in raw)}) ORDER BY ALL"
    ).fetchall()
    places = [
        {"region": region, "year": year, **place}
        for (region, year), place in zip(regions, there.placed(regions), strict=True)
    ]
    _table(beside, "region", places, pa.schema([("region", pa.string()), ("year", pa.int16()), *PLACED]))
    orgs = beside.execute(
        f"SELECT org, org_code FROM ({' UNION '.join(f'SELECT org, org_code FROM {name}' for name in raw)}) ORDER BY ALL"
    ).fetchall()
    _table(
        beside, "own_unit", own_units(orgs, there.on),
        pa.schema([("org", pa.string()), ("org_code", pa.string()), ("organisation", pa.int64()), ("own_unit", pa.int32())]),
    )  # fmt: skip


def _places(beside: duckdb.DuckDBPyConnection, there: Map, given: list[dict]) -> None:
    """Make the tables of places, of the pieces they consist of, and of the people who live in them."""
    moved = _by_todays_map(there, given)
    atoms = there.atoms()
    townships = {row["area"] for row in moved if len(row["area"]) == 9}
    townships |= {code for (code,) in beside.execute(
        "SELECT DISTINCT township FROM region WHERE township IS NOT NULL").fetchall()}  # fmt: skip
    lines = there.lines(townships)
    scopes = _scopes_of_lines(lines, atoms, there)
    _table(
        beside, "place_placed", [{**line, "scope": scope} for line, scope in zip(lines, scopes, strict=True)],
        pa.schema([*((name, pa.string()) for name in ("tree", "level", "code", "name", "parent")), ("position", pa.int32()), PLACED.field("scope")]),
    )  # fmt: skip
    _table(
        beside,
        "atom_placed",
        [{**atom, "scope": atom["scope"] or []} for atom in atoms],
        pa.schema([("area", pa.string()), *PLACED]),
    )
    people, doubts = denominators(moved, atoms)
    kinds = {"kind": pa.string(), "area": pa.string(), "year": pa.int16(), "source": pa.string(), "sex": pa.string(),
             "age_from": pa.int16(), "age_to": pa.int16(), "people": pa.int64(), "as_of": pa.date32()}  # fmt: skip
    _table(beside, "population", people, pa.schema(list(kinds.items())))
    told = [{**vars(one), "age_from": one.band[0], "age_to": one.band[1]} for one in doubts]
    kinds = {"area": pa.string(), "year": pa.int16(), "source": pa.string(), "sex": pa.string(),
             "age_from": pa.int16(), "age_to": pa.int16(), "given": pa.int64(), "added": pa.int64()}  # fmt: skip
    _table(beside, "population_doubt", told, pa.schema(list(kinds.items())))


def _scopes_of_lines(lines: list[dict], atoms: list[dict], there: Map) -> list[list[int]]:
    """Who sees each line: whoever sees a piece of it; a township, whoever answers for it."""
    townships = [line["code"] for line in lines if line["level"] == Level.TOWNSHIP]
    placed = there.placed([(code, None) for code in townships])  # the registry is read once for all
    answering = {code: place["scope"] or [] for code, place in zip(townships, placed, strict=True)}
    seen: dict[tuple[str, object], set[int]] = defaultdict(set)
    for atom in atoms:
        for column in COLUMNS.values():
            seen[column, atom[column]].update(atom["scope"] or ())
    return [
        answering[line["code"]]
        if line["level"] == Level.TOWNSHIP
        else sorted(seen[COLUMNS[Tree(line["tree"]), Level(line["level"])], line["code"]])
        for line in lines
    ]


def _by_todays_map(there: Map, given: list[dict]) -> list[dict]:
    """Bring figures to today's codes; one under a former code gives way to one under today's."""
    current = {(row["area"], row["year"], row["source"]) for row in given}
    moved = []
    for row in given:
        today = there.today(row["area"], row["year"])
        if today and (today == row["area"] or (today, row["year"], row["source"]) not in current):
            moved.append({**row, "area": today})
    return moved


def _read(beside: duckdb.DuckDBPyConnection, name: str, reader: pa.RecordBatchReader) -> None:
    """Stream batches into a table that is gone when the connection closes."""
    beside.register("stream", reader)
    beside.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM stream")
    beside.unregister("stream")


def _table(
    beside: duckdb.DuckDBPyConnection, name: str, rows: Iterable[Mapping[str, object]], schema: pa.Schema
) -> None:
    made = pa.Table.from_pylist([{column: row[column] for column in schema.names} for row in rows], schema)
    beside.register("made", made)
    beside.execute(f"CREATE TABLE {name} AS SELECT * FROM made")
    beside.unregister("made")


def _say(beside: duckdb.DuckDBPyConnection, data_time: datetime) -> None:
    """Write into the file what it is."""
    today = data_time.astimezone(clock.SHANGHAI).date()
    days = " UNION ALL ".join(
        f"SELECT max(happened_on) AS day FROM {one.name} WHERE happened_on <= DATE '{today}'"
        for one in SOURCES.values()
        if not one.lasting
    )
    beside.execute(
        "CREATE TABLE about AS SELECT ?::VARCHAR AS data_time, ?::VARCHAR AS definitions,"
        f" COALESCE((SELECT max(day) FROM ({days})), DATE '{today}') AS newest",
        [data_time.isoformat(), definitions()],
    )


def _count(beside: duckdb.DuckDBPyConnection, table: str) -> int:
    ((rows,),) = beside.execute(f"SELECT count(*) FROM {table}").fetchall()
    return int(rows)
