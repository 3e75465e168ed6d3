"""Sightings at rest: identities that no batch stands behind any more, and how they come back.

While it rests, a sighting names nobody: its link is in a table of its own, where nobody looks who asks for
persons. Everything it was stays, so that the same identity, given again, belongs again to whom it did.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from django.db import connection

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import acting
from qinkang.kernel import clock
from qinkang.records.models import PersonLink
from qinkang.records.writing.linkage import ALONE
from qinkang.records.writing.planning import looked_up_by_key
from qinkang.records.writing.rows import array_text

TABLE = "records_restinglink"
COLUMNS = "sighting_id, person_id, how, since, batch_id, actor, scope"
REST = f"""
WITH gone AS (DELETE FROM records_personlink WHERE sighting_id = ANY(%(sightings)s) RETURNING {COLUMNS})
INSERT INTO records_restinglink ({COLUMNS}, withdrawn, resting_since)
SELECT {COLUMNS}, %(batch)s, %(now)s FROM gone RETURNING person_id
"""  # noqa: S608  the names are ours
RESTING = "SELECT sighting_id FROM records_restinglink WHERE sighting_id = ANY(%s::bigint[])"
# To whom a sighting comes back: to the person it was, or to whom that one was joined since; but where
# nobody else is left there, and its number has founded a person meanwhile, to that one.
WAKE = f"""
WITH RECURSIVE back AS (
  DELETE FROM records_restinglink WHERE sighting_id = ANY(%(sightings)s) RETURNING {COLUMNS}
),
way AS (
  SELECT DISTINCT person_id AS was, person_id AS person, 0 AS steps FROM back
  UNION ALL
  SELECT w.was, d.person_a, w.steps + 1 FROM way w JOIN records_linkdecision d ON d.person_b = w.person
  WHERE d.kind = 'join' AND NOT EXISTS (SELECT FROM records_personlink l WHERE l.person_id = w.person)
    AND NOT EXISTS (SELECT FROM records_linkdecision u WHERE u.undoes_id = d.id)
),
heirs AS (SELECT DISTINCT ON (was) was, person FROM way ORDER BY was, steps DESC),
numbered AS (
  SELECT b.sighting_id, min(l.person_id) AS person
  FROM back b JOIN records_sighting s ON s.id = b.sighting_id
  CROSS JOIN LATERAL (SELECT id FROM records_sighting WHERE id_index = s.id_index OFFSET 0) same
  JOIN records_personlink l ON l.sighting_id = same.id
  GROUP BY b.sighting_id
)
INSERT INTO records_personlink ({COLUMNS})
SELECT b.sighting_id,
  CASE WHEN EXISTS (SELECT FROM records_personlink l WHERE l.person_id = h.person) THEN h.person
    ELSE COALESCE(n.person, h.person) END,
  b.how, b.since, %(batch)s, b.actor, s.scope
FROM back b JOIN heirs h ON h.was = b.person_id JOIN records_sighting s ON s.id = b.sighting_id
LEFT JOIN numbered n USING (sighting_id)
"""  # noqa: S608  the names are ours
PUT_BACK = """
UPDATE records_restinglink l SET person_id = k.person, how = k.how
FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS k(sighting, person, how) WHERE l.sighting_id = k.sighting
"""


def let_rest(sightings: Sequence[int], *, batch: int) -> list[int]:
    """Take the links of these sightings away to rest; return the persons they named.

    Call it inside `acting_as` in the scope of the whole province, alone among all that changes links; then
    `records.actions.links.settle` for the persons.

    Args:
        sightings: no record that stands may point to one of them.
        batch: the batch that is withdrawn.
    """
    acting()
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(ALONE)
        cursor.execute(REST, {"sightings": list(sightings), "batch": batch, "now": clock.now()})
        rows = cursor.fetchall()
    audit("let_sightings_rest", "records_personlink", f"batch:{batch}", rows=len(rows))
    return sorted({person for (person,) in rows})


def resting_among(sightings: Sequence[int] | pa.Array) -> list[int]:
    """Return those of the sightings that are at rest."""
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(RESTING, [array_text(pa.array(sightings, pa.int64()))])
        return [number for (number,) in cursor.fetchall()]


def wake_sightings(sightings: Sequence[int], *, batch: int) -> None:
    """Link sightings at rest again, because a batch gives them again.

    Call it before `link_by_number`, so that what is new with a number of theirs finds them.
    """
    if not sightings:
        return
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(ALONE)
        cursor.execute(WAKE, {"sightings": list(sightings), "batch": batch})
    audit("wake_sightings", "records_personlink", f"batch:{batch}", rows=len(sightings))


def persons_of(sightings: Sequence[int]) -> list[int]:
    """Return the persons to whom sightings belong now."""
    links = PersonLink.objects.filter(sighting__in=list(sightings))
    return sorted(set(links.values_list("person_id", flat=True)))


def among_linked(links: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return those of a decision's links whose sightings are not at rest."""
    resting = set(resting_among([link["sighting_id"] for link in links]))
    return [link for link in links if link["sighting_id"] not in resting]


def put_back_resting(links: Sequence[dict[str, Any]]) -> None:
    """Let resting links of a decision that is taken back be those of before, for when they come back."""
    with connection.cursor() as cursor:
        cursor.execute(
            PUT_BACK, [[link[name] for link in links] for name in ("sighting_id", "person_id", "how")]
        )
