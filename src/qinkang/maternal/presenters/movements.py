"""流水: the movements behind a figure of the yearly form, or behind one sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet, Sum
from django.http import Http404

from qinkang.accounts.units import UnitTree
from qinkang.maternal.models import Movement, State
from qinkang.maternal.models.movement import MovementKind, Reason, Use
from qinkang.maternal.presenters.reach import Reach
from qinkang.maternal.presenters.tones import TONES
from qinkang.maternal.questions.year_sheet import reasons_of
from qinkang.records.presenters.wording import moment, names_of

ROWS = 50
INSIDE, OUTSIDE = (Use.FIRST, Use.REPLACED, Use.REISSUED), (Use.HOME, Use.OUTSIDE)
ISSUED: dict[str, tuple[str, ...]] = {
    "3": (Use.FIRST,), "4": (Use.REPLACED,), "5": (Use.REISSUED,), "6": INSIDE, "7": (Use.HOME,),
    "8": (Use.OUTSIDE,), "9": OUTSIDE,
}  # fmt: skip
VOID = {"10": ("wrong",), "11": ("lost",), "12": ("other",), "13": ("wrong", "lost", "other")}
TITLES = {
    "": "全部流水", "2": "领入与调出", "3": "首次签发", "4": "换发", "5": "补发", "6": "机构内签发", "7": "家庭接生签发",
    "8": "机构外其他签发", "9": "机构外签发", "10": "打印填写错误作废", "11": "遗失", "12": "其他作废", "13": "废证",
}  # fmt: skip
"""By the number of a cell of the yearly form."""


def movements(units: Iterable[int], year: int, cell: str) -> QuerySet[Movement]:
    """Return the movements of a year that a cell of the yearly form counts; of no cell, all of these units."""
    ours = list(units)
    found = Movement.objects.filter(day__range=(date(year, 1, 1), date(year, 12, 31)))
    was, now = Q(holder_before__in=ours), Q(holder_after__in=ours)
    if cell in ISSUED:
        spoiled = Q(kind=MovementKind.VOIDED, state_before=State.USED)
        found = found.filter(Q(kind=MovementKind.ISSUED) | spoiled, was, use__in=ISSUED[cell])
    elif cell in VOID:
        kinds = (MovementKind.VOIDED, MovementKind.LOST)
        found = found.filter(was, kind__in=kinds, reason__in=reasons_of(*VOID[cell]))
    elif cell == "2":
        across = (Q(holder_before=None) & now) | (now & ~was) | (was & ~now)
        found = found.filter(across, kind__in=(MovementKind.RECEIVED, MovementKind.SIGNED))
    else:
        found = found.filter(was | now)
    return found.select_related("slip").order_by("-pk")


def movement_rows(found: Iterable[Movement], tree: UnitTree) -> list[dict[str, str]]:
    """Return what is shown of movements."""
    rows = list(found)
    names = names_of({who for one in rows for who in (one.asked_by, one.signed_by)})
    return [_row(one, tree, names) for one in rows]


def _row(one: Movement, tree: UnitTree, names: Mapping[str, str]) -> dict[str, str]:
    first, last = one.sheets.numbers
    because = [
        Use(one.use).label if one.use else "",
        Reason(one.reason).label if one.reason else "",
        one.remark,
        one.document,
    ]
    holder = tree.name(one.holder_after_id)
    if one.holder_before_id and one.holder_before_id != one.holder_after_id:
        holder = f"{tree.name(one.holder_before_id)} → {holder}"
    elif one.kind == MovementKind.SENT and one.slip and one.slip.receiver_id:
        holder = f"{holder} → {tree.name(one.slip.receiver_id)}"
    people = dict.fromkeys(who for who in (one.asked_by, one.signed_by) if who)
    return {
        "at": moment(one.at),
        "kind": MovementKind(one.kind).label,
        "state": State(one.state_after).label,
        "tone": TONES[State(one.state_after)],
        "holder": holder,
        "range": first if first == last else f"{first}–{last}",
        "first": first,
        "sheets": f"{len(one.sheets):,}",
        "because": "；".join(part for part in because if part) or "—",
        "people": "、".join(dict.fromkeys(names[who] for who in people)),
        "slip": str(one.slip_id or ""),
    }


class MovementsPage:
    """The movements of a year, of a unit alone or with those below."""

    def __init__(self, reach: Reach, given: Mapping[str, str], today: date) -> None:
        told, cell = given.get("year") or str(today.year), given.get("cell", "")
        if not told.isdecimal() or not 2000 <= int(told) <= today.year or cell not in TITLES:
            raise Http404
        self.reach, self.year, self.cell, self.title = reach, int(told), cell, TITLES[cell]
        self.alone = given.get("only") == "1"
        self.found = movements([reach.at] if self.alone else reach.below, self.year, cell)
        self.page = Paginator(self.found, ROWS).get_page(given.get("page"))
        self.rows = movement_rows(self.page, reach.tree)
        self.who = reach.name if self.alone else f"{reach.name}及下级"
        self.sheets = self.found.aggregate(sum=Sum("size"))["sum"] or 0
