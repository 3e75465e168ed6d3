"""The sheets of former names and qualifications: each row belongs to an institution by its code."""

from datetime import date

from qinkang.registry.models import FormerName, Organisation, Qualification
from qinkang.registry.naming import tidy_name
from qinkang.registry.workbooks import layout
from qinkang.registry.workbooks.rewriting import rewrite
from qinkang.registry.workbooks.sheet import Row

KINDS = {label: value for value, label in Qualification.Kind.choices}
Days = tuple[date | None, date | None]


def take_former_names(rows: list[Row]) -> int:
    """Add the former names that the register does not have; return how many."""
    keys = dict(Organisation.objects.values_list("code", "id")) if rows else {}
    known: dict[int, list[tuple[str, Days]]] = {}
    names = FormerName.objects.values_list("organisation_id", "name", "valid_from", "valid_until")
    for key, name, first, last in names:
        known.setdefault(key, []).append((name, (first, last)))
    fresh = []
    for row in rows:
        days = _days(row)
        key = _owner(row, keys)
        name = tidy_name(row.text(layout.FORMER_NAME))
        if not name:
            row.complain(layout.FORMER_NAME, "必填，请填写曾用的全称。")
        if row.problems or key is None:
            continue
        had = known.setdefault(key, [])
        if (name, days) in had:
            continue
        if clash := next((other for other, others in had if _meet(days, others)), None):
            row.complain(layout.FROM, f"与曾用名“{clash}”的日期重叠，请核对。")
            continue
        had.append((name, days))
        fresh.append(FormerName(organisation_id=key, name=name, valid_from=days[0], valid_until=days[1]))
    FormerName.objects.bulk_create(fresh)
    return len(fresh)


def take_qualifications(rows: list[Row]) -> int:
    """Add qualifications, and bring the known ones up to date; return how many were written."""
    keys = dict(Organisation.objects.values_list("code", "id")) if rows else {}
    known = {
        (one.organisation_id, one.kind, one.number, one.valid_from): one
        for one in Qualification.objects.all()
    }
    fresh, changed = [], []
    for row in rows:
        first, last = _days(row)
        withdrawn = row.day(layout.WITHDRAWN)
        key = _owner(row, keys)
        kind = KINDS.get(row.text(layout.KIND))
        if kind is None:
            row.complain(layout.KIND, f"应为下列之一：{'、'.join(KINDS)}。")
        if not row.text(layout.NUMBER):
            row.complain(layout.NUMBER, "必填，请填写证书或备案编号。")
        if row.problems or key is None or kind is None:
            continue
        values = {
            "items": row.text(layout.ITEMS),
            "issued_by": row.text(layout.ISSUED_BY),
            "valid_until": last,
            "withdrawn_on": withdrawn,
        }
        same = (key, kind, row.text(layout.NUMBER), first)
        if same not in known:
            known[same] = Qualification(
                organisation_id=key, kind=kind, number=same[2], valid_from=first, **values
            )
            fresh.append(known[same])
        elif known[same].pk and any(getattr(known[same], name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(known[same], name, value)
            changed.append(known[same])
    Qualification.objects.bulk_create(fresh)
    rewrite(Qualification, changed, ("items", "issued_by", "valid_until", "withdrawn_on"))
    return len(fresh) + len(changed)


def _owner(row: Row, keys: dict[str, int]) -> int | None:
    key = keys.get(row.text(layout.CODE))
    if key is None:
        row.complain(layout.CODE, "不是已登记的机构代码，请先在“机构”工作表中登记。")
    return key


def _days(row: Row) -> Days:
    first, last = row.day(layout.FROM), row.day(layout.UNTIL)
    if first and last and first > last:
        row.complain(layout.UNTIL, f"早于有效期自 {first}，请核对。")
    return first, last


def _meet(one: Days, other: Days) -> bool:
    begins = max(one[0] or date.min, other[0] or date.min)
    return begins <= min(one[1] or date.max, other[1] or date.max)
