"""疑似同一人 and 同一号码信息矛盾: what waits for somebody to decide, both sides in one line.

Identity stands masked as on the page, and in full only where a reason was given for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from qinkang.accounts.models import Line
from qinkang.records.models import Sighting
from qinkang.records.presenters.queue import narrowed
from qinkang.records.presenters.wording import moment
from qinkang.records.reading import Identity, identities_of
from qinkang.records.reviewing import open_conflicts, open_pairs
from qinkang.records.sources import sources_of
from qinkang.reports.exports import Column, Kind, Wanted, offer
from qinkang.reports.offers.heading import heading
from qinkang.standards.codes.person import SEX

SIDE = (("姓名", 12), ("性别", 6), ("出生", 12), ("证件号码", 22), ("联系电话", 15), ("住址", 28))


def _columns(*, scored: bool) -> tuple[Column, ...]:
    sides = [
        Column(f"{title}（{side}）", width=width, identity=True) for side in "甲乙" for title, width in SIDE
    ]
    sources = [Column(f"来源（{side}）", width=20) for side in "甲乙"]
    return (
        Column("件号", Kind.COUNT, 8),
        *([Column("把握", Kind.RATE, 9)] if scored else []),
        *sides,
        *sources,
        Column("比对情况", width=48),
        Column("提出时间", width=17),
    )


def offer_for(line: Line) -> None:
    """Offer what waits in one line under `<line>.pairs` and `<line>.conflicts`."""
    for name, title, waiting in (
        ("pairs", "疑似同一人待核名单", open_pairs),
        ("conflicts", "同一号码信息矛盾待核名单", open_conflicts),
    ):
        offer(
            f"{line}.{name}", title, _columns(scored=waiting is open_pairs), _keys(line, waiting), _rows(waiting),
            line=line, head=lambda wanted: heading(wanted, "待核"),
        )  # fmt: skip


def _keys(line: Line, waiting: Callable[[], QuerySet[Any]]) -> Callable[[Wanted], Sequence[int]]:
    return lambda wanted: list(
        narrowed(line, waiting(), wanted.question.get("unit", "")).values_list("pk", flat=True)
    )


def _rows(waiting: Callable[[], QuerySet[Any]]) -> Callable[[Wanted, Sequence[int]], Iterator[Sequence[Any]]]:
    def rows(wanted: Wanted, keys: Sequence[int]) -> Iterator[Sequence[Any]]:
        found = waiting().in_bulk(keys)
        numbers = {one for it in found.values() for one in (it.sighting_a_id, it.sighting_b_id)}
        who = identities_of(numbers, masked=not wanted.whole) if numbers else {}
        sources = sources_of(list(Sighting.objects.filter(pk__in=numbers).defer("sealed")))
        for key in keys:
            one = found.get(key)
            if one is None:
                continue
            sides = (one.sighting_a_id, one.sighting_b_id)
            told = "；".join(f"{level['title']}：{level['label']}" for level in one.explanation)
            yield (
                one.pk, *([one.score] if waiting is open_pairs else []), *(cell for it in sides for cell in _side(who.get(it))),
                *(sources.get(it, "") for it in sides), told, moment(one.since),
            )  # fmt: skip

    return rows


def _side(who: Identity | None) -> Sequence[Any]:
    if who is None:
        return ("",) * len(SIDE)
    sex = SEX.labels.get(who.sex or "", who.sex)
    return (who.name, sex, who.birth_date, who.id_no, who.phone, who.live_addr)
