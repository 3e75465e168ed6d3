"""Which institution a name or credit code means on a day, and what it was qualified for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from qinkang.registry.models import FormerName, Organisation, Qualification
from qinkang.registry.naming import tidy_name
from qinkang.registry.questions.columns import Column, answered, values

Stay = tuple[date | None, date | None, int | None, date | None]
"""Opened, closed, merged into, on which day."""


def organisation_for(
    names: Column | None = None, credit_codes: Column | None = None, *, on: date | Sequence[date]
) -> list[int | None]:
    """Return the id of the institution each row means on its day.

    A name counts if the institution bore it on that day. Where both name and code are known to the
    register they must agree; one that is unknown or missing leaves the other to decide. From the day of
    a merger on, the institution that took over is meant. None where nobody, or more than one, fits.

    Args:
        names, credit_codes: columns of equal length; at least one.
        on: the day of the event; one for all rows, or a column.
    """
    given = names if names is not None else credit_codes
    if given is None:
        raise ValueError("names or credit codes are needed")
    nobody = [None] * len(given)
    name_column, code_column = (
        nobody if column is None else values(column) for column in (names, credit_codes)
    )
    days = [on] * len(given) if isinstance(on, date) else on
    spelled = {text: tidy_name(text) for text in set(name_column) - {None}}
    trimmed = {text: text.strip() for text in set(code_column) - {None}}
    by_name = _bearers(set(spelled.values()))
    by_code = _holders(set(trimmed.values()))
    stays = _stays({key for found in by_name.values() for key, _, _ in found} | _all(by_code.values()))

    def meant(name: str | None, code: str | None, day: date) -> int | None:
        called = {key for key, first, last in by_name.get(spelled.get(name), ()) if _within(day, first, last)}
        coded = by_code.get(trimmed.get(code), set())
        fitting = called & coded if called and coded else called | coded
        present = {there for key in fitting if (there := _on_its_day(stays, key, day)) is not None}
        return present.pop() if len(present) == 1 else None

    return answered([name_column, code_column, days], meant)


def qualified(organisations: Iterable[int], kind: Qualification.Kind, on: date) -> set[int]:
    """Return those of the institutions that hold a qualification of this kind on the day."""
    held = Qualification.objects.valid(on).filter(organisation__in=set(organisations), kind=kind)
    still = held.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=on))
    return set(still.values_list("organisation_id", flat=True))


def _bearers(names: set[str]) -> dict[str | None, list[tuple[int, date | None, date | None]]]:
    """Name to the institutions that bear or bore it, each with the first and last day."""
    found: dict[str | None, list[tuple[int, date | None, date | None]]] = defaultdict(list)
    for key, name, since in Organisation.objects.filter(name__in=names).values_list(
        "id", "name", "named_since"
    ):
        found[name].append((key, since, None))
    former = FormerName.objects.filter(name__in=names)
    for key, name, first, last in former.values_list("organisation_id", "name", "valid_from", "valid_until"):
        found[name].append((key, first, last))
    return found


def _holders(codes: set[str]) -> dict[str | None, set[int]]:
    found: dict[str | None, set[int]] = defaultdict(set)
    rows = Organisation.objects.filter(credit_code__in=codes)
    for key, code in rows.values_list("id", "credit_code"):
        found[code].add(key)
    return found


def _stays(keys: set[int]) -> dict[int, Stay]:
    """Each institution's days and merger; those that took over included."""
    stays: dict[int, Stay] = {}
    wanted = set(keys)
    while wanted:
        rows = Organisation.objects.filter(id__in=wanted)
        for key, *stay in rows.values_list("id", "valid_from", "valid_until", "merged_into_id", "merged_on"):
            stays[key] = tuple(stay)
        wanted = {stay[2] for stay in stays.values() if stay[2]} - set(stays)
    return stays


def _on_its_day(stays: dict[int, Stay], key: int, day: date) -> int | None:
    """The institution, or whoever had taken it over by then; None if that one was not open."""
    opened, closed, into, merged_on = stays[key]
    while into is not None and merged_on is not None and merged_on <= day:
        key = into
        opened, closed, into, merged_on = stays[key]
    return key if _within(day, opened, closed) else None


def _within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def _all(sets: Iterable[set[int]]) -> set[int]:
    return set().union(*sets)
