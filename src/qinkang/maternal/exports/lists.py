"""The ranges of the stock, the sheets that were passed over, and the movements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from typing import Any

from django.http import Http404

from qinkang.accounts.models import Line
from qinkang.maternal.models import Movement, State, Stock
from qinkang.maternal.presenters.gaps import GapsPage
from qinkang.maternal.presenters.movements import MovementsPage, movement_rows
from qinkang.maternal.presenters.reach import Reach
from qinkang.maternal.presenters.stock import range_row
from qinkang.maternal.questions.sheets import ranges
from qinkang.mistake import Mistake
from qinkang.reports.exports import Column, Head, Kind, Wanted, offer
from qinkang.reports.offers.heading import heading

RANGES = (
    Column("起始编号", width=14),
    Column("截止编号", width=14),
    Column("张数", Kind.COUNT, 10),
    Column("持有单位", width=30),
    Column("状态", width=16),
)
GAPS = (*RANGES[:4], Column("该号段已签发到", width=16))


MOVEMENTS = (
    Column("号段", width=26), Column("张数", Kind.COUNT, 10), Column("业务", width=10), Column("时间", width=17),
    Column("单位", width=40), Column("之后的状态", width=12), Column("用途、原因、单据", width=30),
)  # fmt: skip


def reach_of(wanted: Wanted) -> Reach:
    """Return the unit whose list is wanted. Raises Mistake where it is not the reader's to export."""
    try:
        return Reach.of(wanted.scope, wanted.question)
    except Http404:
        raise Mistake("这个单位不在您的导出范围内。请回到台账重新导出。") from None


def offer_ranges() -> None:
    """Offer the ranges of a unit and those below."""

    def found(wanted: Wanted) -> Sequence[int]:
        state, letter = wanted.question.get("state", ""), wanted.question.get("letter", "")
        states = [state] if state in State.values else []
        one = letter if letter in list(ascii_uppercase) else ""
        return list(ranges(reach_of(wanted).below, states, one).values_list("pk", flat=True))

    def rows(wanted: Wanted, keys: Sequence[int]) -> Iterator[Sequence[Any]]:
        reach, rows = reach_of(wanted), Stock.objects.in_bulk(keys)
        for key in keys:
            if one := rows.get(key):
                shown = range_row(one, reach)
                yield shown.first, shown.last, shown.sheets, shown.holder, shown.state

    def head(wanted: Wanted) -> Head:
        asked = wanted.question
        state = State(asked["state"]).label if asked.get("state") in State.values else ""
        letter = f"字冠 {asked['letter']}" if asked.get("letter") else ""
        return heading(wanted, reach_of(wanted).name, letter, state)

    offer("maternal.stock", "空白证台账", RANGES, found, rows, line=Line.MATERNAL, head=head)


def offer_gaps() -> None:
    """Offer the sheets passed over, of a unit and those below."""

    def rows(wanted: Wanted, keys: Sequence[int]) -> Iterator[Sequence[Any]]:
        page = GapsPage(reach_of(wanted))
        for key in keys:
            if key < len(page.rows):
                row = page.rows[key]
                yield row["first"], row["last"], row["sheets"], row["holder"], row["highest"]

    offer(
        "maternal.gaps", "空白证断号", GAPS, lambda wanted: range(len(GapsPage(reach_of(wanted)).rows)), rows,
        line=Line.MATERNAL, head=lambda wanted: heading(wanted, reach_of(wanted).name),
    )  # fmt: skip


def offer_movements() -> None:
    """Offer the movements of a year, or those behind a cell of the yearly form; without the names of staff."""

    def asked(wanted: Wanted) -> MovementsPage:
        try:
            return MovementsPage(reach_of(wanted), wanted.question, wanted.on)
        except Http404:
            raise Mistake("没有这样的流水。请回到年度统计重新导出。") from None

    def rows(wanted: Wanted, keys: Sequence[int]) -> Iterator[Sequence[Any]]:
        found = Movement.objects.select_related("slip").in_bulk(keys)
        kept = [found[key] for key in keys if key in found]
        for one, row in zip(kept, movement_rows(kept, reach_of(wanted).tree), strict=True):
            sheets = len(one.sheets)
            yield row["range"], sheets, row["kind"], row["at"], row["holder"], row["state"], row["because"]

    offer(
        "maternal.movements", lambda wanted: f"{asked(wanted).year}年空白证{asked(wanted).title}", MOVEMENTS,
        lambda wanted: list(asked(wanted).found.values_list("pk", flat=True)), rows, line=Line.MATERNAL,
        head=lambda wanted: heading(wanted, asked(wanted).who),
    )  # fmt: skip
