"""Finding a person by exact values, so many times in a while, and every time into the audit trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from qinkang.accounts.audit import audit
from qinkang.accounts.models import AuditEvent
from qinkang.accounts.scope import acting
from qinkang.kernel import clock
from qinkang.records.models import HealthCheck, Person, PersonLink
from qinkang.records.reading import search

ACTION = "find_person"
MOST, WHILE = 30, timedelta(minutes=10)
"""So many searches of one account in so much time; a desk needs fewer, somebody who tries names needs more."""
OLDEST, YOUNGEST = 115, 55
"""Years of age among which a name without a birth year is looked for."""


class TooMany(Exception):
    """The account has searched too often."""


def find(kind: str, text: str, year: int | None) -> list[int]:
    """Return the persons in the present scope whom an exact value names.

    Args:
        kind: number, phone, record or name.
        year: of birth, for a name.

    Raises:
        TooMany: more than `MOST` searches of one account within `WHILE`; that too is written down.
    """
    actor = acting().actor
    asked = AuditEvent.objects.filter(actor=actor, action=ACTION, at__gt=clock.now() - WHILE).count()
    if asked >= MOST:
        audit(ACTION, kind, "", rows=0, outcome=AuditEvent.Outcome.REFUSED)
        raise TooMany
    found = _persons(_sightings(kind, text, year))
    audit(ACTION, kind, "", rows=len(found))
    return found


def _sightings(kind: str, text: str, year: int | None) -> Sequence[int]:
    if kind == "number":
        return search.by_number(text)
    if kind == "phone":
        return search.by_phone(text)
    if kind == "record":
        rows = HealthCheck.objects.filter(source_no=text.strip())
        return list(rows.values_list("sighting_id", flat=True))
    today = clock.today()
    first, last = (year, year) if year else (today.year - OLDEST, today.year - YOUNGEST)
    return search.by_name(text, search.days(date(first, 1, 1), date(last, 12, 31)))


def _persons(sightings: Sequence[int]) -> list[int]:
    """The persons of sightings, those of them that are shown."""
    linked = PersonLink.objects.filter(sighting__in=sightings).values("person")
    return list(Person.objects.filter(pk__in=linked).order_by("pk").values_list("pk", flat=True))
