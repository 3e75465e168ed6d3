"""The lists behind a figure: who is counted, who should be, who is not yet; by township and responsible doctor."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.urls import reverse

from qinkang.accounts.scope import Scope
from qinkang.elderly.asking import SEXES, Asking
from qinkang.elderly.presenters.overview import LEVELS, level_below, way
from qinkang.elderly.presenters.wording import (
    NOTHING,
    count,
    denominator_of,
    moment,
    not_yet,
    numerator_of,
    value_of,
)
from qinkang.elderly.reach import Reach
from qinkang.kernel.area import PROVINCE
from qinkang.measures.figures import figures
from qinkang.measures.lists import Case, Keys, Which, cases, keys
from qinkang.measures.measure import Measure
from qinkang.records.reading.golden import dead_of
from qinkang.registry.models import Organisation

ROWS = 50
UNKNOWN = "不详"


@dataclass(frozen=True)
class Tab:
    """One of the three lists."""

    title: str
    address: str
    chosen: bool
    says: str = ""


@dataclass(frozen=True)
class Part:
    """Those of one township or one doctor."""

    title: str
    below: str
    people: str
    address: str
    chosen: bool


@dataclass(frozen=True)
class CaseRow:
    """One person of a list, masked."""

    name: str
    address: str
    sex: str
    born: str
    id_no: str
    phone: str
    township: str
    organisation: str
    doctor: str
    day: str
    remark: str
    tone: str
    dead: str


@dataclass(frozen=True)
class PlaceRow:
    """One area below, whose lists are opened there."""

    name: str
    address: str
    value: str
    numerator: str
    denominator: str


def mark_of(organisation: int | None, doctor: str | None) -> str:
    """Return what stands for a doctor in an address: nobody's name belongs there."""
    return hashlib.sha256(f"{organisation}|{doctor}".encode()).hexdigest()[:10]


def day_title(measure: Measure) -> str:
    """Return what the day of a list's records is called."""
    dataset = getattr(measure.source.model, "dataset", None)
    return dataset.fields[dataset.happened_on].title if dataset else "日期"


class CasesPage:
    """One of the three lists in one area. Of a whole city or province, what to open it for."""

    def __init__(
        self,
        scope: Scope,
        reach: Reach,
        area: str,
        asking: Asking,
        which: Which,
        doctor: str,
        number: str | None,
    ) -> None:
        measure = asking.measure
        self._asking, self._reach, self.area = asking, reach, area
        self._which, self._doctor = which, doctor
        self.here = reverse("elderly:cases", args=[area])
        first = "分子" if measure.is_rate else "人员"
        self.titles = {Which.NUMERATOR: first, Which.DENOMINATOR: "分母", Which.NOT_YET: not_yet(measure)}
        self.path = way(reach, area, asking, f"{self.titles[which]}名单")
        self.question = f"{measure.title}：{self.titles[which]}名单"
        self.place = reach.name(area)
        self.listed = not area.endswith("00") or (area == PROVINCE and not reach.whole)
        self.tabs = self._tabs()
        self.told = self._told()
        self.day_title = day_title(measure)
        self.says = ""
        self.rows: list[CaseRow] = []
        self.places: list[PlaceRow] = []
        self.townships: list[Part] = []
        self.doctors: list[Part] = []
        self.page: Page | None = None
        if which is Which.DENOMINATOR and (measure.from_outside or not measure.is_rate):
            self.says = (
                f"分母是平台以外的人口数，只有人数，没有名单。可以查看分子名单和{not_yet(measure)}名单。"
                if measure.from_outside
                else "这个指标是人数，没有分母。"
            )
            self.data_time = ""
        elif self.listed:
            self._list(scope, number)
        else:
            self._choose(scope)

    def _told(self) -> str:
        """What the list is narrowed to, in words."""
        asking = self._asking
        told = [
            asking.period.label,
            SEXES.get(asking.sex, ""),
            asking.ages,
            "推送口径" if asking.pushed_only else "",
        ]
        return " · ".join(one for one in told if one)

    def _tabs(self) -> list[Tab]:
        measure = self._asking.measure
        shown = [Which.NUMERATOR, Which.NOT_YET] if not_yet(measure) else [Which.NUMERATOR]
        if measure.is_rate and not measure.from_outside:
            shown.insert(1, Which.DENOMINATOR)
        return [
            Tab(self.titles[one], self._asking.at(self.here, which=str(one)), one is self._which)
            for one in shown
        ]

    def _list(self, scope: Scope, number: str | None) -> None:
        """Fill the rows of one page, and who is in it by township and doctor."""

        def page(first: int, most: int) -> Keys:
            return keys(
                scope, self._asking.measure, area=self.area, which=self._which, first=first, most=most,
                doctor=(lambda one: mark_of(*one) == self._doctor) if self._doctor else None, **self._asking.words,
            )  # fmt: skip

        wanted = max(1, int(number)) if number and number.isdecimal() and len(number) < 7 else 1
        found = page(ROWS * (wanted - 1), ROWS)
        self.page = Paginator(range(found.total), ROWS).get_page(wanted)
        if self.page.number != wanted:  # beyond the last
            found = page(ROWS * (self.page.number - 1), ROWS)
        self.data_time = moment(found.data_time)
        if found.known_only:
            self.says = "名单只含平台掌握的在世人员；从未建档、从未登记的居民不在任何名单上。"
        self.townships = self._by_township(found)
        self.doctors = self._by_doctor(found)
        shown = cases(found)
        names = _names(case.key.organisation for case in shown)
        dead = dead_of([case.key.person for case in shown])
        self.rows = [self._row(case, names, dead.get(case.key.person)) for case in shown]
        self.missing = len(self.page.object_list) - len(self.rows)

    def _row(self, case: Case, names: dict[int, str], died: date | None) -> CaseRow:
        key, who = case.key, case.identity
        remark, tone = (
            ("已不计入", "wait") if case.gone else ("已更新", "unclear") if case.updated else ("", "")
        )
        return CaseRow(
            name=who.name or NOTHING,
            address=reverse("elderly:person", args=[key.person]) if key.person > 0 else "",
            sex=SEXES.get(who.sex or "", UNKNOWN),
            born=who.birth_date or UNKNOWN,
            id_no=who.id_no or "无证件号码",
            phone=who.phone or NOTHING,
            township=self._reach.name(key.township or key.county) if key.township or key.county else UNKNOWN,
            organisation=names.get(key.organisation or 0, NOTHING),
            doctor=key.doctor or NOTHING,
            day=f"{case.happened_on}" if case.happened_on else "没有记录",
            remark=remark,
            tone=tone,
            dead=f"已故 {died}" if died else "",
        )

    def _by_township(self, found: Keys) -> list[Part]:
        if len(self.area) == 9:
            return []
        parts = []
        for township, people in found.by_township.most_common():
            address = (
                self._asking.at(reverse("elderly:cases", args=[township]), which=str(self._which))
                if township
                else ""
            )
            parts.append(
                Part(
                    self._reach.name(township) if township else f"乡镇{UNKNOWN}",
                    "",
                    count(people),
                    address,
                    False,
                )
            )
        return parts

    def _by_doctor(self, found: Keys) -> list[Part]:
        names = _names(organisation for organisation, _ in found.by_doctor)
        return [
            Part(
                doctor or "没有责任医生",
                names.get(organisation or 0, ""),
                count(people),
                self._asking.at(
                    self.here, which=str(self._which),
                    doctor="" if (mark := mark_of(organisation, doctor)) == self._doctor else mark,
                ),
                mark == self._doctor,
            )
            for (organisation, doctor), people in Counter(found.by_doctor).most_common()
        ]  # fmt: skip

    def _choose(self, scope: Scope) -> None:
        """Show the areas below with what their lists hold."""
        measure = self._asking.measure
        level = level_below(self.area, self._reach)
        found = figures(scope, measure, area=self.area, level=level, **self._asking.words)
        self.data_time = moment(found.data_time)
        self.says = f"名单按县（市、区）打开。请选择{LEVELS[level]}。"
        self.level_title = LEVELS[level]
        self.places = [
            PlaceRow(
                line.name,
                self._asking.at(reverse("elderly:cases", args=[line.place]), which=str(self._which))
                if line.place
                else "",
                value_of(measure, line),
                numerator_of(line),
                denominator_of(measure, line),
            )
            for line in found.lines
        ]


def _names(organisations: Iterable[int | None]) -> dict[int, str]:
    """Return the names of institutions: one query."""
    wanted = {one for one in organisations if one}
    return dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
