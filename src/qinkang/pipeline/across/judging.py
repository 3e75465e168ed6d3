"""What flows call: judging the records of a batch, of a change, of persons, by the rules across records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.db import connection

import qinkang.cleansing.rules  # noqa: F401  - makes the rules known
from qinkang.accounts.audit import audit
from qinkang.accounts.scope import deed
from qinkang.cleansing.across.engine import judge
from qinkang.cleansing.across.rule import ACROSS, Key
from qinkang.cleansing.repeated import NUMBERED_TWICE, SAID_BY_ANOTHER, SAID_TWICE
from qinkang.cleansing.rulebook import Rulebook
from qinkang.intake.missing import model_of
from qinkang.intake.models import Batch
from qinkang.kernel import clock
from qinkang.pipeline.across.reading import read, table_models
from qinkang.pipeline.across.settled import mark
from qinkang.pipeline.across.settling import Rows, enter, settle
from qinkang.pipeline.across.touched import Touched, touched_by, touched_with
from qinkang.pipeline.everywhere import everywhere
from qinkang.records.actions.choosing import choose_again
from qinkang.records.actions.sending_back import close_answered
from qinkang.records.correcting.holding import settled
from qinkang.records.tables import Recorded
from qinkang.registry.questions import rulebook

SEEN = """
SELECT record, min(row_number) FROM intake_receipt
WHERE batch_id = %s AND record IS NOT NULL AND outcome NOT IN ('ignored', 'repeated', 'corrected') GROUP BY record
"""
CHANGED = "SELECT id FROM {table} WHERE batch_id = %s AND id = ANY(%s)"
NOW_HELD = """
UPDATE intake_receipt SET standing = 'held'
WHERE batch_id = %s AND standing = 'accepted' AND record = ANY(%s)
"""
# What two people have released as it is counts, also where the row would be held by itself.
NOW_FREE = """
UPDATE intake_receipt r SET standing = 'accepted' FROM {table} t
WHERE r.batch_id = %s AND r.standing = 'held' AND r.outcome IN ('inserted', 'superseded', 'unchanged')
  AND t.id = r.record AND t.standing = 'accepted'
"""
# The version that a record had before this batch is the one below its present one.
REPEATED = """
INSERT INTO intake_finding (batch_id, sender_id, dataset, row_number, record_key, field, rule, severity, value,
  current, scope)
SELECT r.batch_id, %(sender)s, %(dataset)s, r.row_number,
  CASE WHEN r.source_no <> '' THEN r.source_no ELSE encode(t.business_key, 'hex') END, '',
  CASE r.outcome WHEN 'repeated' THEN %(twice)s WHEN 'conflict' THEN %(numbered)s ELSE %(another)s END,
  'flag', NULL, r.outcome <> 'repeated', r.scope
FROM intake_receipt r LEFT JOIN {table} t ON t.id = r.record
WHERE r.batch_id = %(batch)s AND (r.outcome IN ('repeated', 'conflict')
  OR r.outcome = 'superseded' AND EXISTS (
    SELECT FROM {table}_history h WHERE h.id = r.record AND h.version = t.version - 1 AND h.sender <> %(sender)s))
"""
# Two sets of numbers are met by hashing; a join of rows this young would go row by row.
FLAGGED = """
SELECT count(*) FROM (
  SELECT row_number FROM intake_finding WHERE batch_id = %(batch)s AND severity = 'flag'
  INTERSECT
  SELECT row_number FROM intake_receipt WHERE batch_id = %(batch)s AND standing <> 'rejected') flagged
"""
WAITING = """
DELETE FROM records_judgeagain j USING unnest(%s::bigint[], %s::timestamptz[]) AS k(person, since)
WHERE j.person_id = k.person AND j.since = k.since RETURNING j.person_id
"""
NOBODY: Mapping[str, Any] = MappingProxyType({})
AT_ONCE = 20_000
"""Persons judged together at most, when many are."""


def tell_repeated(batch: Batch) -> None:
    """Tell of rows that speak of a record which another row, number or sender speaks of too (C-99, C-100).

    Call it before anything else changes the records again.
    """
    said = {"batch": batch.pk, "sender": batch.sender_id, "dataset": batch.dataset}
    said |= {"twice": SAID_TWICE.code, "numbered": NUMBERED_TWICE.code, "another": SAID_BY_ANOTHER.code}
    with connection.cursor() as cursor:
        cursor.execute(REPEATED.format(table=model_of(batch.dataset)._meta.db_table), said)


def judge_batch(batch: Batch, book: Rulebook) -> None:
    """Judge everything the batch may have changed the judgement of; its counts follow, and are not saved.

    Call it after the batch's people are linked, in the batch's own transaction, in the scope of the
    whole province.
    """
    names = {model.dataset.code: name for name, model in table_models().items()}
    if batch.dataset not in names:
        return
    name = names[batch.dataset]
    model = table_models()[name]
    tell_repeated(batch)
    with connection.cursor() as cursor:
        cursor.execute(SEEN, [batch.pk])
        rows = dict(cursor.fetchall())
        cursor.execute(CHANGED.format(table=model._meta.db_table), [batch.pk, list(rows)])
        changed = [record for (record,) in cursor.fetchall()]
    mark(model, settled(model, list(rows), book))
    held = _judge(touched_by(model, changed), book, batch.pk, changed={name: set(changed)}, rows={name: rows})
    with connection.cursor() as cursor:
        cursor.execute(NOW_HELD, [batch.pk, sorted(held[name])])
        batch.held += cursor.rowcount
        batch.accepted -= cursor.rowcount
        cursor.execute(NOW_FREE.format(table=model._meta.db_table), [batch.pk])
        batch.held -= cursor.rowcount
        batch.accepted += cursor.rowcount
        cursor.execute(FLAGGED, {"batch": batch.pk})
        (batch.flagged,) = cursor.fetchone()
    close_answered(model, rows)


def judge_records(model: type[Recorded], records: Sequence[int], batch: int | None = None) -> None:
    """Judge what these records share with others, after they were changed by other means than a batch."""
    names = {one: name for name, one in table_models().items()}
    if model in names and records:
        changed = {names[model]: set(records)}
        _judge(touched_by(model, records), rulebook(clock.today()), batch, changed=changed)


def judge_persons(persons: Sequence[int], book: Rulebook) -> None:
    """Judge all records of persons; of many, some thousands at once."""
    for first in range(0, len(persons), AT_ONCE):
        _judge(touched_with(persons[first : first + AT_ONCE]), book, None)


def judge_again() -> int:
    """Settle persons again whose sightings or sources changed; return how many were looked at.

    First their golden values, then their records. Whoever is asked about once more in between stays.
    """
    by = everywhere("job:judge_again", "人员或来源变化后重新判断")
    waiting = choose_again(AT_ONCE, by=by)
    if waiting:
        with deed(by):
            with connection.cursor() as cursor:
                cursor.execute(WAITING, [list(waiting), list(waiting.values())])
                persons = [person for (person,) in cursor.fetchall()]
            judge_persons(persons, rulebook(clock.today()))
    return len(waiting)


def _judge(
    touched: Touched,
    book: Rulebook,
    batch: int | None,
    changed: Mapping[str, set[int]] = NOBODY,
    rows: Mapping[str, Rows] = NOBODY,
) -> dict[str, set[int]]:
    """Judge by every kind of key, then settle; return the records held by others, by table.

    Args:
        changed: records that are another version than they were, by table.
        rows: records of which a row of the batch spoke, also those it left unchanged, by table.
    """
    asked = {name: changed.get(name, set()) | set(rows.get(name, ())) for name in table_models()}
    for key in Key:
        tables = read(key, touched, book)
        verdicts = judge(key, tables, book)
        codes = [rule.code for rule in ACROSS.values() if rule.key is key]
        for name in asked:
            judged = set(tables[name]["record"].to_pylist()) if name in tables else set()
            asked[name] |= judged
            # What changed and is not among those read has no such fault any more.
            enter(name, judged | changed.get(name, set()), codes, verdicts, batch)
    held = {
        name: settle(name, sorted(records), rows.get(name, {}), batch, book) if records else set()
        for name, records in asked.items()
    }
    audit("judge_across", "records_crossfinding", f"batch:{batch}", rows=sum(map(len, asked.values())))
    return held
