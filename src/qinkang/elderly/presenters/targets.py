"""年度目标: what the office wants each indicator to reach in a year, and since when it says so."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from qinkang.elderly.asking import measures
from qinkang.elderly.presenters.wording import moment
from qinkang.elderly.reach import Reach
from qinkang.measures.models import Target


@dataclass(frozen=True)
class TargetRow:
    """One target in force."""

    title: str
    place: str
    value: str
    source: str
    since: str
    address: str
    number: int
    ours: bool


class TargetsPage:
    """The targets of a year, in the order of the indicators."""

    def __init__(self, reach: Reach, year: int) -> None:
        titles = {one.code: one for one in measures()}
        order = {code: place for place, code in enumerate(titles)}
        held = Target.objects.filter(year=year, known_until=None, measure__in=titles)
        self.year = year
        self.rows = [
            TargetRow(
                titles[one.measure].title,
                place_of(reach, one.place),
                f"{one.value:g}{titles[one.measure].unit}",
                one.source,
                moment(one.known_since),
                f"{reverse('elderly:overview')}?measure={one.measure}&period={year}",
                one.pk,
                reach.whole and reach.holds(one.place),
            )
            for one in sorted(held, key=lambda one: (order[one.measure], one.place))
        ]
        self.before, self.after = year - 1, year + 1


def place_of(reach: Reach, code: str) -> str:
    """Return the name of an area or report unit."""
    return reach.book.name(code, reach.on) or code


def places(reach: Reach) -> list[tuple[str, str]]:
    """Return the areas for which an office may set targets: its own and those directly below."""
    if not reach.whole:
        return []
    below = reach.book.children(reach.root, reach.on)
    return [(one, place_of(reach, one)) for one in (reach.root, *below)]
