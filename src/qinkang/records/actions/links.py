"""Moving links and bringing everything computed from them up to date."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from qinkang.accounts.scope import acting
from qinkang.kernel import clock
from qinkang.records.golden import refresh_golden
from qinkang.records.models import PersonLink
from qinkang.records.models.person import How
from qinkang.records.writing.pairs import compare_again

KEPT = ("sighting_id", "person_id", "how", "since", "batch_id", "actor")

MOVE = """
UPDATE records_personlink SET person_id = %s, how = %s, since = %s, batch_id = NULL, actor = %s
WHERE sighting_id = ANY(%s)
"""
PUT_BACK = """
UPDATE records_personlink l SET person_id = k.person, how = k.how, since = k.since, batch_id = k.batch, actor = k.actor
FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::timestamptz[], %s::bigint[], %s::text[])
  AS k(sighting, person, how, since, batch, actor)
WHERE l.sighting_id = k.sighting
"""
NOBODY = """
UPDATE records_person p SET sex = NULL, birth_date = NULL, live_region = NULL, name_from_id = NULL, number_from_id = NULL
WHERE p.id = ANY(%s) AND NOT EXISTS (SELECT FROM records_personlink l WHERE l.person_id = p.id)
"""


def links_of(person: int) -> list[dict[str, Any]]:
    """Return the links of a person as a decision keeps them."""
    rows = PersonLink.objects.filter(person_id=person).order_by("sighting_id").values(*KEPT)
    return [{**row, "since": row["since"].isoformat()} for row in rows]


def move(sightings: Sequence[int], to: int) -> None:
    """Let sightings belong to a person because somebody decided so."""
    with connection.cursor() as cursor:
        cursor.execute(MOVE, [to, How.DECIDED, clock.now(), acting().actor, list(sightings)])


def put_back(links: Iterable[dict[str, Any]]) -> None:
    """Let links be again what they were, to the last column."""
    columns = [[link[name] for link in links] for name in KEPT]
    with connection.cursor() as cursor:
        cursor.execute(PUT_BACK, columns)


def settle(*persons: int) -> None:
    """Compute golden values and likely pairs of persons whose sightings have changed.

    A person without sightings stays as an empty row, so that its number keeps its meaning.
    """
    with connection.cursor() as cursor:
        cursor.execute(NOBODY, [list(persons)])
    refresh_golden("SELECT unnest(%s::bigint[])", [list(persons)])
    sightings = PersonLink.objects.filter(person_id__in=persons).values_list("sighting_id", flat=True)
    compare_again(list(sightings))
