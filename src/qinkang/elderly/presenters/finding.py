"""What a search found: masked, each with how much there is of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from qinkang.elderly.asking import SEXES
from qinkang.elderly.presenters.person import place_in_words
from qinkang.elderly.presenters.wording import NOTHING, count
from qinkang.elderly.reach import Reach
from qinkang.records.models import HealthCheck, Person, PersonLink
from qinkang.records.reading import identities_of_persons

MOST = 50


@dataclass(frozen=True)
class Found:
    """One person."""

    name: str
    address: str
    sex: str
    born: str
    id_no: str
    phone: str
    place: str
    records: str


class FoundPart:
    """The people found, at most fifty of them."""

    def __init__(self, persons: Sequence[int], reach: Reach) -> None:
        shown = list(persons)[:MOST]
        self.total = count(len(persons))
        self.more = len(persons) > MOST
        who = identities_of_persons(shown) if shown else {}
        regions = dict(Person.objects.filter(pk__in=shown).values_list("pk", "live_region"))
        records = _records(shown)
        self.rows = [
            Found(
                name=who[one].name or "姓名不详",
                address=reverse("elderly:person", args=[one]),
                sex=SEXES.get(who[one].sex or "", "不详"),
                born=who[one].birth_date or "不详",
                id_no=who[one].id_no or "无有效证件号码",
                phone=who[one].phone or NOTHING,
                place=place_in_words(reach, regions.get(one)),
                records=count(records[one]),
            )
            for one in shown
            if one in who
        ]


def _records(persons: Sequence[int]) -> Counter[int]:
    """How many check-ups there are of each person: two queries."""
    of_sighting = dict(PersonLink.objects.filter(person__in=persons).values_list("sighting_id", "person_id"))
    rows = HealthCheck.objects.filter(sighting__in=of_sighting).values_list("sighting_id", flat=True)
    return Counter(of_sighting[one] for one in rows)
