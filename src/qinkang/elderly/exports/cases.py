"""The lists behind a figure as workbooks: the same question as the page's, all rows of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.http import Http404

from qinkang.accounts.models import Line
from qinkang.elderly.asking import SEXES, Asking, ages_in_words
from qinkang.elderly.presenters.cases import day_title, mark_of
from qinkang.elderly.presenters.wording import NOTHING, moment, not_yet
from qinkang.elderly.reach import Reach
from qinkang.kernel import clock
from qinkang.measures.figures import newest_day
from qinkang.measures.lists import Key, Keys, Which, cases, keys
from qinkang.mistake import Mistake
from qinkang.registry.models import Organisation
from qinkang.reports.exports import Column, Head, Wanted, offer

NAME = "elderly.cases"


def offer_cases() -> None:
    """Offer the lists behind a figure."""
    offer(NAME, _title, _columns, _keys, _rows, line=Line.ELDERLY, head=_head)


def _asked(wanted: Wanted) -> tuple[Reach, str, Asking, Which]:
    """Read the question. Raises Mistake where it cannot be asked, or not by this reader."""
    reach = Reach.of(wanted.scope, wanted.on)
    try:
        which = Which(wanted.question.get("which") or "numerator")
        return (
            reach,
            reach.open(wanted.question.get("area")),
            Asking.read(wanted.question, newest_day()),
            which,
        )
    except (Http404, ValueError):
        raise Mistake("这个名单不在您的导出范围内，或条件有误。请回到名单页重新导出。") from None


def _title(wanted: Wanted) -> str:
    _, _, asking, which = _asked(wanted)
    titles = {Which.NUMERATOR: "分子", Which.DENOMINATOR: "分母", Which.NOT_YET: not_yet(asking.measure)}
    return f"{asking.measure.title}：{titles[which]}名单"


def _columns(wanted: Wanted) -> Sequence[Column]:
    _, _, asking, _ = _asked(wanted)
    who = (
        ("姓名", 12),
        ("性别", 6),
        ("出生日期" if wanted.whole else "出生年", 12),
        ("证件号码", 22),
        ("联系电话", 15),
    )
    where = (
        ("现住址", 28),
        ("乡镇（街道）", 14),
        ("机构", 26),
        ("责任医生", 12),
        (day_title(asking.measure), 13),
    )
    return (
        *(Column(title, width=width, identity=True) for title, width in who),
        *(Column(title, width=width) for title, width in where),
        Column("备注", width=12),
    )


def _keys(wanted: Wanted) -> Sequence[Key]:
    _, area, asking, which = _asked(wanted)
    doctor = wanted.question.get("doctor", "")
    found = keys(
        wanted.scope, asking.measure, area=area, which=which,
        doctor=(lambda one: mark_of(*one) == doctor) if doctor else None, **asking.words,
    )  # fmt: skip
    return found.keys


def _rows(wanted: Wanted, some: Sequence[Key]) -> Iterator[Sequence[Any]]:
    reach, _, asking, which = _asked(wanted)
    page = Keys(asking.measure, which, tuple(some), len(some), Counter(), Counter(), False, clock.now())
    wanted_names = {key.organisation for key in some if key.organisation}
    names = dict(Organisation.objects.filter(pk__in=wanted_names).values_list("pk", "name"))
    for case in cases(page, first=0, most=len(some), masked=not wanted.whole):
        key, who = case.key, case.identity
        place = key.township or key.county
        yield (
            who.name or NOTHING, SEXES.get(who.sex or "", "不详"), who.birth_date or "", who.id_no or "",
            who.phone or "", who.live_addr or "", reach.name(place) if place else "",
            names.get(key.organisation or 0, ""), key.doctor or "", _day(case.happened_on),
            "已不计入" if case.gone else "已更新" if case.updated else "",
        )  # fmt: skip


def _day(on: date | None) -> str:
    return f"{on:%Y-%m-%d}" if on else ""


def _head(wanted: Wanted) -> Head:
    reach, area, asking, which = _asked(wanted)
    found = keys(wanted.scope, asking.measure, area=area, which=which, most=0, **asking.words)
    narrowed = asking.narrowed
    told = [
        SEXES.get(asking.sex, ""),
        ages_in_words(narrowed["ages"]) if narrowed["ages"] else "",
        "推送口径" if asking.pushed_only else "",
        "一位责任医生" if wanted.question.get("doctor") else "",
    ]
    return Head(
        unit=reach.name(area),
        period=asking.period.label,
        data_time=moment(found.data_time),
        filters="、".join(one for one in told if one) or "无",
        source="名单只含平台掌握的人员" if found.known_only else "",
    )
