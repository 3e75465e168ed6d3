"""What waits for somebody who decides about persons, and what a decision would touch outside."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, Count, Exists, Func, IntegerField, OuterRef, Q, QuerySet, Value

from qinkang.accounts.units import UnitTree
from qinkang.kernel import clock
from qinkang.records.models import Conflict, Outbox, Pair, PersonLink
from qinkang.records.models.pair import ConflictState, PairState
from qinkang.records.tables import sighting_fields
from qinkang.records.waiting import nearer, nearest
from qinkang.records.writing.staging import recorded_models


@dataclass(frozen=True)
class Consequence:
    """How many announcements to one receiver, in one state, speak of the persons' records."""

    target: str
    state: str
    count: int


def open_pairs() -> QuerySet[Pair]:
    """Return the pairs that wait, the likeliest first.

    Only those whose two sightings still belong to the two persons, and are both in one's scope: nobody
    can judge what one may not see.
    """
    return Pair.objects.filter(
        ~put_off(),
        _belongs("sighting_a", "person_a"),
        _belongs("sighting_b", "person_b"),
        state=PairState.OPEN,
    ).order_by("-score", "id")


def open_conflicts() -> QuerySet[Conflict]:
    """Return the contradictions that wait, the oldest first; parting the two settles one."""
    together = _together("sighting_a", "sighting_b")
    return Conflict.objects.filter(~put_off(), together, state=ConflictState.OPEN).order_by("id")


def put_off() -> Q:
    """Match what a reviewer has put off until a later day."""
    return Q(later_until__gt=clock.today())


def waiting_by_unit(waiting: QuerySet[Any], held: Collection[int], tree: UnitTree) -> Counter[int]:
    """Count pairs or contradictions by the lowest unit that sees both sides and has somebody to decide.

    Call it in the scope of the whole province.

    Args:
        waiting: `open_pairs()` or `open_conflicts()`.
        held: units in which somebody holds the duty.
    """
    sides = ("sighting_a__scope", "sighting_b__scope")
    counted: Counter[int] = Counter()
    for one, other, many in waiting.order_by().values_list(*sides).annotate(many=Count("id")):
        unit = nearest(tree, set(one) & set(other) & set(held))
        if unit is not None:
            counted[unit] += many
    return counted


def put_before(waiting: QuerySet[Any], unit: int, held: Collection[int], tree: UnitTree) -> QuerySet[Any]:
    """Keep the pairs or contradictions that `waiting_by_unit` counts for one unit.

    A superior sees more than it is asked about: what a unit below it decides is not its work.
    """
    sides = ("sighting_a__scope", "sighting_b__scope")
    seen = waiting.filter(**{f"{side}__contains": [unit] for side in sides})
    closer = Value(nearer(tree, held, unit), ArrayField(IntegerField()))
    return seen.exclude(_Meet(*sides, closer))


class _Meet(Func):
    """Whether some lists have an entry in common."""

    template = "EXISTS (SELECT unnest(%(expressions)s))"
    arg_joiner = ") INTERSECT SELECT unnest("
    output_field = BooleanField()


def consequences(persons: Iterable[int]) -> list[Consequence]:
    """Return what was announced of these persons' records, by receiver and state (N4).

    Joining moves no record and withdraws nothing; this is what receivers know under the persons as
    they are.
    """
    mine = PersonLink.objects.filter(person_id__in=list(persons)).values("sighting_id")
    counted: Counter[tuple[str, str]] = Counter()
    for model in recorded_models():
        named = Q()
        for field in sighting_fields(model.dataset).values():
            named |= Q(**{f"{field}_id__in": mine})
        records = model.objects.filter(named).values("id")
        told = Outbox.objects.filter(dataset=model.dataset.code, record_id__in=records)
        counted.update(told.values_list("target", "state"))
    return [Consequence(target, state, count) for (target, state), count in sorted(counted.items())]


def _belongs(sighting: str, person: str) -> Exists:
    """Ask whether a sighting still belongs to that person."""
    return Exists(
        PersonLink.objects.filter(sighting_id=OuterRef(f"{sighting}_id"), person_id=OuterRef(f"{person}_id"))
    )


def _together(one: str, other: str) -> Exists:
    """Ask whether two sightings belong to one person."""
    return Exists(
        PersonLink.objects.filter(sighting_id=OuterRef(f"{one}_id")).filter(
            Exists(
                PersonLink.objects.filter(
                    sighting_id=OuterRef(OuterRef(f"{other}_id")), person_id=OuterRef("person_id")
                )
            )
        )
    )
