"""The overview: one indicator in one area, on the map, ranked, and with all that it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from qinkang.accounts.scope import Scope
from qinkang.elderly.asking import FIRST, Asking
from qinkang.elderly.presenters.choropleth import Choropleth, Place, choropleth
from qinkang.elderly.presenters.filters import filters, indicators
from qinkang.elderly.presenters.ranking import Ranking
from qinkang.elderly.presenters.wording import (
    NOT_REPORTED,
    Crumb,
    Fact,
    count,
    denominator_of,
    moment,
    not_yet,
    numerator_of,
    value_of,
)
from qinkang.elderly.reach import Reach
from qinkang.kernel.area import PROVINCE
from qinkang.measures.cells import FEW
from qinkang.measures.comparisons import year_on_year
from qinkang.measures.figure import Figures, Line
from qinkang.measures.figures import Question, figures, together
from qinkang.measures.lists import Which, keys
from qinkang.measures.measure import MEASURES, Measure, Of
from qinkang.measures.place import Level, Tree
from qinkang.measures.targets import with_targets

PRESENT = {
    "check_up": "elderly.examined_60",
    "contract": "elderly.contracted_rate",
    "self_care": "elderly.assessed_1",
    "living": "elderly.alone_rate",
    "person": "elderly.persons_60",
}
"""Where nobody at all is counted by this, nothing was reported; zero is something else. Of deaths there may
be none."""
BESIDE = (FIRST, "elderly.contracted_rate", "elderly.pressure_below", "elderly.persons_65")
"""What stands on the cards beside the indicator that was asked for."""
LEVELS = {Level.CITY: "市（区）", Level.COUNTY: "县（市、区）", Level.TOWNSHIP: "乡镇（街道）"}
CARDS = 4
MARGIN = 6
"""Room around a map, in units of its drawing; the template's view box begins there."""


@dataclass(frozen=True)
class Card:
    """One figure with what it rests on."""

    title: str
    value: str
    says: str
    address: str
    chosen: bool = False


def level_below(area: str, reach: Reach) -> Level:
    """Return of which level the lines of an area are; of parts of the province, counties."""
    if area == PROVINCE:
        return Level.CITY if reach.whole else Level.COUNTY
    return Level.COUNTY if area.endswith("00") else Level.TOWNSHIP


def way(reach: Reach, area: str, asking: Asking, more: str = "") -> list[Crumb]:
    """Return the steps down to an area; with `more`, a step below it."""
    steps = [
        Crumb(reach.name(one), asking.at(reverse("elderly:area", args=[one]))) for one in reach.way(area)
    ]
    return [*steps, Crumb(more)] if more else [*steps[:-1], Crumb(steps[-1].title)]


class OverviewPage:
    """All that the overview shows."""

    def __init__(self, scope: Scope, reach: Reach, area: str, asking: Asking) -> None:
        measure = asking.measure
        self.level = level_below(area, reach)
        self.area, self.place = area, reach.name(area)
        more = CARDS - 2 if not_yet(measure) else CARDS - 1
        self._beside = [MEASURES[code] for code in BESIDE if code != measure.code][:more]
        self._asking, self._reach = asking, reach
        together(scope, self._questions())
        self.figures = with_targets(figures(scope, measure, area=area, level=self.level, **asking.words))
        self._silent = self._not_reported(scope)
        ranking = Ranking(self.figures, reach, asking, self._silent)
        total = self.figures.total
        self.path = way(reach, area, asking)
        self.question = measure.title
        self.data_time = moment(self.figures.data_time)
        self.rests_on = self.figures.denominator_from
        self.sentence = ranking.sentence(total)
        self.indicators, self.filters = indicators(asking), filters(asking)
        self.pushed = asking.pushed_only
        self.here = reverse("elderly:area", args=[area])
        self.trend_address = asking.at(reverse("elderly:trend", args=[area]))
        self.cards = self._cards(scope)
        self.level_title = LEVELS[self.level]
        self.value_title = f"{'比例' if measure.is_rate else '人数'}（{measure.unit}）"
        self.change_title = f"同比（{'百分点' if measure.is_rate else '人'}）"
        self.target = "" if total.target is None else f"{total.target:g}"
        changes = year_on_year(scope, self.figures, **asking.narrowed)
        self.rows = ranking.rows(changes)
        self.total = ranking.row(total, changes.get(total.place), most=0)
        self.map = self._map()
        if self.map:
            self.map_width, self.map_height = self.map.width + 2 * MARGIN, self.map.height + 2 * MARGIN
        self.period = asking.period.label
        self.empty_says = "当前条件下没有下级地区的数据。可以放宽时期或清除筛选。"
        self.facts = self._facts()
        self.notes = self._notes()

    @property
    def _present(self) -> list[str]:
        """The measure that tells whether anything was reported."""
        name = self._asking.measure.source.name
        return [PRESENT[name]] if name in PRESENT else []

    def _not_reported(self, scope: Scope) -> set[str | None]:
        """The places from which there is nothing at all in the period, whoever is asked for."""
        silent: set[str | None] = set()
        for code in self._present:
            found = figures(
                scope, MEASURES[code], area=self.area, level=self.level, period=self._asking.period
            )
            of_ours = found.measure.is_rate and not found.measure.from_outside
            silent |= {
                line.place for line in found.lines if (line.denominator if of_ours else line.numerator) == 0
            }
        return silent

    def _questions(self) -> list[tuple[Measure, Question]]:
        """All figures of the page: they are counted in one statement, and then lie ready."""
        measure, words = self._asking.measure, self._asking.words
        lines: Question = {"area": self.area, "level": self.level}
        before = self._asking.period.same_last_year
        asked: list[tuple[Measure, Question]] = [
            (measure, {**lines, **words}),
            *((MEASURES[code], {**lines, "period": self._asking.period}) for code in self._present),
            *((beside, {"area": self.area, **words}) for beside in self._beside),
        ]
        if before.year >= measure.since:
            asked.append((measure, {**lines, "tree": Tree.STATUTORY, **words, "period": before}))
        return asked

    def _cases(self, which: Which, area: str | None = None) -> str:
        address = reverse("elderly:cases", args=[area or self.area])
        return self._asking.at(address, which=str(which))

    def _cards(self, scope: Scope) -> list[Card]:
        measure, total = self.figures.measure, self.figures.total
        cards = [self._card(self.figures, chosen=True)]
        if not_yet(measure):
            cards.append(self._not_yet(scope, measure, total))
        for beside in self._beside:
            found = with_targets(figures(scope, beside, area=self.area, **self._asking.words))
            cards.append(self._card(found))
        return cards

    def _card(self, found: Figures, *, chosen: bool = False) -> Card:
        measure, total = found.measure, found.total
        unit = measure.of.value
        says = [unit]
        if measure.is_rate:
            counted = f" {unit}" if total.denominator is not None else ""
            says = [f"{numerator_of(total)} / {denominator_of(measure, total)}{counted}"]
        if total.target is not None:
            says.append(f"目标 {total.target:g}{measure.unit}")
        asking = self._asking.but(measure=measure)
        address = self._cases(Which.NUMERATOR) if chosen else asking.at(self.here)
        return Card(measure.title, value_of(measure, total), " · ".join(says), address, chosen)

    def _not_yet(self, scope: Scope, measure: Measure, total: Line) -> Card:
        left, says = None, "按乡镇和责任医生列名单\u00a0›"
        if total.numerator is not None and total.denominator is not None:
            left = max(0, total.denominator - total.numerator)
        if measure.of is Of.ITEMS:
            return Card(not_yet(measure), count(left), "项，看有哪些人\u00a0›", self._cases(Which.NOT_YET))
        if left is None and self.level is Level.TOWNSHIP:  # without a denominator, those who are known
            known = keys(scope, measure, area=self.area, which=Which.NOT_YET, most=0, **self._asking.words)
            left, says = known.total, "已掌握的人员，看名单\u00a0›"
        return Card(not_yet(measure), count(left), says, self._cases(Which.NOT_YET))

    def _map(self) -> Choropleth | None:
        whole = self.level is not Level.TOWNSHIP and (self._reach.whole or self.area != PROVINCE)
        area = self.area if whole else self.area if self.area == PROVINCE else f"{self.area[:4]}00"
        if not whole and self.area == PROVINCE:
            return None
        lines = self.figures.lines if whole else (self.figures.total,)
        measure = self.figures.measure
        places = {}
        for line in lines:
            if line.place and self._reach.holds(line.place):
                silent = line.place in self._silent
                says = f"{line.name}：{NOT_REPORTED if silent else value_of(measure, line)}"
                address = (
                    ""
                    if line.place == self.area
                    else self._asking.at(reverse("elderly:area", args=[line.place]))
                )
                places[line.place] = Place(None if silent else line.value, says, address)
        return choropleth(area, places, percent=measure.is_rate)

    def _facts(self) -> list[Fact]:
        found, measure = self.figures, self.figures.measure
        facts = [Fact("定义", measure.says)]
        if measure.is_rate:
            facts.append(
                Fact("分子 / 分母", f"{numerator_of(found.total)} / {denominator_of(measure, found.total)}")
            )
            facts.append(Fact("分母", found.denominator_from))
        if found.total.interval:
            low, high = found.total.interval
            facts.append(Fact("95%置信区间", f"{low:.1f}%–{high:.1f}%"))
        facts += [
            Fact("统计期", found.period.label),
            Fact(
                "口径",
                "推送口径：只计全国系统已确认收到的记录"
                if found.pushed_only
                else "入库口径：计有效记录，存疑、退回和作废的不计",
            ),
            Fact("数据截止", self.data_time),
        ]
        return facts

    def _notes(self) -> list[str]:
        """What a reader could get wrong here."""
        notes, lines = [], self.figures.lines
        if any(line.over_a_hundred for line in (*lines, self.figures.total)):
            notes.append(
                "有的地方比例超过100%：分子是平台按居住地归集的人数，分母是外部人口数，两者来源不同。照实显示，请核对分母。"
            )
        if self.level in (Level.CITY, Level.COUNTY) and self._reach.whole:
            below = self._reach.book.children(self.area, self._reach.on)
            there = {line.place for line in lines}
            lacking = [self._reach.name(one) for one in below if one not in there]
            if lacking:
                notes.append(f"{'、'.join(lacking)}不在本单位管理范围，未计入。")
        if self._silent - {self.area}:
            title = self._asking.measure.source.title
            notes.append(f"“未上报”的地方在统计期内没有任何有效的{title}记录，不参加排名。")
        ranked = [line for line in lines if line.value is not None and line.place not in self._silent]
        if self.figures.measure.is_rate and any(line.rank is None for line in ranked):
            notes.append(f"分母不足{FEW}人的地方比例不稳定，不参加排名。")
        if any(line.suppressed for line in lines):
            notes.append("少于5人的数不显示；为防止相减得出，另有一处一并隐去。")
        if any(line.place is None for line in lines):
            notes.append("“区划不详”是居住区划缺失或不能识别的记录，计入合计，不计入任何一地。")
        return notes
