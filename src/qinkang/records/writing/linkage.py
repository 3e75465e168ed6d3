"""To which person each new sighting belongs, by the number of the document."""

from dataclasses import dataclass

from django.db import connection

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import acting
from qinkang.kernel import clock
from qinkang.records.golden import GIVEN_BY, refresh_golden
from qinkang.records.models.person import How
from qinkang.records.writing.planning import looked_up_by_key

ALONE = "SELECT pg_advisory_xact_lock(hashtext('qinkang linkage'))"

# One statement: the person of each number where it is known, a new person for the first sighting of each
# other number and for each sighting without one, and the links. OFFSET 0 keeps the look-ups as written.
# A new person has at first the golden values of the sighting that founded it.
LINK = """
WITH fresh AS MATERIALIZED (
  SELECT s.*, known.person, COALESCE(s.id_index, int8send(s.id)) AS number FROM records_sighting s
  LEFT JOIN LATERAL (
    SELECT min(l.person_id) AS person
    FROM (SELECT id FROM records_sighting WHERE id_index = s.id_index OFFSET 0) same
    CROSS JOIN LATERAL (SELECT person_id FROM records_personlink WHERE sighting_id = same.id OFFSET 0) l
  ) known ON true
  WHERE s.batch_id = %(batch)s AND NOT EXISTS (SELECT FROM records_personlink l WHERE l.sighting_id = s.id)
),
founding AS MATERIALIZED (
  SELECT f.*, CASE WHEN f.person IS NULL AND f.place = 1
    THEN nextval(pg_get_serial_sequence('records_person', 'id')) END AS founded
  FROM (SELECT fresh.*, row_number() OVER (PARTITION BY number ORDER BY id) AS place FROM fresh) f
  ORDER BY f.id
),
persons AS (
  INSERT INTO records_person (id, scope, created_at, {names})
  SELECT founded, scope, %(now)s, {values} FROM founding WHERE founded IS NOT NULL
),
links AS (
  INSERT INTO records_personlink (sighting_id, person_id, how, since, batch_id, actor, scope)
  SELECT id, COALESCE(person, max(founded) OVER (PARTITION BY number)),
    CASE WHEN founded IS NULL THEN %(same)s WHEN id_index IS NULL THEN %(nameless)s ELSE %(new)s END,
    %(now)s, %(batch)s, %(actor)s, scope
  FROM founding RETURNING how
)
SELECT how, count(*) FROM links GROUP BY how
"""
JOINED = "SELECT DISTINCT person_id FROM records_personlink WHERE batch_id = %s AND how = %s"


@dataclass(frozen=True)
class Linked:
    """What became of the new sightings of a batch: counts.

    Attributes:
        to_known: sightings that joined a person, one there was or one new with this batch.
        founded: new persons with a number.
        provisional: new persons without a usable number, each of one sighting for now.
    """

    to_known: int
    founded: int
    provisional: int


def link_by_number(batch: int) -> Linked:
    """Link every sighting of the batch that has no person yet; compute the golden values of those touched.

    Call it inside `acting_as` in the scope of the whole province, for a person may be known anywhere.
    Batches are linked one after another (a lock until the transaction ends), so that no number founds
    two persons.

    Args:
        batch: number of the batch.
    """
    words = {"same": How.SAME_NUMBER, "nameless": How.NEW_WITHOUT_NUMBER, "new": How.NEW}
    values = [f"CASE WHEN {needed} IS NOT NULL THEN {value} END" for value, needed in GIVEN_BY.values()]
    given = {"batch": batch, "now": clock.now(), "actor": acting().actor}
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(ALONE)
        cursor.execute(
            LINK.format(names=", ".join(GIVEN_BY), values=", ".join(values)),
            {**given, **{name: word.value for name, word in words.items()}},
        )
        counts = dict(cursor.fetchall())
    to_known, founded, provisional = (
        counts.get(word.value, 0) for word in (How.SAME_NUMBER, How.NEW, How.NEW_WITHOUT_NUMBER)
    )
    if to_known:
        refresh_golden(JOINED, [batch, How.SAME_NUMBER.value])
    audit("link_by_number", "records_personlink", f"batch:{batch}", rows=sum(counts.values()))
    return Linked(to_known=to_known, founded=founded, provisional=provisional)
