"""Records that a full re-send (全量) lacks: found, asked about, and the questions kept up to date."""

from __future__ import annotations

from django.db import connection

from qinkang.intake import waiting
from qinkang.intake.models import Batch, MissingAnswer, MissingRecord
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
  AND NOT EXISTS (SELECT FROM intake_receipt r WHERE r.batch_id = %(batch)s AND r.record = t.id)
  AND NOT EXISTS (SELECT FROM intake_receipt r WHERE r.batch_id = %(batch)s AND r.source_no = t.source_no
    AND r.source_no <> '')
  AND NOT EXISTS (SELECT FROM intake_missingrecord m WHERE m.dataset = %(dataset)s AND m.record = t.id
    AND m.answer IN ('open', 'valid', 'void'))
"""
# Sent again, or withdrawn by somebody since: the question is over.
OVER = """
UPDATE intake_missingrecord m SET answer = CASE WHEN t.standing = 'withdrawn' THEN 'moot' ELSE 'returned' END
FROM {table} t
WHERE m.sender_id = %(sender)s AND m.dataset = %(dataset)s AND m.answer IN ('open', 'valid') AND t.id = m.record
  AND (t.standing = 'withdrawn'
    OR EXISTS (SELECT FROM intake_receipt r WHERE r.batch_id = %(batch)s AND r.record = t.id))
"""


def ask_about_missing(batch: Batch) -> int:
    """Ask about each record of the batch's sender that its full file lacks; return how many wait.

    Call it inside `acting_as` in the scope of the whole province, after every row has its receipt.
    """
    table = model_of(batch.dataset)._meta.db_table
    said = {
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
