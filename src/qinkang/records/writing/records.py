"""Storing the rows of a data set: new ones, newer versions, withdrawals; and what happened to each."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import acting
from qinkang.kernel import clock
from qinkang.records.key_check import ring_in_force
from qinkang.records.tables import COMMON, Recorded, own_fields, part_models, sighting_fields
from qinkang.records.writing import staging
from qinkang.records.writing.business_key import business_keys, content_hashes
from qinkang.records.writing.decision import Outcome, decide
from qinkang.records.writing.outbox import announce
from qinkang.records.writing.planning import looked_up_by_key
from qinkang.records.writing.rows import copy
from qinkang.records.writing.sightings import Sighted, reserve_ids
from qinkang.standards.dataset import Dataset

NOBODY: Mapping[str, pa.Array] = MappingProxyType({})
GIVEN = ("source_no", "source_version", "withdraw", "standing", "scope", "row_number")


@dataclass(frozen=True)
class Stored:
    """What became of some rows.

    Attributes:
        record: number of each row's record, null where there is none.
        outcome: a code of `Outcome` for each row.
        business_key: keyed hash of each row's key, null where the row lacks a part of it.
        announced: rows written to the outbox.
    """

    record: pa.Array
    outcome: pa.Array
    business_key: pa.Array
    announced: int

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows had each outcome."""
        return {one["values"]: one["counts"] for one in self.outcome.value_counts().to_pylist()}


def store_records(
    model: type[Recorded],
    rows: pa.Table,
    *,
    sighted: Mapping[str, Sighted],
    sender: int,
    batch: int,
    targets: Mapping[str, pa.Array] = NOBODY,
) -> Stored:
    """Store rows by the sender's number or the business key, in one transaction with history and outbox.

    Call it inside `acting_as`, in a scope that takes in every record these rows may mean. Rows of one
    data set are stored by one transaction at a time (a lock until it ends).

    Args:
        model: the data set's table.
        rows: the data set's columns under their names, parts side by side (`drugs_1_name`), identity
            left out; a column that is not there counts as empty. With them the columns of `GIVEN`:
            source_no (text) and source_version (int64), both may be null; withdraw (bool); standing;
            scope (list of int32); row_number (int32).
        sighted: role of each party to what `store_sightings` returned for these rows; numbers may be
            null where a row only withdraws.
        targets: code of each system to which accepted rows are announced, to the rows (bool) that may
            go there.

    Raises:
        NotActing: outside `acting_as`.
        IntegrityError: a record of the same key stands outside the present scope.
    """
    acting()
    table, dataset = model._meta.db_table, model.dataset
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"qinkang store {table}"])
    prepared = _prepared(model, rows, sighted)
    decided = decide(model, prepared.select([*GIVEN[:4], "business_key", "content"]), sender=sender, batch=batch)
    inserted = pc.equal(decided["outcome"], Outcome.INSERTED)
    superseded = pc.equal(decided["outcome"], Outcome.SUPERSEDED)
    new = reserve_ids(table, pc.sum(inserted).as_py() or 0)
    record = pc.replace_with_mask(decided["record"].combine_chunks(), inserted.combine_chunks(), new)
    common = {
        "id": record,
        "version": pc.add(decided["version"], pa.scalar(1, pa.int32())),
        "sender": pa.repeat(sender, len(rows)),
        "batch_id": pa.repeat(batch, len(rows)),
        "recorded_at": pa.repeat(clock.now().isoformat(), len(rows)),
        "actor": pa.repeat(acting().actor, len(rows)),
    }
    for name, values in common.items():
        prepared = prepared.append_column(name, values)
    written = prepared.filter(pc.or_(inserted, superseded)).drop_columns(["withdraw"])
    if len(written):
        _write(model, written)
    withdrawn = prepared.filter(pc.equal(decided["outcome"], Outcome.WITHDRAWN))
    if len(withdrawn):
        _withdraw(table, withdrawn)
    _remember_versions(table, prepared.filter(pc.equal(decided["outcome"], Outcome.UNCHANGED)))
    changed = pc.is_in(decided["outcome"], pa.array([Outcome.INSERTED, Outcome.SUPERSEDED, Outcome.WITHDRAWN]))
    announced = sum(
        announce(model, record.filter(pc.and_(changed, may_go)).to_pylist(), [target], batch=batch)
        for target, may_go in targets.items()
    )
    audit("store_records", table, f"batch:{batch}", rows=pc.sum(changed).as_py() or 0)
    return Stored(record, decided["outcome"].combine_chunks(), prepared["business_key"].combine_chunks(), announced)


def _prepared(model: type[Recorded], rows: pa.Table, sighted: Mapping[str, Sighted]) -> pa.Table:
    """Return the rows with every column of the staging table that they decide themselves."""
    dataset: Dataset = model.dataset
    parts = {name for part in dataset.parts.values() for name in part.flat()}
    there = [name for name in (*own_fields(dataset), *sorted(parts)) if name in rows.column_names]
    prepared = rows.select([*GIVEN, *there])
    sightings = []
    for role, name in sighting_fields(dataset).items():
        sightings.append(f"{name}_id")
        prepared = prepared.append_column(f"{name}_id", sighted[role].ids)
    # Where several parties stand in the key each needs its own; the usual key names one.
    (who,) = {role for role in dataset.key if role in dataset.parties}
    keys = business_keys(ring_in_force(), dataset, rows, sighted[who].who)
    return (
        prepared.append_column("happened_on", rows[dataset.happened_on])
        .append_column("business_key", keys)
        .append_column("content", content_hashes(prepared, [*there, *sightings]))
    )


def _write(model: type[Recorded], rows: pa.Table) -> None:
    """Store new rows and newer versions, and replace the groups of the latter."""
    table, waiting = model._meta.db_table, staging.staging_of(model)
    copy(waiting, rows)
    parts = part_models(model)
    every = [field.column for field in model._meta.local_fields]
    names = ", ".join(every)
    values = ", ".join(f"{name} = s.{name}" for name in every if name != "id")
    with looked_up_by_key(), connection.cursor() as cursor:
        for part in parts.values():
            cursor.execute(
                f"DELETE FROM {part._meta.db_table} p USING {waiting} s"
                " WHERE p.record_id = s.id AND s.version > 1"
            )
        cursor.execute(f"UPDATE {table} t SET {values} FROM {waiting} s WHERE t.id = s.id AND s.version > 1")
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {waiting} WHERE version = 1")
        for name, part in parts.items():
            cursor.execute(groups(name, part, waiting))
    staging.emptied(waiting)


def groups(name: str, model: type, waiting: str) -> str:
    """Return the statement that stores the groups of one part, each group that holds anything."""
    part = model.part
    fields = ", ".join(part.fields)
    listed = ", ".join(
        f"({place}, {', '.join(f's.{name}_{place}_{field}' for field in part.fields)})"
        for place in range(1, part.at_most + 1)
    )
    return (
        f"INSERT INTO {model._meta.db_table} (record_id, scope, seq, {fields})"
        f" SELECT s.id, s.scope, g.* FROM {waiting} s CROSS JOIN LATERAL (VALUES {listed}) g(seq, {fields})"
        f" WHERE num_nonnulls({', '.join(f'g.{field}' for field in part.fields)}) > 0"
    )


def _withdraw(table: str, rows: pa.Table) -> None:
    """Let records stand as withdrawn; their values stay."""
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE {table} t SET standing = 'withdrawn', version = t.version + 1, batch_id = %s,
              source_version = COALESCE(g.source_version, t.source_version), row_number = g.row_number,
              recorded_at = %s, actor = %s
            FROM unnest(%s::bigint[], %s::bigint[], %s::int[]) AS g(id, source_version, row_number)
            WHERE t.id = g.id
            """,
            [
                rows["batch_id"][0].as_py(),
                rows["recorded_at"][0].as_py(),
                rows["actor"][0].as_py(),
                *(rows[name].to_pylist() for name in ("id", "source_version", "row_number")),
            ],
        )


def _remember_versions(table: str, rows: pa.Table) -> None:
    """Note that a newer version said the same, so that one in between that arrives late is not taken."""
    if not len(rows):
        return
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE {table} t SET source_version = g.source_version
            FROM unnest(%s::bigint[], %s::bigint[]) AS g(id, source_version)
            WHERE t.id = g.id AND (t.source_version < g.source_version OR t.source_version IS NULL)
              AND g.source_version IS NOT NULL
            """,
            [rows["id"].to_pylist(), rows["source_version"].to_pylist()],
        )
