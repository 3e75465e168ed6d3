"""Moving units in the management tree and their areas.

The rows' scopes name superiors as they were when the rows were written; whoever moves a unit has the
records' scopes worked out again.
"""

from datetime import date, timedelta

from django.db import IntegrityError

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.kernel.area import AreaBook
from qinkang.registry.mistakes import RegistryMistake
from qinkang.registry.models import ManagementUnit, UnitArea, UnitPlacement

A_DAY = timedelta(days=1)


def place_unit(unit: ManagementUnit, parent: ManagementUnit, *, since: date, by: Acting) -> None:
    """Put a unit under another from a day on; before that day its place stays as it was.

    Raises:
        RegistryMistake: the new superior stands below the unit.
    """
    try:
        with deed(by):
            placements = UnitPlacement.objects.select_for_update().filter(unit=unit)
            if placements.filter(valid_from__gte=since).exists():
                raise RegistryMistake(f"{unit.name}在 {since} 之后已有隶属关系调整，请先核对。")
            placements.valid(since).update(valid_until=since - A_DAY)
            UnitPlacement.objects.create(unit=unit, parent=parent, valid_from=since)
            audit("place_unit", "registry_unitplacement", unit.pk)
    except IntegrityError as refused:
        raise RegistryMistake(f"{parent.name}是{unit.name}的下级（或其本身），不能作为上级。") from refused


def answer_for_area(
    unit: ManagementUnit, area_code: str, *, since: date, partial: bool = False, remark: str = "", by: Acting
) -> None:
    """Let a unit answer for a county (6 digits) or township (9) from a day on.

    `partial`: for some townships of the county only; enter those with nine digits. A township taken
    over by one unit is no longer its county's.

    Raises:
        RegistryMistake: no such area, or the unit answers for it already.
    """
    if (
        len(area_code) not in (6, 9)
        or not area_code.isdigit()
        or not AreaBook.packaged().known(area_code[:6])
    ):
        raise RegistryMistake(
            f"{area_code} 不是陕西省的行政区划代码；自编代码不能作为区域。请填写6位或9位代码。"
        )
    with deed(by):
        if UnitArea.objects.overlapping(since, None).filter(unit=unit, area_code=area_code).exists():
            raise RegistryMistake(f"{unit.name}已管辖 {area_code}，无需重复登记。")
        UnitArea.objects.create(
            unit=unit, area_code=area_code, partial=partial, remark=remark, valid_from=since
        )
        audit("answer_for_area", "registry_unitarea", f"{unit.pk}/{area_code}")
