"""The ranked table of an overview as a workbook, with what each number rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import Http404

from qinkang.accounts.models import Line
from qinkang.elderly.asking import SEXES, Asking, ages_in_words
from qinkang.elderly.presenters.overview import OverviewPage
from qinkang.elderly.presenters.ranking import Row
from qinkang.elderly.presenters.wording import MINUS
from qinkang.elderly.reach import Reach
from qinkang.measures.figures import newest_day
from qinkang.mistake import Mistake
from qinkang.reports.exports import Column, Head, Kind, Wanted, offer

NAME = "elderly.area"


def offer_ranking() -> None:
    """Offer the table of an overview."""
    offer(NAME, _title, _columns, _keys, _rows, line=Line.ELDERLY, head=_head)


def _page(wanted: Wanted) -> OverviewPage:
    """Make the page that was asked for. Raises Mistake where this reader cannot ask for it."""
    reach = Reach.of(wanted.scope, wanted.on)
    try:
        area = reach.open(wanted.question.get("area"))
        return OverviewPage(wanted.scope, reach, area, Asking.read(wanted.question, newest_day()))
    except Http404:
        raise Mistake("这个地区不在您的导出范围内，或条件有误。请回到总览重新导出。") from None


def _title(wanted: Wanted) -> str:
    page = _page(wanted)
    return f"{page.place}{page.question}"


def _columns(wanted: Wanted) -> Sequence[Column]:
    page = _page(wanted)
    rate = page.figures.measure.is_rate
    return (
        Column("名次", Kind.COUNT, 8),
        Column(page.level_title, width=20),
        Column(page.value_title, Kind.RATE if rate else Kind.COUNT, 14),
        Column(f"目标（{page.figures.measure.unit}）", Kind.RATE if rate else Kind.COUNT, 12),
        Column("分子", Kind.COUNT, 12),
        Column("分母", Kind.COUNT, 12),
        Column(page.change_title, Kind.RATE if rate else Kind.COUNT, 16),
    )


def _keys(wanted: Wanted) -> Sequence[int]:
    return range(len(_page(wanted).rows) + 1)


def _rows(wanted: Wanted, keys: Sequence[int]) -> Iterator[Sequence[Any]]:
    page = _page(wanted)
    lines = [*page.rows, page.total]
    for key in keys:
        if key < len(lines):
            yield _cells(lines[key])


def _cells(row: Row) -> Sequence[Any]:
    target = row.bar.target if row.bar else None
    return (
        _number(row.rank), row.name, _number(row.value), target, _number(row.numerator), _number(row.denominator),
        _number(row.change),
    )  # fmt: skip


def _number(text: str) -> int | float | str:
    """Return the number that a text shows; 不足5, 无分母 and — stay words, for they are no numbers."""
    plain = text.replace(",", "").replace(MINUS, "-")
    try:
        return int(plain) if plain.lstrip("+-").isdecimal() else float(plain)
    except ValueError:
        return text


def _head(wanted: Wanted) -> Head:
    page, asking = _page(wanted), Asking.read(wanted.question, newest_day())
    ages = asking.narrowed["ages"]
    told = [
        SEXES.get(asking.sex, ""),
        ages_in_words(ages) if ages else "",
        "推送口径" if asking.pushed_only else "入库口径",
    ]
    facts = {fact.name: fact.says for fact in page.facts}
    return Head(
        unit=page.place,
        period=page.period,
        data_time=page.data_time,
        filters="、".join(one for one in told if one),
        source="；".join(
            [facts["定义"], *([f"分母：{facts['分母']}"] if "分母" in facts else []), *page.notes]
        ),
    )
