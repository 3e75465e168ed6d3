"""The management tree to begin with: the province, its cities and zones, and a unit for each county.

杨凌示范区 and 西咸新区 have no code of their own in GB/T 2260, so theirs (SX-YL, SX-XX) are private and
never stand in an area column. Their places here are unconfirmed, as `source` says: the office moves them.
"""

from dataclasses import dataclass
from datetime import date

from qinkang.kernel.area import PROVINCE, AreaBook
from qinkang.registry.models import ManagementUnit, UnitArea, UnitPlacement

Level, Kind = ManagementUnit.Level, ManagementUnit.Kind

LATEST = date.max  # as the packaged list ends, whatever the clock says
SOURCE = "按行政区划预置，隶属关系待省级确认"
HEAD = "SX-610000"
YANGLING, XIXIAN = "SX-YL", "SX-XX"
# Counties that do not stand under the city of their code.
PLACED_ELSEWHERE = {"610403": YANGLING, "610581": HEAD}
REMARKS = {
    "SX-610403": "辖区同杨凌示范区，不属咸阳市管理",
    "SX-610581": "省内计划单列，直接对省；行政区划仍属渭南市",
}
# 西咸新区 answers for parts of these; which townships, the office enters.
PARTS_OF_XIXIAN = ("610112", "610116", "610402", "610404", "610423", "610481")


@dataclass(frozen=True)
class Unit:
    """One unit to begin with."""

    code: str
    name: str
    level: Level
    kind: Kind
    parent: str | None
    areas: tuple[str, ...]
    partial: bool = False
    remark: str = ""


def packaged_units() -> list[Unit]:
    """The units, superiors first."""
    book = AreaBook.packaged()
    units = [Unit(HEAD, "陕西省卫生健康委员会", Level.PROVINCE, Kind.COMMISSION, None, (PROVINCE,))]
    for city in book.cities(LATEST):
        name = f"{book.name(city)}卫生健康委员会"
        units.append(Unit(f"SX-{city}", name, Level.CITY, Kind.COMMISSION, HEAD, (city,)))
    units += [
        Unit(YANGLING, "杨凌示范区", Level.CITY, Kind.ZONE, HEAD, (), remark="辖610403杨陵区"),
        Unit(
            XIXIAN,
            "西咸新区",
            Level.CITY,
            Kind.ZONE,
            HEAD,
            PARTS_OF_XIXIAN,
            partial=True,
            remark="由西安市代管；管理若干县（市、区）的部分乡镇（街道），乡镇名单待录入",
        ),
    ]
    for county in book.counties(LATEST):
        area = book.at(county, LATEST)
        parent = PLACED_ELSEWHERE.get(county, f"SX-{area.parent}" if area else HEAD)
        code, name = f"SX-{county}", f"{book.name(county)}卫生健康局"
        remark = REMARKS.get(code, "")
        units.append(Unit(code, name, Level.COUNTY, Kind.COMMISSION, parent, (county,), remark=remark))
    return units


def seed_units() -> None:
    """Put in the units whose codes were never used; leave the others as the office has them."""
    there = set(ManagementUnit.objects.values_list("code", flat=True))
    fresh = [unit for unit in packaged_units() if unit.code not in there]
    ManagementUnit.objects.bulk_create(
        ManagementUnit(
            code=unit.code,
            name=unit.name,
            level=unit.level,
            kind=unit.kind,
            source=SOURCE,
            remark=unit.remark,
        )
        for unit in fresh
    )
    ids = dict(ManagementUnit.objects.values_list("code", "id"))
    UnitPlacement.objects.bulk_create(
        UnitPlacement(unit_id=ids[unit.code], parent_id=ids[unit.parent] if unit.parent else None)
        for unit in fresh
    )
    UnitArea.objects.bulk_create(
        UnitArea(unit_id=ids[unit.code], area_code=area, partial=unit.partial)
        for unit in fresh
        for area in unit.areas
    )
