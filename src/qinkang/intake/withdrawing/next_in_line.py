"""Rows of other batches that a withdrawn batch stood in the way of: which they are, and what they are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db import connection

from qinkang.cleansing.repeated import NUMBERED_TWICE, REPEATED, SAID_BY_ANOTHER
from qinkang.intake.missing import model_of
from qinkang.intake.models import Batch, Undone
from qinkang.intake.results import outdate_findings
from qinkang.intake.withdrawing.hashing import joined_by_hashing

# Not taken because a newer version of the record, or another record of its key, was there.
STOOD_BACK = """
SELECT r.batch_id, r.row_number FROM intake_receipt r JOIN intake_batch b ON b.id = r.batch_id
LEFT JOIN withdrawal_plan p ON p.id = r.record AND p.action IN ('withdraw', 'restore')
WHERE b.dataset = %s AND b.state = 'stored' AND b.kind = 'sent' AND b.stored_at > %s
  AND (r.outcome = 'ignored' AND p.id IS NOT NULL OR r.outcome = 'conflict')
ORDER BY r.batch_id, r.row_number
"""
AMEND = """
UPDATE intake_receipt r SET outcome = g.outcome, record = g.record, undone = %s
FROM unnest(%s::int[], %s::text[], %s::bigint[]) AS g(row_number, outcome, record)
WHERE r.batch_id = %s AND r.row_number = g.row_number
"""
# What was found in the row then is said now, unless a later batch of the sender has spoken of the record.
SPEAK = """
UPDATE intake_finding f SET current = true
WHERE f.batch_id = %(batch)s AND f.row_number = ANY(%(rows)s) AND NOT f.current AND f.rule = ANY(%(rules)s)
  AND NOT EXISTS (SELECT FROM intake_finding n WHERE n.sender_id = f.sender_id AND n.dataset = f.dataset
    AND n.record_key = f.record_key AND n.batch_id > f.batch_id AND n.current)
"""
SETTLED = (
    "UPDATE intake_finding SET current = false WHERE batch_id = %s AND row_number = ANY(%s) AND rule = %s"
)
OF_ANOTHER = """
INSERT INTO intake_finding (batch_id, sender_id, dataset, row_number, record_key, field, rule, severity, value,
  current, scope)
SELECT r.batch_id, %(sender)s, %(dataset)s, r.row_number,
  CASE WHEN r.source_no <> '' THEN r.source_no ELSE encode(t.business_key, 'hex') END, '', %(rule)s, 'flag', NULL,
  true, r.scope
FROM intake_receipt r JOIN {table} t ON t.id = r.record
JOIN {table}_history h ON h.id = t.id AND h.version = t.version - 1
WHERE r.batch_id = %(batch)s AND r.row_number = ANY(%(rows)s) AND r.outcome = 'superseded'
  AND h.sender <> %(sender)s AND h.standing <> 'withdrawn'
"""
NOW_HELD = """
UPDATE intake_receipt r SET standing = 'held' FROM {table} t
WHERE r.batch_id = %s AND r.row_number = ANY(%s) AND r.standing = 'accepted' AND t.id = r.record
  AND t.batch_id = r.batch_id AND t.standing = 'held'
"""


def stood_back(batch: Batch) -> dict[int, list[int]]:
    """Return batch to its rows that may enter once this batch is gone, in the order of arrival.

    Call it after `make_plan`.
    """
    rows: dict[int, list[int]] = defaultdict(list)
    with joined_by_hashing(), connection.cursor() as cursor:
        cursor.execute(STOOD_BACK, [batch.dataset, batch.stored_at])
        for other, row in cursor.fetchall():
            rows[other].append(row)
    return dict(rows)


def tell_taken(
    batch: Batch,
    rows: Sequence[int],
    outcomes: Sequence[str],
    records: Sequence[int | None],
    keys: Sequence[str],
    rules: Sequence[str],
) -> None:
    """Write down that rows were taken after all: their receipts say so, their findings are of today.

    Args:
        batch: the batch of the rows, stored before.
        rows, outcomes, records: row numbers, and what became of each.
        keys: what ties findings to the records.
        rules: codes of the rules about single rows.
    """
    said = {
        "batch": batch.pk,
        "sender": batch.sender_id,
        "dataset": batch.dataset,
        "rows": list(rows),
        "rules": sorted({*rules} - {one.code for one in REPEATED}),
        "rule": SAID_BY_ANOTHER.code,
    }
    outdate_findings(batch, keys)
    with connection.cursor() as cursor:
        cursor.execute(AMEND, [Undone.TAKEN, list(rows), list(outcomes), list(records), batch.pk])
        cursor.execute(SPEAK, said)
        cursor.execute(SETTLED, [batch.pk, list(rows), NUMBERED_TWICE.code])
        cursor.execute(OF_ANOTHER.format(table=model_of(batch.dataset)._meta.db_table), said)


def tell_held(batch: Batch, rows: Sequence[int]) -> None:
    """Bring receipts and counts of rows taken after all in line with what rules across records held."""
    with connection.cursor() as cursor:
        cursor.execute(NOW_HELD.format(table=model_of(batch.dataset)._meta.db_table), [batch.pk, list(rows)])
        held = cursor.rowcount
    if held:
        batch.held += held
        batch.accepted -= held
        batch.save(update_fields=["held", "accepted"])
