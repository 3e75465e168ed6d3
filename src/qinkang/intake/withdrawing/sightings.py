"""Identities that rest on a withdrawn batch alone name nobody any more; those that others gave stay.

A batch stands behind a sighting where it wrote a version of a record that points to it, be it to take the record
away, where it found such a version unchanged while it stood, or where it was the first to give it, even in a
row that was not taken.
"""

from __future__ import annotations

from django.db import connection

from qinkang.intake.missing import model_of
from qinkang.intake.models import Batch
from qinkang.intake.withdrawing.hashing import joined_by_hashing
from qinkang.records.actions.links import settle
from qinkang.records.models import PersonLink
from qinkang.records.tables import Recorded, sighting_fields
from qinkang.records.writing.resting import let_rest
from qinkang.records.writing.staging import recorded_models

# It holds numbers only, and is gone with the transaction.
MAKE = """
CREATE TEMPORARY TABLE IF NOT EXISTS withdrawal_sighting (id bigint PRIMARY KEY) ON COMMIT DROP;
TRUNCATE withdrawal_sighting
"""
# Those the batch may have been behind, and of these only such as are linked, and which no other batch gave first.
FIRST_GIVEN = """
INSERT INTO withdrawal_sighting
SELECT s.id FROM (
  SELECT id FROM records_sighting WHERE batch_id = %(batch)s
  UNION SELECT sighting_id FROM records_personlink WHERE batch_id = %(batch)s
  {of_records}
) given JOIN records_sighting s USING (id) JOIN records_personlink l ON l.sighting_id = s.id
JOIN intake_batch first ON first.id = s.batch_id LEFT JOIN intake_batch again ON again.id = l.batch_id
WHERE first.state = 'withdrawn' AND COALESCE(again.state, 'withdrawn') = 'withdrawn'
"""
OF_RECORDS = """
  UNION SELECT t.{column} FROM withdrawal_plan p JOIN {table} t USING (id)
  UNION SELECT h.{column} FROM withdrawal_plan p JOIN {table}_history h USING (id)
"""
STANDING = """
DELETE FROM withdrawal_sighting w USING {table} t LEFT JOIN intake_batch b ON b.id = t.batch_id
WHERE t.{column} = w.id AND (t.standing <> 'withdrawn' OR b.state = 'stored' AND b.kind = 'sent')
"""
WRITTEN_BY_OTHERS = """
DELETE FROM withdrawal_sighting w USING {table}_history h, intake_batch b
WHERE h.{column} = w.id AND b.id = h.batch_id AND b.state <> 'withdrawn'
  AND (h.standing <> 'withdrawn' OR b.kind = 'sent')
"""
SAID_AGAIN_BY_OTHERS = """
DELETE FROM withdrawal_sighting w USING {table}_history h, intake_receipt r, intake_batch b
WHERE h.{column} = w.id AND h.standing <> 'withdrawn' AND r.record = h.id AND r.outcome = 'unchanged'
  AND b.id = r.batch_id AND b.dataset = %(dataset)s AND b.state = 'stored'
  AND b.stored_at >= h.recorded_at AND b.stored_at < h.superseded_at
"""
LEFT = "SELECT id FROM withdrawal_sighting ORDER BY id"


def rest_sightings(batch: Batch) -> int:
    """Let identities rest that nobody else gave; return how many persons nobody knows any more.

    Call it after `take_back` and after everything that the withdrawal lets enter, in the same transaction,
    in the scope of the whole province.
    """
    own = _named(model_of(batch.dataset))
    said = {"batch": batch.pk}
    with joined_by_hashing(), connection.cursor() as cursor:
        cursor.execute(MAKE)
        cursor.execute(
            FIRST_GIVEN.format(of_records="".join(OF_RECORDS.format(**words) for words in own)), said
        )
        for model in recorded_models():
            for words in _named(model):
                for statement in (STANDING, WRITTEN_BY_OTHERS, SAID_AGAIN_BY_OTHERS):
                    cursor.execute(statement.format(**words), {"dataset": model.dataset.code})
        cursor.execute(LEFT)
        sightings = [number for (number,) in cursor.fetchall()]
    if not sightings:
        return 0
    persons = let_rest(sightings, batch=batch.pk)
    settle(*persons)
    return len(persons) - PersonLink.objects.filter(person__in=persons).values("person").distinct().count()


def _named(model: type[Recorded]) -> list[dict[str, str]]:
    """The columns of a table that point to sightings, as the statements name them."""
    table = model._meta.db_table
    return [{"table": table, "column": f"{name}_id"} for name in sighting_fields(model.dataset).values()]
