"""Records that a full re-send (全量) lacks: found, asked about, and the questions kept up to date."""

from __future__ import annotations

from django.db import connection

from qinkang.intake import waiting
from qinkang.intake.models import Batch, MissingAnswer, MissingRecord, Receipt
from qinkang.kernel import clock
from qinkang.records.tables import Recorded
from qinkang.records.writing.staging import recorded_models

# A row that was rejected is no missing row: its record is still spoken of, by the sender's number.
MISSING = """
INSERT INTO intake_missingrecord (batch_id, sender_id, dataset, record, asked_at, answer, because,
  answered_by, scope)
SELECT %(batch)s, %(sender)s, %(dataset)s, t.id, %(now)s, 'open', '', '', t.scope
FROM {table} t
WHERE t.sender = %(sender)s AND t.standing <> 'withdrawn'
  AND t.id <> ALL(%(records)s::bigint[]) AND (t.source_no IS NULL OR t.source_no <> ALL(%(numbers)s::text[]))
  AND NOT EXISTS (SELECT FROM intake_missingrecord m WHERE m.dataset = %(dataset)s AND m.record = t.id
    AND m.answer IN ('open', 'valid', 'void'))
"""
# Sent again, or withdrawn by somebody since: the question is over.
OVER = """
UPDATE intake_missingrecord m SET answer = CASE WHEN t.standing = 'withdrawn' THEN 'moot' ELSE 'returned' END
FROM {table} t
WHERE m.sender_id = %(sender)s AND m.dataset = %(dataset)s AND m.answer IN ('open', 'valid') AND t.id = m.record
  AND (t.standing = 'withdrawn' OR t.id = ANY(%(records)s::bigint[]))
"""


def ask_about_missing(batch: Batch) -> int:
    """Ask about each record of the batch's sender that its full file lacks; return how many wait.

    Call it inside `acting_as` in the scope of the whole province, after every row has its receipt.
    """
    table = model_of(batch.dataset)._meta.db_table
    receipts = Receipt.objects.filter(batch=batch)
    said = {
        # As arrays, which PostgreSQL looks up by hashing; joined, it would compare every pair.
        "records": list(receipts.exclude(record=None).values_list("record", flat=True)),
        "numbers": list(receipts.exclude(source_no="").values_list("source_no", flat=True)),
        "batch": batch.pk,
        "sender": batch.sender_id,
        "dataset": batch.dataset,
        "now": clock.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(OVER.format(table=table), said)
        cursor.execute(MISSING.format(table=table), said)
    open_ones = MissingRecord.objects.filter(
        sender=batch.sender_id, dataset=batch.dataset, answer=MissingAnswer.OPEN
    ).count()
    waiting.ask_about_missing(batch, open_ones)
    return open_ones


def model_of(dataset: str) -> type[Recorded]:
    """The table of a data set."""
    return next(model for model in recorded_models() if model.dataset.code == dataset)
