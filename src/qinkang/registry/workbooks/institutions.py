"""The sheet of institutions: judged row by row, written in bulk."""

from datetime import timedelta
from typing import Protocol

from qinkang.registry.entry import Entry, complaints
from qinkang.registry.models import FormerName, ManagementUnit, Organisation
from qinkang.registry.workbooks import layout
from qinkang.registry.workbooks.rewriting import rewrite
from qinkang.registry.workbooks.sheet import Row

A_DAY = timedelta(days=1)
REVISED = (
    "name",
    "named_since",
    "credit_code",
    "national_code",
    "county",
    "unit_id",
    "kind",
    "valid_from",
    "valid_until",
)


class Counts(Protocol):
    """Where the numbers go."""

    added: int
    changed: int
    renamed: int
    unchanged: int


def take_organisations(rows: list[Row], counts: Counts) -> list[Row]:
    """Write the right ones of the rows; return those that stand in the register afterwards."""
    units = dict(ManagementUnit.objects.values_list("code", "id"))
    there = {one.code: one for one in Organisation.objects.all()}
    owners = {one.national_code: code for code, one in there.items() if one.national_code}
    fresh: list[Organisation] = []
    changed: list[Organisation] = []
    former: list[FormerName] = []
    seen: set[str] = set()
    kept = []
    for row in rows:
        entry = _entry(row)
        _judge(row, entry, seen, owners, units)
        known = there.get(entry.code)
        if known and entry.name != known.name and not row.problems:
            _judge_new_name(row, entry, known)
        if row.problems:
            continue
        seen.add(entry.code)
        if entry.national_code:
            owners[entry.national_code] = entry.code
        kept.append(row)
        wanted = _values(entry, units, known)
        if known is None:
            fresh.append(Organisation(code=entry.code, **wanted))
        elif differing := [name for name in REVISED if getattr(known, name) != wanted[name]]:
            if "name" in differing:
                former.append(
                    FormerName(
                        organisation=known,
                        name=known.name,
                        valid_from=known.named_since,
                        valid_until=entry.named_since - A_DAY if entry.named_since else None,
                    )
                )
            for name in differing:
                setattr(known, name, wanted[name])
            changed.append(known)
        else:
            counts.unchanged += 1
    Organisation.objects.bulk_create(fresh)
    rewrite(Organisation, changed, REVISED)
    FormerName.objects.bulk_create(former)
    counts.added, counts.renamed, counts.changed = len(fresh), len(former), len(changed) - len(former)
    return kept


def take_mergers(rows: list[Row]) -> int:
    """Write the mergers that the rows tell and the register does not know; return how many."""
    telling = [row for row in rows if row.text(layout.MERGED_INTO) or row.text(layout.MERGED_ON)]
    if not telling:
        return 0
    there = {one.code: one for one in Organisation.objects.all()}
    codes = {one.pk: code for code, one in there.items()}
    into = {code: codes[one.merged_into_id] for code, one in there.items() if one.merged_into_id}
    merged = []
    for row in telling:
        gone, taker = there[row.text(layout.CODE)], there.get(row.text(layout.MERGED_INTO))
        on = row.day(layout.MERGED_ON)
        if taker is None:
            row.complain(layout.MERGED_INTO, "不是已登记的机构代码，请核对；该行其余内容已导入。")
        elif on is None:
            row.complain(layout.MERGED_ON, "并入机构须同时填写并入日期；该行其余内容已导入。")
        elif into.get(gone.code) == taker.code and gone.merged_on == on:
            continue
        elif gone.code in into:
            row.complain(layout.MERGED_INTO, "该机构已并入其他机构，不能再次并入。")
        elif gone.code in _line(taker.code, into):
            row.complain(layout.MERGED_INTO, "两家机构互相并入，请核对方向。")
        elif gone.valid_from and gone.valid_from >= on:
            row.complain(layout.MERGED_ON, f"应晚于启用日期 {gone.valid_from}，请核对。")
        else:
            into[gone.code] = taker.code
            gone.merged_into, gone.merged_on, gone.valid_until = taker, on, on - A_DAY
            merged.append(gone)
    rewrite(Organisation, merged, ("merged_into", "merged_on", "valid_until"))
    return len(merged)


def _entry(row: Row) -> Entry:
    return Entry(
        code=row.text(layout.CODE),
        name=row.text(layout.NAME),
        named_since=row.day(layout.NAMED_SINCE),
        credit_code=row.text(layout.CREDIT_CODE).upper() or None,
        national_code=row.text(layout.NATIONAL_CODE) or None,
        county=row.text(layout.COUNTY),
        unit=row.text(layout.UNIT),
        kind=row.text(layout.ORGANISATION_KIND),
        valid_from=row.day(layout.OPENED),
        valid_until=row.day(layout.CLOSED),
    )


def _judge(row: Row, entry: Entry, seen: set[str], owners: dict[str, str], units: dict[str, int]) -> None:
    for complaint in complaints(entry):
        row.complain_of(complaint)
    if entry.code in seen:
        row.complain(layout.CODE, "在本工作表中出现不止一次，只导入第一行，请删除重复行。")
    if entry.unit and entry.unit not in units:
        row.complain(layout.UNIT, "没有这个管理机构，请从管理机构表中选择。")
    if entry.national_code and owners.get(entry.national_code, entry.code) != entry.code:
        row.complain(layout.NATIONAL_CODE, "已登记在另一机构名下，请核对。")


def _judge_new_name(row: Row, entry: Entry, known: Organisation) -> None:
    if entry.named_since is None:
        row.complain(layout.NAMED_SINCE, f"名称与登记的“{known.name}”不同。若已更名，请填写现名启用日期。")
    elif known.named_since and entry.named_since <= known.named_since:
        row.complain(layout.NAMED_SINCE, f"名称与登记不同，现名启用日期应晚于 {known.named_since}。")


def _values(entry: Entry, units: dict[str, int], known: Organisation | None) -> dict[str, object]:
    """The row's columns; an empty last day leaves that of a merged institution as it is."""
    until = entry.valid_until
    if until is None and known is not None and known.merged_into_id:
        until = known.valid_until
    return {
        "name": entry.name,
        "named_since": entry.named_since,
        "credit_code": entry.credit_code,
        "national_code": entry.national_code,
        "county": entry.county,
        "unit_id": units[entry.unit],
        "kind": entry.kind,
        "valid_from": entry.valid_from,
        "valid_until": until,
    }


def _line(code: str, into: dict[str, str]) -> set[str]:
    """The institution and all into which it was merged, one after another."""
    line = {code}
    while (code := into.get(code, "")) and code not in line:
        line.add(code)
    return line
