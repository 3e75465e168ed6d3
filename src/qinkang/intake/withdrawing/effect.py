"""What withdrawing a batch does, in counts, and why it cannot be done where it cannot."""

from __future__ import annotations

from typing import Any

from django.db import connection

from qinkang.intake.missing import model_of
from qinkang.intake.models import Batch
from qinkang.intake.withdrawing.hashing import joined_by_hashing
from qinkang.records.models.outbox import State as Telling
from qinkang.records.tables import part_models, sighting_fields

ACTIONS = "SELECT action, count(*) FROM withdrawal_plan GROUP BY action"
PERSONS = """
SELECT count(DISTINCT l.person_id) FROM withdrawal_plan p JOIN {table} t USING (id)
CROSS JOIN LATERAL unnest(ARRAY[{sightings}]) AS s(id) JOIN records_personlink l ON l.sighting_id = s.id
WHERE p.action IN ('withdraw', 'restore')
"""
# The newest thing said to each receiver of each record that changes.
TOLD = """
SELECT o.target, count(*) FILTER (WHERE o.state = ANY(%(told)s)), count(*) FILTER (WHERE o.state = ANY(%(open)s))
FROM withdrawal_plan p JOIN LATERAL (
  SELECT DISTINCT ON (target) target, state, operation FROM records_outbox
  WHERE dataset = %(dataset)s AND record_id = p.id AND state <> 'superseded' ORDER BY target, version DESC
) o ON true
WHERE p.action IN ('withdraw', 'restore') AND o.operation <> 'withdraw' GROUP BY o.target ORDER BY o.target
"""
KEPT_FOR = """
SELECT t.batch_id, count(*) FROM withdrawal_plan p JOIN {table} t USING (id)
JOIN intake_receipt r ON r.batch_id = %(batch)s AND r.record = p.id AND r.outcome IN ('inserted', 'superseded', 'withdrawn')
WHERE p.action = 'keep' AND t.batch_id <> %(batch)s GROUP BY t.batch_id ORDER BY t.batch_id
"""
# A record can go back to a key or number only where no other record has it meanwhile.
TAKEN = """
WITH back AS (
  SELECT h.id, h.sender, h.source_no, h.business_key, h.standing FROM withdrawal_plan p
  JOIN {table}_history h ON h.id = p.id AND h.version = p.version AND h.batch_id = p.batch
  WHERE p.action = 'restore'
),
taken AS (
  SELECT t.id, t.batch_id FROM back JOIN {table} t ON t.business_key = back.business_key
  LEFT JOIN withdrawal_plan other ON other.id = t.id
  WHERE t.id <> back.id AND back.standing <> 'withdrawn' AND t.standing <> 'withdrawn'
    AND COALESCE(other.action, 'keep') IN ('keep', 'adopt')
  UNION
  SELECT t.id, t.batch_id FROM back JOIN {table} t ON t.sender = back.sender AND t.source_no = back.source_no
  WHERE t.id <> back.id
)
SELECT batch_id, count(*) FROM taken GROUP BY batch_id ORDER BY batch_id
"""
UNSURE = """
SELECT count(DISTINCT p.id) FROM withdrawal_plan p JOIN {part}_history g ON g.record_id = p.id
WHERE p.unsure AND g.superseded_at = p.parts_at
"""


def effect_of(batch: Batch) -> dict[str, Any]:
    """Count what the plan would do; JSON.

    Keys: rows of the batch; withdrawn, restored and kept records; persons they speak of; told, by
    receiver: records it has or may have, records not yet sent; kept_for: later batches with their rows;
    problems: sentences that say why it cannot be done.
    """
    model = model_of(batch.dataset)
    table = model._meta.db_table
    asked = {
        "batch": batch.pk,
        "dataset": batch.dataset,
        "told": [Telling.DELIVERED.value, Telling.UNCLEAR.value, Telling.LEASED.value],
        "open": [one.value for one in (Telling.WAITING, Telling.UNREACHABLE, Telling.REFUSED, Telling.HELD)],
    }
    sightings = [f"t.{name}_id" for name in sighting_fields(model.dataset).values()]
    with joined_by_hashing(), connection.cursor() as cursor:

        def rows(statement: str, **words: str) -> list[tuple[Any, ...]]:
            cursor.execute(statement.format(table=table, **words), asked)
            return cursor.fetchall()

        actions = dict(rows(ACTIONS))
        persons = rows(PERSONS, sightings=", ".join(sightings))[0][0] if sightings else 0
        told = [[target, there, waiting] for target, there, waiting in rows(TOLD)]
        kept_for, taken = rows(KEPT_FOR), rows(TAKEN)
        unsure = sum(rows(UNSURE, part=part._meta.db_table)[0][0] for part in part_models(model).values())
    problems = [
        f"{count:,} 条记录恢复后会与批次 {later} 的记录重号（业务主键或记录编号相同）。请先撤回批次 {later}，或更正这些记录。"
        for later, count in taken
    ]
    if unsure:
        problems.append(
            f"{unsure:,} 条记录在本批内先后改动了不止一次，用药等分组内容无法确定应恢复到哪一次。请改用更正。"
        )
    return {
        "rows": batch.rows,
        "withdrawn": actions.get("withdraw", 0),
        "restored": actions.get("restore", 0),
        "kept": actions.get("keep", 0) + actions.get("adopt", 0),
        "persons": persons,
        "told": told,
        "kept_for": [list(one) for one in kept_for],
        "problems": problems,
    }
