"""Which units answer for an area, and who stands above and below a unit."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from qinkang.kernel.area import AreaBook
from qinkang.registry.models import Organisation, UnitArea, UnitPlacement
from qinkang.registry.questions.columns import Column, answered, values
from qinkang.registry.questions.rulebook import area_book


@dataclass(frozen=True)
class UnitMap:
    """The management tree of one day, with the areas its units answer for.

    Attributes:
        parents: unit to its superior; None above the province's.
        areas: statutory code (6 or 9 digits) to the units that answer for all of it.
        book: statutory areas with their history, for former codes.
        on: the day.
    """

    parents: Mapping[int, int | None]
    areas: Mapping[str, tuple[int, ...]]
    book: AreaBook
    on: date

    def of_area(self, code: str | None) -> tuple[int, ...]:
        """Return the units that answer for an area of 2 to 12 digits; empty for an unknown one.

        A township that a unit took over goes before its county. A former code leads to its successor's.
        """
        if not code:
            return ()
        today = self.book.resolve(code[:6], self.on)
        spellings = [code[:9], f"{today}{code[6:9]}" if today else "", code[:6], today or ""]
        return next((self.areas[one] for one in spellings if one in self.areas), ())

    def superiors(self, unit: int) -> Iterator[int]:
        """Give the unit itself and everyone above it; nothing for a unit outside the tree that day."""
        above: int | None = unit if unit in self.parents else None
        while above is not None:
            yield above
            above = self.parents.get(above)

    def subtree(self, unit: int) -> tuple[int, ...]:
        """Return the unit and everyone below it, sorted; empty for a unit outside the tree that day."""
        if unit not in self.parents:
            return ()
        found = [unit]
        for one in found:  # grows while it is read
            found += self._below[one]
        return tuple(sorted(found))

    def scope(self, units: Iterator[int]) -> list[int]:
        """Return these units with all their superiors, sorted: what a row's `scope int[]` holds."""
        return sorted({above for unit in units for above in self.superiors(unit)})

    @cached_property
    def _below(self) -> dict[int, list[int]]:
        below: dict[int, list[int]] = defaultdict(list)
        for unit, parent in self.parents.items():
            if parent is not None:
                below[parent].append(unit)
        return below


def unit_map(on: date) -> UnitMap:
    """Read the tree of a day: three queries, whatever is asked of it afterwards."""
    areas: dict[str, tuple[int, ...]] = {}
    answering = UnitArea.objects.valid(on).filter(partial=False).order_by("unit_id")
    for code, unit in answering.values_list("area_code", "unit_id"):
        areas[code] = (*areas.get(code, ()), unit)
    parents = dict(UnitPlacement.objects.valid(on).values_list("unit_id", "parent_id"))
    return UnitMap(parents, areas, area_book(), on)


def units_of_area(code: str, on: date) -> tuple[int, ...]:
    """Return the units that answer for one area on a day. For many, keep a `unit_map`."""
    return unit_map(on).of_area(code)


def subtree(unit_id: int, on: date) -> tuple[int, ...]:
    """Return a unit and everyone below it on a day. For many, keep a `unit_map`."""
    return unit_map(on).subtree(unit_id)


def scopes_for(
    areas: Sequence[Column], organisations: Sequence[Column], sender: int | None, on: date
) -> list[list[int]]:
    """Return each row's `scope int[]`: who may see it, with all their superiors.

    Args:
        areas: columns of area codes (6, 9 or 12 digits).
        organisations: columns of organisation ids. An institution's own unit sees its rows, and so does
            the unit that manages it; after a merger, those of the institution that took it over too.
        sender: the unit that sent the batch, if it has one; it sees all its rows.
        on: the day whose tree counts.

    Equal rows share one list. Raises ValueError when the columns differ in length, or there is none.
    """
    units = unit_map(on)
    of_organisation = _units_of_organisations({key for column in organisations for key in values(column)})
    count = len(areas)

    def scope(*row: object) -> list[int]:
        found = {unit for code in row[:count] for unit in units.of_area(code)}
        found.update(unit for key in row[count:] for unit in of_organisation.get(key, ()))
        return units.scope(iter(found | ({sender} if sender else set())))

    return answered([*areas, *organisations], scope)


def outside(areas: Sequence[Column], organisations: Sequence[Column], unit: int, on: date) -> list[bool]:
    """Tell the rows that are none of a unit's business.

    Somebody in the province answers for such a row's area, and neither they nor the institution's unit
    stand below `unit`. Where `unit` answers for some townships of the county, nothing is said: which
    ones, the office may not have entered yet. Arguments and errors as those of `scopes_for`.
    """
    units = unit_map(on)
    below = set(units.subtree(unit))
    of_organisation = _units_of_organisations({key for column in organisations for key in values(column)})
    partial = UnitArea.objects.valid(on).filter(unit__in=below, partial=True)
    partly = set(partial.values_list("area_code", flat=True))
    count = len(areas)

    def apart(*row: object) -> bool:
        answering = {unit for code in row[:count] for unit in units.of_area(code)}
        managing = {unit for key in row[count:] for unit in of_organisation.get(key, ())}
        partly_ours = any(str(code)[:6] in partly for code in row[:count])
        return bool(answering and below) and not partly_ours and not below & (answering | managing)

    return answered([*areas, *organisations], apart)


def _units_of_organisations(keys: set[object]) -> dict[object, set[int]]:
    """The units that see each organisation's rows."""
    rows: dict[object, tuple[int, int | None, int | None]] = {}
    wanted = keys - {None}
    while wanted:
        found = Organisation.objects.filter(id__in=wanted).values_list(
            "id", "unit_id", "own_unit_id", "merged_into_id"
        )
        rows.update({key: rest for key, *rest in found})
        wanted = {into for _, _, into in rows.values() if into} - set(rows)
    units: dict[object, set[int]] = {}
    for key in keys & set(rows):
        units[key] = set()
        at: object = key
        while at is not None:
            unit, own, into = rows[at]
            units[key] |= {unit, own} - {None}
            at = into
    return units
