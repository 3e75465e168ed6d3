"""Keeping the register of institutions."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.kernel import clock
from qinkang.registry.actions.units import place_unit
from qinkang.registry.entry import Complaint, Entry, complaints
from qinkang.registry.mistakes import RegistryMistake
from qinkang.registry.models import FormerName, ManagementUnit, Organisation, UnitPlacement
from qinkang.registry.naming import tidy_name

A_DAY = timedelta(days=1)
TABLE = "registry_organisation"


def register_organisation(entry: Entry, *, by: Acting) -> Organisation:
    """Enter a new institution.

    Raises:
        RegistryMistake: something about it cannot be right, or its code is taken.
    """
    _refuse(entry)
    with deed(by):
        if Organisation.objects.filter(code=entry.code).exists():
            raise RegistryMistake(f"机构代码 {entry.code} 已被使用，请核对或换一个代码。")
        made = Organisation.objects.create(**_columns(entry))
        audit("register_organisation", TABLE, made.pk)
    return made


def revise_organisation(organisation: Organisation, entry: Entry, *, by: Acting) -> bool:
    """Bring an institution's row up to an entry with the same code; the name is changed by renaming only.

    Returns whether anything changed.

    Raises:
        RegistryMistake: something about it cannot be right, or the name differs.
    """
    _refuse(entry)
    if entry.code != organisation.code:
        raise RegistryMistake(f"机构代码 {organisation.code} 启用后不能修改。")
    if entry.name != organisation.name:
        raise RegistryMistake(
            f"机构 {entry.code} 的名称与登记不一致。更名请用“机构更名”，以保留曾用名和日期。"
        )
    changed = {name: value for name, value in _columns(entry).items() if getattr(organisation, name) != value}
    if not changed:
        return False
    with deed(by):
        for name, value in changed.items():
            setattr(organisation, name, value)
        organisation.save(update_fields=list(changed))
        if "unit_id" in changed and organisation.own_unit is not None:
            place_unit(organisation.own_unit, organisation.unit, since=clock.today(), by=by)
        audit("revise_organisation", TABLE, organisation.pk)
    return True


def rename_organisation(organisation: Organisation, name: str, *, since: date, by: Acting) -> None:
    """Let the institution bear another name from a day on; the old one stays known for its days.

    Raises:
        RegistryMistake: no name, or not after the day of the present name.
    """
    name = tidy_name(name)
    if not name:
        raise RegistryMistake("机构名称不能为空，请填写。")
    if organisation.named_since and organisation.named_since >= since:
        raise RegistryMistake(f"现名自 {organisation.named_since} 启用，更名日期应晚于该日。")
    with deed(by):
        FormerName.objects.create(
            organisation=organisation,
            name=organisation.name,
            valid_from=organisation.named_since,
            valid_until=since - A_DAY,
        )
        organisation.name, organisation.named_since = name, since
        organisation.save(update_fields=["name", "named_since"])
        ManagementUnit.objects.filter(organisation=organisation).update(name=name)
        audit("rename_organisation", TABLE, organisation.pk)


def merge_organisation(gone: Organisation, into: Organisation, *, on: date, by: Acting) -> None:
    """Let one institution be part of another from a day on; its own last day is the day before.

    Raises:
        RegistryMistake: into itself, merged already, or the other ends up in this one.
    """
    with deed(by):
        at: Organisation | None = into
        while at is not None:
            if at.pk == gone.pk:
                raise RegistryMistake(f"{into.name}已并入{gone.name}（或为同一机构），不能反向并入。")
            at = at.merged_into
        if gone.merged_into_id:
            raise RegistryMistake(f"{gone.name}已于 {gone.merged_on} 并入其他机构，不能再次并入。")
        gone.merged_into, gone.merged_on, gone.valid_until = into, on, on - A_DAY
        gone.save(update_fields=["merged_into", "merged_on", "valid_until"])
        audit("merge_organisation", TABLE, gone.pk)


def close_organisation(organisation: Organisation, *, last_day: date, by: Acting) -> None:
    """Let the institution's last day be this one."""
    if organisation.valid_from and organisation.valid_from > last_day:
        raise RegistryMistake(f"{organisation.name}自 {organisation.valid_from} 启用，终止日期不能更早。")
    with deed(by):
        organisation.valid_until = last_day
        organisation.save(update_fields=["valid_until"])
        audit("close_organisation", TABLE, organisation.pk)


def give_own_unit(organisation: Organisation, *, by: Acting) -> ManagementUnit:
    """Give the institution its own place below the unit that manages it, for users of its own."""
    with deed(by):
        if organisation.own_unit is not None:
            return organisation.own_unit
        unit = ManagementUnit.objects.create(
            code=f"ORG-{organisation.pk}",
            name=organisation.name,
            level=ManagementUnit.Level.INSTITUTION,
            kind=ManagementUnit.Kind.INSTITUTION,
            source="机构登记",
        )
        UnitPlacement.objects.create(unit=unit, parent=organisation.unit)
        organisation.own_unit = unit
        organisation.save(update_fields=["own_unit"])
        audit("give_own_unit", TABLE, organisation.pk)
    return unit


def _refuse(entry: Entry) -> None:
    said = complaints(entry)
    if entry.national_code and _taken(entry):
        said.append(Complaint("国家机构代码", entry.national_code, "已登记在另一机构名下，请核对。"))
    if said:
        raise RegistryMistake(" ".join(map(str, said)))


def _taken(entry: Entry) -> bool:
    return Organisation.objects.filter(~Q(code=entry.code), national_code=entry.national_code).exists()


def _columns(entry: Entry) -> dict[str, Any]:
    unit = ManagementUnit.objects.filter(code=entry.unit).first()
    if unit is None:
        raise RegistryMistake(f"没有管理机构 {entry.unit}，请从管理机构表中选择。")
    return {
        "code": entry.code,
        "name": entry.name,
        "credit_code": entry.credit_code,
        "national_code": entry.national_code,
        "county": entry.county,
        "unit_id": unit.pk,
        "kind": entry.kind,
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
    }
