"""Records that do not count while it is asked whose they are, and those that count again."""

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Q, QuerySet

from qinkang.records.models import Outbox
from qinkang.records.tables import Recorded, Standing, sighting_fields
from qinkang.records.writing.staging import recorded_models
from qinkang.records.writing.standing import change_standing

Held = dict[str, list[tuple[int, int]]]
"""Code of a data set to the records that were held, each with the version that holding made."""


def hold_records_of(sightings: Collection[int]) -> Held:
    """Hold every record of these sightings that counts; receivers who were told of one hear that it is withdrawn."""
    held: Held = {}
    for model in recorded_models():
        found = records_of(model, sightings).filter(standing=Standing.ACCEPTED).values_list("pk", flat=True)
        changed = change_standing(
            model, list(found), Standing.HELD, targets=_told(model, list(found)), batch=None
        )
        if changed:
            versions = model.objects.filter(pk__in=changed).order_by("pk").values_list("pk", "version")
            held[model.dataset.code] = list(versions)
    return held


def let_count_again(held: Mapping[str, Sequence[Sequence[int]]]) -> None:
    """Let records count again that were held, unless they have moved on since."""
    for model in recorded_models():
        versions = dict(held.get(model.dataset.code, ()))
        rows = model.objects.filter(pk__in=versions).values_list("pk", "version")
        same = [number for number, version in rows if versions[number] == version]
        if same:
            change_standing(model, same, Standing.ACCEPTED, targets=_told(model, same), batch=None)


def records_of(model: type[Recorded], sightings: Collection[int]) -> QuerySet[Recorded]:
    """Return the records in which one of these sightings plays any part."""
    named = Q(pk__in=[])
    for field in sighting_fields(model.dataset).values():
        named |= Q(**{f"{field}_id__in": list(sightings)})
    return model.objects.filter(named)


def _told(model: type[Recorded], records: Collection[int]) -> list[str]:
    """Return the receivers to whom any of these records was ever announced."""
    rows = Outbox.objects.filter(dataset=model.dataset.code, record_id__in=records)
    return sorted(set(rows.values_list("target", flat=True)))
