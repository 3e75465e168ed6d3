"""A figure as it may be shown: its lines, what they rest on, and the sentence that can be copied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from qinkang.kernel import clock
from qinkang.kernel.period import Period
from qinkang.measures.asked import Ages
from qinkang.measures.measure import Measure
from qinkang.measures.place import Level, Tree
from qinkang.standards.codes.population import OPEN_END, POPULATION_SEX

UNPLACED = "区划不详"
IN_SCOPE = "（管理范围内）"
"""Stands behind the name of a place of which the reader sees a part only."""


@dataclass(frozen=True)
class Line:
    """One line of a figure, as it may be shown.

    Attributes:
        place: code of the area or report unit; None for 区划不详.
        numerator, denominator: None where hidden (`suppressed`), the latter also for counts and 无分母.
        value: per cent for a rate, people for a count; None where hidden or 无分母.
        interval: 95 %, per cent.
        rank: among the lines of one level, 1 is best; None below 30 people.
        target: of the year, in the measure's unit.
    """

    place: str | None
    name: str
    numerator: int | None
    denominator: int | None
    value: float | None
    suppressed: bool
    interval: tuple[float, float] | None = None
    rank: int | None = None
    target: float | None = None

    @property
    def over_a_hundred(self) -> bool:
        """Whether a rate is above 100 %, which is shown and remarked on, never capped (R-IND-01)."""
        return self.denominator is not None and self.value is not None and self.value > 100


@dataclass(frozen=True)
class Outside:
    """Where a denominator from outside comes from.

    Attributes:
        label: name of the source; `year` it is of, `as_of` the newest of its days, None where there is none.
    """

    label: str
    year: int
    as_of: date | None


@dataclass(frozen=True)
class Figures:
    """A measure for a period and area, line by line, with all that it rests on."""

    measure: Measure
    period: Period
    tree: Tree
    area: str
    level: Level
    sex: str | None
    ages: Ages
    pushed_only: bool
    lines: tuple[Line, ...]
    total: Line
    outside: Outside | None
    data_time: datetime

    @property
    def denominator_from(self) -> str:
        """Say where the denominator is from, in the words of a foot-note; empty for a count."""
        if self.outside is None:
            return "分母来自同一批记录" if self.measure.is_rate else ""
        if self.outside.as_of is None:
            return f"无分母：没有{self.outside.year}年的{self.outside.label}"
        return f"分母来源：{self.outside.label}{self.outside.year}年（截至{self.outside.as_of}）"

    def sentence(self, line: Line | None = None) -> str:
        """Return one line, or the total, as a sentence that can be copied into a report."""
        line = line or self.total
        told = [POPULATION_SEX.labels[self.sex]] if self.sex else []
        told += [_ages(self.ages)] if self.ages != self.measure.ages else []
        told += ["推送口径"] if self.pushed_only else []
        narrowed = f"（{'，'.join(told)}）" if told else ""
        notes = [self.denominator_from] if self.denominator_from else []
        notes.append(f"数据截至{self.data_time.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}")
        return (
            f"{self.period.label}{line.name}{self.measure.title}{narrowed}{_said(self.measure, line)}"
            f"（{'，'.join(notes)}）。"
        )


def _ages(ages: Ages) -> str:
    return f"{ages[0]}岁及以上" if ages[1] >= OPEN_END else f"{ages[0]}–{ages[1]}岁"


def _said(measure: Measure, line: Line) -> str:
    """The value of a line in words: three things are not the same as a number, and not as one another."""
    unit = measure.of.value
    if line.suppressed:
        return "人数不足5，不予显示"
    if not measure.is_rate:
        return f"为{line.numerator:,}{unit}"
    if line.value is None:
        return f"分子{line.numerator:,}{unit}，无分母"
    return f"为{line.value:.1f}%（分子{line.numerator:,}{unit}，分母{line.denominator:,}{unit}）"
