"""The sightings of one person, and what separating some of them would do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse

from qinkang.accounts.models import Line
from qinkang.records.models import Person, PersonLink, Sighting
from qinkang.records.models.person import How
from qinkang.records.presenters.queue import told_in_words
from qinkang.records.presenters.sides import counts_in_words
from qinkang.records.presenters.wording import NOTHING, moment, names_of, person_page
from qinkang.records.questions import facts_of_sightings
from qinkang.records.reading import identities_of
from qinkang.records.reviewing import consequences
from qinkang.records.sources import sources_of


@dataclass(frozen=True)
class Row:
    """One sighting, masked."""

    number: int
    chosen: bool
    source: str
    name: str
    id_no: str
    born: str
    phone: str
    how: str
    facts: str
    at: str


class SightingsPage:
    """The sightings, which of them are chosen, and what follows from parting those."""

    def __init__(self, line: Line, person: Person, chosen: Collection[int] = ()) -> None:
        links = {one.sighting_id: one for one in PersonLink.objects.filter(person=person)}
        sightings = list(Sighting.objects.filter(pk__in=links).defer("sealed").order_by("created_at", "id"))
        who, sources = identities_of(list(links)), sources_of(sightings)
        facts = facts_of_sightings(list(links))
        names = names_of(one.actor for one in links.values())
        self.number = person.pk
        self.rows = [
            Row(
                one.pk, one.pk in chosen, sources[one.pk], who[one.pk].name or NOTHING, who[one.pk].id_no or "无",
                who[one.pk].birth_date or NOTHING, who[one.pk].phone or NOTHING,
                _how(links[one.pk], names), counts_in_words(facts.get(one.pk)), moment(one.created_at),
            )
            for one in sightings
        ]  # fmt: skip
        self.going = [row for row in self.rows if row.chosen]
        self.staying = [row for row in self.rows if not row.chosen]
        self.records = sum(sum(facts[row.number].values()) for row in self.going if row.number in facts)
        self.told = [told_in_words(one) for one in consequences([person.pk])]
        self.here = reverse(f"{line}:sightings", args=[person.pk])
        self.person = person_page(line, person.pk)
        self.decisions = reverse(f"{line}:decisions")
        self.name = self.rows[0].name if self.rows else NOTHING


def _how(link: PersonLink, names: dict[str, str]) -> str:
    label = How(link.how).label
    return f"{label}（{names.get(link.actor, link.actor)}）" if link.how == How.DECIDED else label
