"""Where rows count: today's map, the report units, and who in the management tree may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from qinkang.kernel.area import PROVINCE, AreaBook, county_of
from qinkang.measures.place import Level, Tree
from qinkang.registry.models import Organisation, ReportUnit, ReportUnitMember, UnitArea
from qinkang.registry.questions import organisation_for, report_units_of, unit_map
from qinkang.registry.questions.rulebook import area_book
from qinkang.registry.questions.units import UnitMap

REST = "*"
"""Marks what is left of a county of which another unit took townships over: `610402*`."""

PLACED = pa.schema(
    [
        *((name, pa.string()) for name in ("province", "city", "county", "township")),
        *((name, pa.string()) for name in ("report_city", "report_county")),
        ("scope", pa.list_(pa.int32())),
    ]
)


@dataclass(frozen=True)
class Map:
    """The map of a day: areas, report units and the management tree, read once per build."""

    on: date
    book: AreaBook
    units: UnitMap
    report_units: dict[int, str]

    @staticmethod
    def of(day: date) -> Map:
        """Read it from the registry."""
        codes = dict(ReportUnit.objects.valid(day).values_list("id", "code"))
        return Map(day, area_book(), unit_map(day), codes)

    def placed(self, regions: Iterable[tuple[str | None, int | None]]) -> list[dict[str, object]]:
        """Return where each pair of an area code and the year it was written counts today.

        A code of no county, or of a county that was divided, is nowhere: its rows stand under
        "区划不详". The year chooses what a code meant then.
        """
        now = [self.today(region, year) for region, year in regions]
        reported = {
            level: [self.report_units.get(unit) for unit in report_units_of(now, level, self.on)]
            for level in ReportUnit.Level
        }
        city, county = ReportUnit.Level.CITY, ReportUnit.Level.COUNTY
        return [
            self._placed(code, in_city, in_county)
            for code, in_city, in_county in zip(now, reported[city], reported[county], strict=True)
        ]

    def today(self, region: str | None, year: int | None) -> str | None:
        """Return today's code (6 or 9 digits) of the place a code meant in that year."""
        county = county_of(region or "")
        now = county and self.book.resolve(county, date(year, 12, 31) if year else self.on)
        if not now or not region:
            return None
        township = region[6:9]
        return now + township if township.strip("0") else now

    def _placed(self, code: str | None, city: str | None, county: str | None) -> dict[str, object]:
        area = self.book.at(code[:6], self.on) if code else None
        return {
            "province": PROVINCE,
            "city": area.parent if area else None,
            "county": code[:6] if code else None,
            "township": code if code and len(code) == 9 else None,
            "report_city": city,
            "report_county": county,
            "scope": (self.units.scope(iter(self.units.of_area(code))) or None) if code else None,
        }

    def atoms(self) -> list[dict[str, object]]:
        """Return the pieces that make up every unit of both trees: counties, or carved ones in parts.

        Each has `area`, `less` (townships to take off, for what is left of a county) and its places.
        """
        taken = set(ReportUnitMember.objects.valid(self.on).values_list("area_code", flat=True))
        taken |= set(
            UnitArea.objects.valid(self.on).filter(partial=False).values_list("area_code", flat=True)
        )
        townships = {code for code in (self.today(one, None) for one in taken if len(one) == 9) if code}
        atoms = []
        for county in self.book.counties(self.on):
            carved = sorted(code for code in townships if code[:6] == county)
            atoms += [(code, []) for code in carved]
            atoms.append((county + REST if carved else county, carved))
        places = self.placed([(area.rstrip(REST), None) for area, _ in atoms])
        return [
            {"area": area, "less": less, **place} for (area, less), place in zip(atoms, places, strict=True)
        ]

    def lines(self, townships: Iterable[str]) -> list[dict[str, object]]:
        """Return every place that figures may be asked for, in the order of reports."""
        found = [_line(Tree.STATUTORY, Level.PROVINCE, PROVINCE, self.book.name(PROVINCE), None)]
        found += [
            _line(Tree.STATUTORY, Level.CITY, code, self.book.name(code, self.on), PROVINCE)
            for code in self.book.cities(self.on)
        ]
        for code in self.book.counties(self.on):
            area = self.book.at(code, self.on)
            found.append(_line(Tree.STATUTORY, Level.COUNTY, code, area.name, area.parent))
        found += [_line(Tree.STATUTORY, Level.TOWNSHIP, code, None, code[:6]) for code in sorted(townships)]
        found.append(_line(Tree.REPORT, Level.PROVINCE, PROVINCE, self.book.name(PROVINCE), None))
        units = ReportUnit.objects.valid(self.on).order_by("position", "code")
        found += [_line(Tree.REPORT, Level(unit.level), unit.code, unit.name, PROVINCE) for unit in units]
        return [{**line, "position": place} for place, line in enumerate(found)]


def _line(tree: Tree, level: Level, code: str, name: str | None, parent: str | None) -> dict[str, object]:
    return {"tree": str(tree), "level": str(level), "code": code, "name": name, "parent": parent}


def own_units(named: Iterable[tuple[str | None, str | None]], on: date) -> list[dict[str, object]]:
    """Return the institution that each name and credit code means, and its own place in the tree."""
    pairs = list(named)
    found = organisation_for([name for name, _ in pairs], [code for _, code in pairs], on=on) if pairs else []
    own = dict(Organisation.objects.filter(id__in=set(found) - {None}).values_list("id", "own_unit_id"))
    return [
        {"org": name, "org_code": code, "organisation": one, "own_unit": own.get(one)}
        for (name, code), one in zip(pairs, found, strict=True)
    ]
