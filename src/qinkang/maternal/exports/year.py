"""The yearly form as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import Http404

from qinkang.accounts.models import Line
from qinkang.maternal.exports.lists import reach_of
from qinkang.maternal.presenters.year import COLUMNS as CELLS
from qinkang.maternal.presenters.year import EQUATIONS, YearPage
from qinkang.mistake import Mistake
from qinkang.reports.exports import Column, Head, Kind, Wanted, offer
from qinkang.reports.offers.heading import heading

COLUMNS = (
    Column("单位", width=30),
    *(Column(f"{number} {title}", Kind.COUNT, 12) for number, title in CELLS),
    Column("废证率", width=10),
)


def offer_year() -> None:
    """Offer the form of one year, of a unit and those below."""
    offer(
        "maternal.year", lambda wanted: _page(wanted).title, COLUMNS,
        lambda wanted: range(len(_page(wanted).lines) + 1), _rows, line=Line.MATERNAL, head=_head,
    )  # fmt: skip


def _page(wanted: Wanted) -> YearPage:
    try:
        return YearPage(reach_of(wanted), wanted.question, wanted.on)
    except Http404:
        raise Mistake("没有这一年的统计。请回到年度统计重新导出。") from None


def _rows(wanted: Wanted, keys: Sequence[int]) -> Iterator[Sequence[Any]]:
    page = _page(wanted)
    lines = [*page.lines, page.total]
    for key in keys:
        if key < len(lines):
            yield lines[key].title, *lines[key].numbers, lines[key].rate


def _head(wanted: Wanted) -> Head:
    page = _page(wanted)
    return heading(
        wanted, page.reach.name, f"{page.year}年", source=f"{EQUATIONS}；废证率 = 废证 /（废证 + 签发）"
    )
