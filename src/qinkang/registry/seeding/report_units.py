"""Who is scored, to begin with: the cities, 杨凌示范区 and 韩城市, and each county.

西咸新区 is not among them: which townships count for it is not known here, and a line without people
cannot be scored. Until the office enters them, they count for their counties.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from qinkang.kernel.area import AreaBook
from qinkang.registry.models import ManagementUnit, ReportUnit, ReportUnitMember
from qinkang.registry.seeding.units import LATEST, YANGLING

SOURCE = "按行政区划预置，考核口径待省级确认"
Level = ReportUnit.Level
# Counties that count as a city of their own, with the unit that gets their letters.
ON_THEIR_OWN = {"610403": ("杨凌示范区", YANGLING), "610581": ("韩城市", "SX-610581")}


@dataclass(frozen=True)
class Line:
    """One line of the ranking to begin with."""

    code: str
    name: str
    level: Level
    unit: str
    members: tuple[str, ...]


def lines() -> Iterator[Line]:
    """The report units in the order of the ranking's rows."""
    book = AreaBook.packaged()
    for city in book.cities(LATEST):
        members = tuple(code for code in book.children(city, LATEST) if code not in ON_THEIR_OWN)
        yield Line(f"CITY-{city}", book.name(city) or city, Level.CITY, f"SX-{city}", members)
    for county, (name, unit) in ON_THEIR_OWN.items():
        yield Line(f"CITY-{county}", name, Level.CITY, unit, (county,))
    for county in book.counties(LATEST):
        yield Line(f"COUNTY-{county}", book.name(county) or county, Level.COUNTY, f"SX-{county}", (county,))


def seed_report_units() -> None:
    """Put in the report units whose codes were never used."""
    there = set(ReportUnit.objects.values_list("code", flat=True))
    units = dict(ManagementUnit.objects.values_list("code", "id"))
    fresh = [(place, line) for place, line in enumerate(lines(), 1) if line.code not in there]
    made = ReportUnit.objects.bulk_create(
        ReportUnit(
            code=line.code,
            name=line.name,
            level=line.level,
            position=place,
            unit_id=units[line.unit],
            source=SOURCE,
        )
        for place, line in fresh
    )
    ReportUnitMember.objects.bulk_create(
        ReportUnitMember(report_unit=unit, level=unit.level, area_code=area)
        for unit, (_, line) in zip(made, fresh, strict=True)
        for area in line.members
    )
