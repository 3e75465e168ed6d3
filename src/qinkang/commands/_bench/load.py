"""入库：身份封存、人员比对、登记和待发送一并写入，比直接 COPY 同样的行（人员全新 ≤ 10 倍，全部已知 ≤ 6 倍）

Both begin with the same typed columns in memory and end with a commit. The baseline writes them as CSV,
sends them by COPY into a plain logged table and commits: no index, no row security, identity in clear. Ours
is one batch: sightings (sealed, indexed), records with their groups, outbox, link by number, pairs and
contradictions, with everything the database holds for them. "New": nobody is known; "known": the same
people's next check-up.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from datetime import date, timedelta

import psycopg
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

import qinkang.cleansing.rules  # noqa: F401  - makes the rules known
from qinkang.cleansing.cleansed import Cleansing
from qinkang.cleansing.rulebook import Rulebook
from qinkang.commands._bench import Asked, Measured, check_ups, ground
from qinkang.standards.datasets import HealthCheck

ROWS = 50_000
NEW, KNOWN = 10.0, 6.0  # times the bare COPY
RECEIVED_ON = date(2025, 10, 31)
CHUNK_ROWS = 50_000
LATER = timedelta(days=14)


def measure(asked: Asked) -> Measured:
    """Load nobody known, then everybody known, and copy the same rows barely after each."""
    with ground.database() as database:
        return compare(asked, database.url("qk_owner"))


def compare(asked: Asked, owner: str) -> Measured:
    """The same in the database that the settings name; `owner` is how its owner connects."""
    asked.say("正在生成并清洗体检数据……")
    new = clean_rows(asked, asked.rows or ROWS)
    known = next_time(new)
    parts = {}
    for batch, (title, rows) in enumerate({"new": new, "known": known}.items(), 1):
        asked.say(f"正在直接 COPY {len(rows):,} 行……")
        bare = bare_copy(owner, rows)
        asked.say(f"正在入库 {len(rows):,} 行（{title}）……")
        began = time.perf_counter()
        load(rows, batch)
        ours = time.perf_counter() - began
        bare = min(bare, bare_copy(owner, rows))
        parts |= {f"{title}_ratio": round(ours / bare, 2), f"{title}_seconds": round(ours, 2)}
        parts |= {
            f"{title}_copy_seconds": round(bare, 2),
            f"{title}_rows_per_second": round(len(rows) / ours),
        }
    met = parts["new_ratio"] <= NEW and parts["known_ratio"] <= KNOWN
    return Measured(
        "load", NEW, met, 2 * len(new), ratio=parts["new_ratio"], parts=parts | {"known_goal": KNOWN}
    )


def clean_rows(asked: Asked, count: int) -> pa.Table:
    """Typed rows that were accepted, about as many as wanted, each about another person."""
    distinct = check_ups.made(asked.folder)
    cleansing = Cleansing(HealthCheck, Rulebook.packaged(RECEIVED_ON), frozenset(distinct.columns))
    clean, have = [], 0
    for raw in distinct.copies(2 * count):
        cleansed = cleansing(raw)
        kept = cleansed.rows.filter(pa.array(~cleansed.rejected & ~cleansed.held))
        clean.append(kept.filter(pc.is_valid(kept["id_no"])))
        have += len(clean[-1])
        if have >= count:
            break
    return pa.concat_tables(clean).combine_chunks().slice(0, count)


def next_time(rows: pa.Table) -> pa.Table:
    """The same people's next check-up."""
    later = {
        "check_date": pc.add(rows["check_date"], pa.scalar(LATER, pa.duration("s"))).cast(pa.date32()),
        "record_no": pc.binary_join_element_wise(rows["record_no"], pa.scalar("b"), "-"),
    }
    return pa.table({name: later.get(name, rows[name]) for name in rows.column_names})


def load(rows: pa.Table, batch: int) -> int:
    """Store rows as one batch, in one transaction, as the flow does with what was cleansed.

    Return how many were announced.
    """
    from qinkang.accounts.scope import deed
    from qinkang.exchange.targets import targets_of
    from qinkang.pipeline.everywhere import everywhere
    from qinkang.records.key_check import ring_in_force
    from qinkang.records.models import HealthCheck as Table
    from qinkang.records.tables import own_fields
    from qinkang.records.writing.linkage import link_by_number
    from qinkang.records.writing.name_counts import count_names
    from qinkang.records.writing.pairs import find_pairs
    from qinkang.records.writing.records import store_records
    from qinkang.records.writing.sightings import store_sightings
    from qinkang.registry.questions import scopes_for

    acting = everywhere("job:bench", "测量入库速度")
    (unit,) = acting.scope.units
    party = HealthCheck.parties["subject"]
    identity = {one.name.removeprefix(party.prefix): one.name for one in party.fields()}
    parts = [name for group in HealthCheck.parts.values() for name in group.flat()]
    own = [*own_fields(HealthCheck), *parts]
    names, announced = [], 0
    with deed(acting):
        for chunk in chunks(rows):
            scope = pa.array(scopes_for([chunk["live_region"]], [], unit, RECEIVED_ON), pa.list_(pa.int32()))
            who = pa.table({**{name: chunk[column] for name, column in identity.items()}, "scope": scope})
            sighted = store_sightings(who, sender=1, batch=batch)
            names.append(sighted.names)
            given = {
                "source_no": chunk["record_no"],
                "source_version": pa.nulls(len(chunk), pa.int64()),
                "withdraw": pa.repeat(False, len(chunk)),
                "standing": pa.repeat("accepted", len(chunk)),
                "scope": scope,
                "row_number": pa.array(range(len(chunk)), pa.int32()),
            }
            stored = store_records(
                Table,
                pa.table({**{name: chunk[name] for name in own}, **given}),
                sighted={"subject": sighted},
                sender=1,
                batch=batch,
                targets={target: pa.repeat(True, len(chunk)) for target in targets_of(HealthCheck.code)},
            )
            announced += stored.announced
        link_by_number(batch)
        count_names(ring_in_force(), pa.chunked_array(names, pa.binary()))
        find_pairs(batch)
    return announced


def chunks(rows: pa.Table) -> Iterator[pa.Table]:
    """The rows in pieces as large as the readers give."""
    return (rows.slice(start, CHUNK_ROWS).combine_chunks() for start in range(0, len(rows), CHUNK_ROWS))


def bare_copy(owner: str, rows: pa.Table) -> float:
    """Seconds that a bare COPY of the declared columns takes, with its commit."""
    from qinkang.records.writing.rows import OPTIONS, written

    columns = {name: rows[name] for name in HealthCheck.columns}
    kinds = ", ".join(f"{name} {kind_of(column)}" for name, column in columns.items())
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS bench_bare")
        connection.execute(f"CREATE TABLE bench_bare ({kinds})")
        began = time.perf_counter()
        with connection.transaction(), connection.cursor() as cursor:
            for chunk in chunks(pa.table(columns)):
                buffer = io.BytesIO()
                as_text = pa.table({name: written(chunk[name]) for name in chunk.column_names})
                pyarrow.csv.write_csv(as_text, buffer, OPTIONS)
                with cursor.copy("COPY bench_bare FROM STDIN (FORMAT csv)") as out:
                    out.write(buffer.getbuffer())
        took = time.perf_counter() - began
        connection.execute("DROP TABLE bench_bare")
    return took


def kind_of(column: pa.ChunkedArray) -> str:
    """The database's type for a column."""
    kind = column.type
    if pa.types.is_list(kind):
        return "text[]"
    if pa.types.is_date(kind):
        return "date"
    return "float8" if pa.types.is_floating(kind) or pa.types.is_integer(kind) else "text"
