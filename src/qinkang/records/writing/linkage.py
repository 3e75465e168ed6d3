"""To which person each new sighting belongs, by the number of the document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import acting
from qinkang.kernel import clock
from qinkang.records.golden import refresh_golden
from qinkang.records.models.person import How

ALONE = "SELECT pg_advisory_xact_lock(hashtext('qinkang linkage'))"
NEW = """
  SELECT s.id, s.id_index, s.scope FROM records_sighting s
  WHERE s.batch_id = %(batch)s AND NOT EXISTS (SELECT FROM records_personlink l WHERE l.sighting_id = s.id)
"""
LINK = "INSERT INTO records_personlink (sighting_id, person_id, how, since, batch_id, actor, scope)"

TO_KNOWN = f"""
WITH unlinked AS MATERIALIZED ({NEW} AND s.id_index IS NOT NULL)
{LINK}
SELECT n.id, known.person_id, %(same)s, %(now)s, %(batch)s, %(actor)s, n.scope
FROM unlinked n CROSS JOIN LATERAL (
  SELECT l.person_id FROM records_sighting s JOIN records_personlink l ON l.sighting_id = s.id
  WHERE s.id_index = n.id_index ORDER BY l.person_id LIMIT 1
) known
"""

# The first sighting of a number founds the person, the others of the batch join it.
NEW_BY_NUMBER = f"""
WITH unlinked AS MATERIALIZED ({NEW} AND s.id_index IS NOT NULL),
fresh AS MATERIALIZED (
  SELECT id_index, first, scope, nextval(pg_get_serial_sequence('records_person', 'id')) AS person_id
  FROM (SELECT DISTINCT ON (id_index) id_index, id AS first, scope FROM unlinked ORDER BY id_index, id) one
),
made AS (
  INSERT INTO records_person (id, scope, created_at) SELECT person_id, scope, %(now)s FROM fresh
)
{LINK}
SELECT n.id, f.person_id, CASE WHEN n.id = f.first THEN %(new)s ELSE %(same)s END,
  %(now)s, %(batch)s, %(actor)s, n.scope
FROM unlinked n JOIN fresh f USING (id_index)
"""

NEW_WITHOUT_NUMBER = f"""
WITH fresh AS MATERIALIZED (
  SELECT n.id, n.scope, nextval(pg_get_serial_sequence('records_person', 'id')) AS person_id
  FROM ({NEW} AND s.id_index IS NULL) n
),
made AS (
  INSERT INTO records_person (id, scope, created_at) SELECT person_id, scope, %(now)s FROM fresh
)
{LINK}
SELECT id, person_id, %(without)s, %(now)s, %(batch)s, %(actor)s, scope FROM fresh
"""


@dataclass(frozen=True)
class Linked:
    """What became of the new sightings of a batch: counts.

    Attributes:
        to_known: joined a person there was.
        founded: sightings with a number that belong to persons new with this batch.
        provisional: without a usable number, each a person of its own for now.
    """

    to_known: int
    founded: int
    provisional: int


def link_by_number(batch: int, senders: Mapping[str, Sequence[int]] | None = None) -> Linked:
    """Link every sighting of the batch that has no person yet; compute the golden values of those touched.

    Call it inside `acting_as` in the scope of the whole province, for a person may be known anywhere.
    Batches are linked one after another (a lock until the transaction ends), so that no number founds
    two persons.

    Args:
        batch: number of the batch.
        senders: kind of source to its sending systems, for the precedence of golden values.
    """
    values = {
        "batch": batch,
        "now": clock.now(),
        "actor": acting().actor,
        "same": How.SAME_NUMBER.value,
        "new": How.NEW.value,
        "without": How.NEW_WITHOUT_NUMBER.value,
    }
    counts = []
    with connection.cursor() as cursor:
        cursor.execute(ALONE)
        for statement in (TO_KNOWN, NEW_BY_NUMBER, NEW_WITHOUT_NUMBER):
            cursor.execute(statement, values)
            counts.append(cursor.rowcount)
    refresh_golden(
        "SELECT DISTINCT person_id FROM records_personlink WHERE batch_id = %s", [batch], senders or {}
    )
    audit("link_by_number", "records_personlink", f"batch:{batch}", rows=sum(counts))
    return Linked(*counts)
