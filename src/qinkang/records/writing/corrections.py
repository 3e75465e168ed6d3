"""What the office has corrected stands: a sender's row that would undo it is not taken, and is asked about.

The rule. After a correction, a row about the same record
- that says what the record says now changes nothing;
- that says again what was corrected is not taken, whatever its version: its sender is told;
- with a later version than the corrected one, and other contents, is newer than the correction and is taken;
- else (an older version, the same, or none) is not taken, and a reviewer is asked once whether it should be.
A withdrawal by the sender is always taken. A record that the office has withdrawn does not come back by
its business key either, nor does one whose business key the office has corrected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
from django.db import connection

from qinkang.accounts.scope import acting
from qinkang.kernel import clock
from qinkang.records.correcting.content import TABLE, Content, sealed
from qinkang.records.correcting.texts import text_of, texts_of
from qinkang.records.models import Correction
from qinkang.records.models.correction import CorrectionState, Kind
from qinkang.records.tables import Recorded, own_fields, sighting_fields
from qinkang.records.writing.decision import Outcome
from qinkang.records.writing.planning import looked_up_by_key
from qinkang.records.writing.sightings import reserve_ids
from qinkang.standards.field import Field

# Corrections are in force while the record stands as the last of them stored it: in that one's batch.
ANY = "SELECT EXISTS (SELECT FROM records_correction WHERE dataset = %s AND state = 'applied' AND kind <> 'release')"
IN_FORCE = """
SELECT c.record_id, c.business_key, c.content, c.source_version, t.version
FROM records_correction c JOIN {table} t ON t.id = c.record_id
WHERE c.dataset = %(dataset)s AND c.state = 'applied' AND c.kind <> 'release'
  AND (c.record_id = ANY(%(records)s) OR c.business_key = ANY(%(keys)s))
  AND EXISTS (SELECT FROM records_correction l WHERE l.dataset = c.dataset AND l.record_id = c.record_id
    AND l.state = 'applied' AND l.kind <> 'release' AND l.batch_id = t.batch_id)
ORDER BY c.applied_version
"""
MAY_UNDO = (Outcome.INSERTED, Outcome.SUPERSEDED, Outcome.IGNORED)
ONE = "SELECT version, content, standing FROM {table} WHERE id = %s FOR UPDATE"
TAKEN = "SELECT EXISTS (SELECT FROM {table} WHERE business_key = %s AND standing <> 'withdrawn' AND id <> %s)"


@dataclass
class InForce:
    """What was corrected of one record: its contents before, and the sender's version of that time."""

    record: int
    version: int
    source_version: int | None
    overruled: set[bytes]


def corrections_kept(model: type[Recorded], rows: pa.Table, decided: pa.Table, *, batch: int) -> pa.Table:
    """Return what is to happen to each row once corrections are minded; ask about what must be asked."""
    with connection.cursor() as cursor:
        cursor.execute(ANY, [model.dataset.code])
        if not cursor.fetchone()[0]:
            return decided
    outcome = decided["outcome"].to_pylist()
    record, version = decided["record"].to_pylist(), decided["version"].to_pylist()
    places = [n for n, one in enumerate(outcome) if one in MAY_UNDO]
    given = {name: rows[name].to_pylist() for name in ("business_key", "content", "source_version")}
    found = _in_force(model, [record[n] for n in places], [given["business_key"][n] for n in places])
    if not found:
        return decided
    questions = []
    for n in places:
        force = found.get(record[n] or given["business_key"][n])
        came = given["source_version"][n]
        if force is None or (outcome[n] == Outcome.IGNORED and came != force.source_version):
            continue
        again = given["content"][n] in force.overruled
        if not again and came is not None and came > (force.source_version or came):
            continue
        outcome[n], record[n], version[n] = Outcome.CORRECTED.value, force.record, force.version
        if not again:
            questions.append((n, force.record))
    if questions:
        _ask(model, rows, questions, batch)
    return pa.table(
        {
            "record": pa.array(record, pa.int64()),
            "version": pa.array(version, pa.int32()),
            "outcome": pa.array(outcome, pa.string()),
        }
    )


def decided_by_office(model: type[Recorded], rows: pa.Table, record: int) -> pa.Table:
    """Return what is to happen to the one row that the office has approved about a record."""
    table = model._meta.db_table
    (key,), (content,) = rows["business_key"].to_pylist(), rows["content"].to_pylist()
    (standing,), (withdraws,) = rows["standing"].to_pylist(), rows["withdraw"].to_pylist()
    with connection.cursor() as cursor:
        cursor.execute(ONE.format(table=table), [record])
        version, said, stands = cursor.fetchone()
        cursor.execute(TAKEN.format(table=table), [key, record])
        (taken,) = cursor.fetchone()
    if withdraws:
        outcome = Outcome.WITHDRAWN
    elif taken:
        outcome = Outcome.CONFLICT
    elif bytes(said) == content and stands == standing:
        outcome = Outcome.UNCHANGED
    else:
        outcome = Outcome.SUPERSEDED
    return pa.table(
        {
            "record": pa.array([record], pa.int64()),
            "version": pa.array([version], pa.int32()),
            "outcome": pa.array([outcome.value], pa.string()),
        }
    )


def _in_force(
    model: type[Recorded], records: list[int | None], keys: list[bytes | None]
) -> dict[int | bytes, InForce]:
    """Return the corrections in force by record, and by the business key the record had before."""
    if not records:
        return {}
    asked = {
        "dataset": model.dataset.code,
        "records": [one for one in records if one is not None],
        "keys": [key for key, one in zip(keys, records, strict=True) if one is None and key is not None],
    }
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(IN_FORCE.format(table=model._meta.db_table), asked)
        rows = cursor.fetchall()
    found: dict[int | bytes, InForce] = {}
    for record, key, content, source_version, version in rows:
        force = found.setdefault(record, InForce(record, version, None, set()))
        force.overruled.add(bytes(content))
        force.source_version = source_version
        found[bytes(key)] = force
    return found


def _ask(model: type[Recorded], rows: pa.Table, questions: Sequence[tuple[int, int]], batch: int) -> None:
    """Put before reviewers what a sender offers instead of what was corrected, each contents once."""
    fields = _fields(model)
    there = [name for name in fields if name in rows.column_names]
    records = model.objects.in_bulk([record for _, record in questions])
    offered = rows.take([place for place, _ in questions]).to_pylist()
    asked = set(
        Correction.objects.filter(
            kind=Kind.RESENT, dataset=model.dataset.code, record_id__in=list(records)
        ).values_list("record_id", "offered")
    )
    asked = {(record, bytes(content)) for record, content in asked}
    for (_, number), row in zip(questions, offered, strict=True):
        if (number, row["content"]) in asked:
            continue
        asked.add((number, row["content"]))
        record = records[number]
        now, said = texts_of(record), {name: text_of(fields[name], row[name]) for name in there}
        changes = {name: said.get(name) for name in fields if said.get(name) != now.get(name)}
        _put(record, Content(changes, sightings=_others(record, row)), row["content"], batch)


def _put(record: Recorded, content: Content, offered: bytes, batch: int) -> None:
    """Write one question down."""
    (number,) = reserve_ids(TABLE, 1).to_pylist()
    Correction.objects.create(
        pk=number,
        dataset=record.dataset.code,
        record_id=record.pk,
        record_version=record.version,
        kind=Kind.RESENT,
        state=CorrectionState.ASKED,
        fields=sorted(content.changes),
        sealed=sealed(number, content),
        asked_by=acting().actor,
        changed_at=clock.now(),
        offered=offered,
        batch_id=batch,
        scope=list(record.scope),
    )


def _fields(model: type[Recorded]) -> Mapping[str, Field]:
    parts = model.dataset.parts.values()
    return {**own_fields(model.dataset), **{name: one for part in parts for name, one in part.flat().items()}}


def _others(record: Recorded, row: Mapping[str, int]) -> dict[str, int]:
    """Return the sightings the row points to where they are others than the record's."""
    return {
        role: row[f"{name}_id"]
        for role, name in sighting_fields(record.dataset).items()
        if row[f"{name}_id"] and row[f"{name}_id"] != getattr(record, f"{name}_id")
    }
