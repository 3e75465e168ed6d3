"""Storing the rows of a data set: new ones, newer versions, withdrawals; and what happened to each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import acting
from qinkang.kernel import clock
from qinkang.records.key_check import ring_in_force
from qinkang.records.tables import Recorded, Standing, own_fields, sighting_fields
from qinkang.records.writing.business_key import business_keys, content_hashes
from qinkang.records.writing.corrections import corrections_kept, decided_by_office
from qinkang.records.writing.decision import Outcome, decide
from qinkang.records.writing.outbox import announce, announce_new, retract
from qinkang.records.writing.planning import looked_up_by_key
from qinkang.records.writing.sightings import Sighted, reserve_ids
from qinkang.records.writing.versions import remember_versions, withdraw, write_versions
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


@looked_up_by_key()
def store_records(
    model: type[Recorded],
    rows: pa.Table,
    *,
    sighted: Mapping[str, Sighted],
    sender: int,
    batch: int,
    targets: Mapping[str, pa.Array] = NOBODY,
    corrects: int | None = None,
    gone: Sequence[int] = (),
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
        corrects: number of the record that the office's one row is about, whatever its keys and versions.
        gone: later batches that were withdrawn, which make no row old.

    Raises:
        NotActing: outside `acting_as`.
        IntegrityError: a record of the same key stands outside the present scope.
    """
    acting()
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"qinkang store {table}"])
    prepared = _prepared(model, rows, sighted, sender)
    if corrects is None:
        keys = prepared.select([*GIVEN[:4], "business_key", "content"])
        decided = decide(model, keys, sender=sender, batch=batch, gone=gone)
        decided = corrections_kept(model, prepared, decided, batch=batch)
    else:
        decided = decided_by_office(model, prepared, corrects)
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
        write_versions(model, written)
    withdrawn = prepared.filter(pc.equal(decided["outcome"], Outcome.WITHDRAWN))
    if len(withdrawn):
        withdraw(table, withdrawn)
    remember_versions(table, prepared.filter(pc.equal(decided["outcome"], Outcome.UNCHANGED)))
    changed = pc.is_in(decided["outcome"], pa.array([Outcome.SUPERSEDED, Outcome.WITHDRAWN]))
    counting = pc.and_(inserted, pc.equal(prepared["standing"], Standing.ACCEPTED.value))
    announced = 0
    for target, may_go in targets.items():
        fresh = record.filter(pc.and_(counting, may_go))
        announced += announce_new(model, fresh, target, batch=batch)
        goes, stays = pc.and_(changed, may_go), pc.and_(changed, pc.invert(may_go))
        announced += announce(model, record.filter(goes).to_pylist(), [target], batch=batch)
        announced += retract(model, record.filter(stays).to_pylist(), [target], batch=batch)
    audit("store_records", table, f"batch:{batch}", rows=pc.sum(pc.or_(inserted, changed)).as_py() or 0)
    return Stored(
        record, decided["outcome"].combine_chunks(), prepared["business_key"].combine_chunks(), announced
    )


def _prepared(model: type[Recorded], rows: pa.Table, sighted: Mapping[str, Sighted], sender: int) -> pa.Table:
    """Return the rows with every column of the staging table that they decide themselves."""
    dataset: Dataset = model.dataset
    parts = {name for part in dataset.parts.values() for name in part.flat()}
    there = [name for name in (*own_fields(dataset), *sorted(parts)) if name in rows.column_names]
    prepared = rows.select([*GIVEN, *there])
    sightings = []
    for role, name in sighting_fields(dataset).items():
        sightings.append(f"{name}_id")
        prepared = prepared.append_column(f"{name}_id", sighted[role].ids)
    # The usual key names one party, and that of figures from outside names none. Several need their own.
    named = [sighted[role].who for role in dataset.key if role in dataset.parties]
    if len(named) > 1:
        raise NotImplementedError(f"{dataset.code}: several parties in one key")
    keys = business_keys(ring_in_force(), dataset, rows, named[0] if named else None, sender=sender)
    return (
        prepared.append_column("happened_on", rows[dataset.happened_on])
        .append_column("business_key", keys)
        .append_column("content", content_hashes(prepared, [*there, *sightings]))
    )
