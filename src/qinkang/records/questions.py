"""How much there is of sightings and persons: facts by data set."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

from django.db.models import Count

from qinkang.records.models import PersonLink
from qinkang.records.tables import sighting_fields
from qinkang.records.writing.staging import recorded_models


def facts_of_sightings(sightings: Collection[int]) -> dict[int, Counter[str]]:
    """Count the records of each sighting by the title of their data set: a statement for each role."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for model in recorded_models():
        for field in sighting_fields(model.dataset).values():
            rows = model.objects.filter(**{f"{field}__in": list(sightings)}).values_list(f"{field}_id")
            for sighting, many in rows.annotate(many=Count("id")).order_by():
                found[sighting][model.dataset.title] += many
    return found


def facts_of_persons(persons: Collection[int]) -> dict[int, Counter[str]]:
    """Count the records of each person, over all that is known under it."""
    links = dict(PersonLink.objects.filter(person__in=list(persons)).values_list("sighting_id", "person_id"))
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for sighting, facts in facts_of_sightings(list(links)).items():
        found[links[sighting]].update(facts)
    return found
