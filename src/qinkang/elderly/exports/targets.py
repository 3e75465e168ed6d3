"""The targets of a year as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qinkang.accounts.models import Line
from qinkang.elderly.presenters.targets import TargetsPage
from qinkang.elderly.reach import Reach
from qinkang.reports.exports import Column, Head, Wanted, offer
from qinkang.reports.offers.heading import heading

COLUMNS = (
    Column("指标", width=34),
    Column("地区", width=16),
    Column("目标", width=10),
    Column("依据", width=36),
    Column("设定时间", width=17),
)


def offer_targets() -> None:
    """Offer the targets of a year."""
    offer(
        "elderly.targets", lambda wanted: f"{_year(wanted)}年年度目标", COLUMNS,
        lambda wanted: range(len(_page(wanted).rows)), _rows, line=Line.ELDERLY, head=_head,
    )  # fmt: skip


def _year(wanted: Wanted) -> int:
    told = wanted.question.get("year", "")
    return int(told) if told.isdecimal() and len(told) == 4 else wanted.on.year


def _page(wanted: Wanted) -> TargetsPage:
    return TargetsPage(Reach.of(wanted.scope, wanted.on), _year(wanted))


def _rows(wanted: Wanted, keys: Sequence[int]) -> Iterator[Sequence[Any]]:
    rows = _page(wanted).rows
    for key in keys:
        if key < len(rows):
            one = rows[key]
            yield (one.title, one.place, one.value, one.source, one.since)


def _head(wanted: Wanted) -> Head:
    return heading(wanted, f"{_year(wanted)}年")
