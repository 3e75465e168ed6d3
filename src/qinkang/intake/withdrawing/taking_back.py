"""Carrying a plan out: the truth, what the receivers are told, findings and receipts. One transaction."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import acting
from qinkang.intake.missing import model_of
from qinkang.intake.models import Batch, Finding, MissingAnswer, MissingRecord, State
from qinkang.intake.withdrawing.hashing import joined_by_hashing
from qinkang.kernel import clock
from qinkang.records.models.outbox import State as Telling
from qinkang.records.tables import Recorded, part_models
from qinkang.records.writing.outbox import announce, retract

WITHDRAW = """
UPDATE {table} t SET standing = 'withdrawn', version = t.version + 1, source_version = NULL,
  recorded_at = %(now)s, actor = %(actor)s
FROM withdrawal_plan p WHERE p.id = t.id AND p.action = 'withdraw'
"""
RESTORE = """
UPDATE {table} t SET {values}, version = t.version + 1, batch_id = p.backer, recorded_at = %(now)s,
  actor = %(actor)s
FROM withdrawal_plan p JOIN {table}_history h ON h.id = p.id AND h.version = p.version AND h.batch_id = p.batch
WHERE p.id = t.id AND p.action = 'restore'
"""
ADOPT = """
UPDATE {table} t SET batch_id = p.backer, recorded_at = %(now)s, actor = %(actor)s
FROM withdrawal_plan p WHERE p.id = t.id AND p.action = 'adopt'
"""
DROP_GROUPS = """
DELETE FROM {part} g USING withdrawal_plan p WHERE g.record_id = p.id AND p.action = 'restore' AND NOT p.same
"""
RESTORE_GROUPS = """
INSERT INTO {part} (record_id, scope, seq, {fields})
SELECT g.record_id, t.scope, g.seq, {given} FROM withdrawal_plan p JOIN {table} t USING (id)
JOIN {part}_history g ON g.record_id = p.id AND g.superseded_at = p.parts_at
WHERE p.action = 'restore' AND NOT p.same
"""
# A receiver may have what it was announced in that very version; and of history, which is announced to
# nobody, what it already knows.
MAY_GO = """
SELECT p.id, t.standing = 'accepted' AND CASE WHEN b.live IS FALSE THEN EXISTS (
    SELECT FROM records_outbox o WHERE o.target = %(target)s AND o.subject = %(dataset)s || '/' || p.id
    AND o.state = ANY(%(told)s))
  ELSE EXISTS (
    SELECT FROM records_outbox o WHERE o.target = %(target)s AND o.subject = %(dataset)s || '/' || p.id
    AND o.version = p.version AND o.operation <> 'withdraw')
  END
FROM withdrawal_plan p JOIN {table} t USING (id) LEFT JOIN intake_batch b ON b.id = p.batch
WHERE p.action = 'restore'
"""
# What a receipt's row was called in its findings: the sender's number, else the business key.
SPEAK_AGAIN = """
WITH mine AS (
  SELECT CASE WHEN r.source_no <> '' THEN r.source_no ELSE encode(t.business_key, 'hex') END AS key
  FROM intake_receipt r LEFT JOIN {table} t ON t.id = r.record LEFT JOIN withdrawal_plan p ON p.id = r.record
  WHERE r.batch_id = %(batch)s AND COALESCE(p.action, '') NOT IN ('keep', 'adopt')
    AND r.outcome NOT IN ('ignored', 'repeated')
),
spoken AS (
  SELECT CASE WHEN r.source_no <> '' THEN r.source_no ELSE encode(t.business_key, 'hex') END AS key,
    max(r.batch_id) AS last
  FROM intake_batch b JOIN intake_receipt r ON r.batch_id = b.id LEFT JOIN {table} t ON t.id = r.record
  WHERE b.sender_id = %(sender)s AND b.dataset = %(dataset)s AND b.state = 'stored' AND b.id <> %(batch)s
    AND r.outcome NOT IN ('ignored', 'repeated')
  GROUP BY 1
)
UPDATE intake_finding f SET current = true FROM mine JOIN spoken USING (key)
WHERE f.sender_id = %(sender)s AND f.dataset = %(dataset)s AND f.record_key = mine.key
  AND f.batch_id = spoken.last AND spoken.last < %(batch)s AND NOT f.current
"""
MARK = """
UPDATE intake_receipt r SET undone = CASE (SELECT action FROM withdrawal_plan p WHERE p.id = r.record)
  WHEN 'withdraw' THEN 'withdrawn' WHEN 'restore' THEN 'restored'
  ELSE CASE WHEN r.outcome IN ('inserted', 'superseded', 'withdrawn') THEN 'kept' ELSE 'nothing' END END
WHERE r.batch_id = %(batch)s
"""
KEPT = ("version", "batch_id", "recorded_at", "actor")


def take_back(batch: Batch, *, targets: Sequence[str]) -> None:
    """Carry out the plan that `make_plan` made in this transaction; the batch stands as withdrawn.

    Call it inside `acting_as` in the scope of the whole province.

    Args:
        batch: a stored batch.
        targets: the systems that take its data set (`exchange.targets.targets_of`).

    Raises:
        IntegrityError: a record cannot go back because another has its key; `effect_of` says so before.
    """
    model = model_of(batch.dataset)
    said = {
        "batch": batch.pk,
        "sender": batch.sender_id,
        "dataset": batch.dataset,
        "now": clock.now(),
        "actor": acting().actor,
    }
    _change_the_truth(model, said)
    _tell(model, targets, batch)
    with joined_by_hashing(), connection.cursor() as cursor:
        cursor.execute(SPEAK_AGAIN.format(table=model._meta.db_table), said)
        cursor.execute(MARK, said)
    Finding.objects.filter(batch=batch, current=True).update(current=False)
    MissingRecord.objects.filter(batch=batch, answer=MissingAnswer.OPEN).update(answer=MissingAnswer.MOOT)
    batch.state = State.WITHDRAWN
    batch.save(update_fields=["state"])
    audit("withdraw_batch", "intake_batch", batch.pk, rows=batch.rows)


def _change_the_truth(model: type[Recorded], said: dict[str, object]) -> None:
    table, parts = model._meta.db_table, part_models(model).values()
    columns = [one.column for one in model._meta.local_fields if one.column != "id"]
    values = ", ".join(f"{name} = h.{name}" for name in columns if name not in KEPT)
    with joined_by_hashing(), connection.cursor() as cursor:
        for part in parts:
            cursor.execute(DROP_GROUPS.format(part=part._meta.db_table))
        cursor.execute(WITHDRAW.format(table=table), said)
        cursor.execute(RESTORE.format(table=table, values=values), said)
        cursor.execute(ADOPT.format(table=table), said)
        for part in parts:
            fields = list(part.part.fields)
            cursor.execute(
                RESTORE_GROUPS.format(
                    table=table,
                    part=part._meta.db_table,
                    fields=", ".join(fields),
                    given=", ".join(f"g.{name}" for name in fields),
                )
            )


def _tell(model: type[Recorded], targets: Sequence[str], batch: Batch) -> None:
    """Announce what the receivers must hear; what was waiting of the batch is not sent any more."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM withdrawal_plan WHERE action = 'withdraw'")
        withdrawn = [number for (number,) in cursor.fetchall()]
        announce(model, withdrawn, targets, batch=batch.pk)
        for target in targets:
            told = [one.value for one in (Telling.LEASED, Telling.DELIVERED, Telling.UNCLEAR)]
            cursor.execute(
                MAY_GO.format(table=table), {"target": target, "dataset": batch.dataset, "told": told}
            )
            restored = cursor.fetchall()
            announce(model, [one for one, goes in restored if goes], [target], batch=batch.pk)
            retract(model, [one for one, goes in restored if not goes], [target], batch=batch.pk)
