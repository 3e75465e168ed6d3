"""Records whose number a reviewer has found to be somebody else's: held as long as they name that identity."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from qinkang.cleansing.misnumbered import WRONG_NUMBER
from qinkang.kernel import clock
from qinkang.records.models.link_decision import Kind
from qinkang.records.tables import Recorded, sighting_fields
from qinkang.records.writing.planning import looked_up_by_key

# The parting that held records said of its sightings that their number is wrong, until it is taken back.
MISNUMBERED = """
SELECT DISTINCT (link ->> 'sighting_id')::bigint
FROM records_linkdecision d, jsonb_array_elements(d.before -> 'links') link
WHERE d.kind = %(separate)s AND d.before ? 'held'
  AND NOT EXISTS (SELECT FROM records_linkdecision u WHERE u.undoes_id = d.id)
"""
GONE = """
DELETE FROM records_crossfinding c USING {table} t
WHERE c.dataset = %(dataset)s AND c.rule = %(rule)s AND c.record_id = t.id AND t.id = ANY(%(records)s)
  AND (t.standing = 'withdrawn' OR NOT ({named}))
"""
ENTER = """
INSERT INTO records_crossfinding (rule, dataset, record_id, effect, field, other, batch_id, since, scope)
SELECT %(rule)s, %(dataset)s, t.id, 'hold', %(field)s, '', %(batch)s, %(now)s, t.scope
FROM {table} t WHERE t.id = ANY(%(records)s) AND t.standing <> 'withdrawn' AND ({named})
ON CONFLICT (dataset, record_id, rule) DO NOTHING
"""


def follow_misnumbered(model: type[Recorded], records: Sequence[int], batch: int | None) -> None:
    """Let exactly those of these records be held for a wrong number that name a misnumbered identity."""
    roles = sighting_fields(model.dataset)
    if not roles:
        return
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(MISNUMBERED, {"separate": Kind.SEPARATE.value})
        misnumbered = [sighting for (sighting,) in cursor.fetchall()]
        said = {
            "dataset": model.dataset.code,
            "rule": WRONG_NUMBER.code,
            "records": list(records),
            "misnumbered": misnumbered,
            "field": model.dataset.parties[next(iter(roles))].prefix + "id_no",
            "batch": batch,
            "now": clock.now(),
        }
        named = " OR ".join(f"COALESCE(t.{name}_id = ANY(%(misnumbered)s), false)" for name in roles.values())
        words = {"table": model._meta.db_table, "named": named}
        cursor.execute(GONE.format(**words), said)
        if misnumbered:
            cursor.execute(ENTER.format(**words), said)
