"""Which part of the province somebody looks at, and the way down to an area.

Rows are guarded elsewhere, twice. This is about meaning: a county's people under the title of their city
would be read as the city's figure, so an area is only opened to those who see all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from qinkang.accounts.scope import Scope
from qinkang.kernel.area import PROVINCE, AreaBook
from qinkang.registry.models import ManagementUnit, UnitArea
from qinkang.registry.questions import area_book, unit_map


@dataclass(frozen=True)
class Reach:
    """The part of the province that a scope takes in.

    Attributes:
        root: code of the area that is seen whole; that of the province where only parts of areas are.
        title: its name; where only parts are seen, that of the units that see them.
        whole: whether the root is seen whole.
    """

    root: str
    title: str
    whole: bool
    book: AreaBook
    on: date

    @classmethod
    def of(cls, scope: Scope, on: date) -> Reach:
        """Look at what the units of a scope answer for."""
        book = area_book()
        areas = _areas(scope.units, on)
        if not areas:
            tree = unit_map(on)
            areas = _areas([below for unit in scope.units for below in tree.subtree(unit)], on)
        if len(areas) == 1:
            (root,) = areas
            return cls(root, book.name(root) or root, True, book, on)
        names = (
            ManagementUnit.objects.filter(pk__in=scope.units).order_by("pk").values_list("name", flat=True)
        )
        return cls(PROVINCE, "、".join(names), False, book, on)

    def holds(self, area: str) -> bool:
        """Tell whether an area may be opened: the root, or one below it."""
        if area == self.root:
            return True
        if self.root == PROVINCE:
            return self.book.known(area[:6])
        return area.startswith(self.root[:4] if self.root.endswith("00") else self.root)

    def open(self, area: str | None) -> str:
        """Return the area to show, the root where none is named. Raises Http404 outside the reach."""
        if area is None:
            return self.root
        if not self.holds(area):
            raise Http404
        return area

    def name(self, area: str) -> str:
        """Return an area's name; of a township, whose names are in no list here, its code."""
        if area == self.root:
            return self.title
        return (self.book.name(area, self.on) if len(area) == 6 else None) or area

    def way(self, area: str) -> list[str]:
        """Return the areas from the root down to this one."""
        steps = [PROVINCE, f"{area[:4]}00", area[:6], area]
        found = list(dict.fromkeys(one for one in steps if one == area or self.holds(one)))
        return found[found.index(self.root) :] if self.root in found else found


def _areas(units: object, on: date) -> list[str]:
    """The areas that units answer for as a whole, without those inside others of them."""
    rows = UnitArea.objects.valid(on).filter(unit__in=units, partial=False)
    found = sorted(set(rows.values_list("area_code", flat=True)))
    return [one for one in found if not any(one != other and _inside(one, other) for other in found)]


def _inside(area: str, other: str) -> bool:
    return other == PROVINCE or area.startswith(other[:4] if other.endswith("00") else other)
