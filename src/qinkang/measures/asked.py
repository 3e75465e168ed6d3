"""What is asked of the file, turned into conditions: whose rows, which period, area, sex and ages."""

# ruff: noqa: S608  names in statements are of our own declarations, values are checked in `asked`

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qinkang.accounts.scope import Scope
from qinkang.kernel.area import PROVINCE
from qinkang.kernel.period import Period
from qinkang.measures.building.tables import latest
from qinkang.measures.ground import Ground
from qinkang.measures.measure import AgeOn, Measure
from qinkang.measures.place import COLUMNS, Level, Tree
from qinkang.mistake import Mistake
from qinkang.standards.codes.population import AGE_BANDS, OPEN_END, POPULATION_SOURCE

Ages = tuple[int, int]
BANDS = frozenset(range(60, 105, 5))
"""First years of the bands of age that cells are kept by."""


@dataclass(frozen=True)
class Asked:
    """One question, with its area found in the file.

    Attributes:
        ground: places and pieces of the file.
        area: code of the area or report unit, that of the province for all.
        found: the level on which the area stands.
        level: the level of the lines.
        ages: those of the measure, narrowed to what was wished.
    """

    ground: Ground
    scope: Scope
    measure: Measure
    period: Period
    tree: Tree
    area: str
    found: Level
    level: Level
    sex: str | None
    ages: Ages
    pushed_only: bool

    @property
    def column(self) -> str:
        """The column by which lines are made."""
        return COLUMNS[self.tree, self.level]

    @property
    def last_month(self) -> int:
        """The number of the period's last month, or of the file's where that comes first."""
        end = 12 * self.period.year + self.period.month - 1 + self.period.months - 1
        return min(end, self.ground.month) if self.measure.source.lasting else end

    @property
    def day(self) -> date:
        """The period's last day, or the day of the file where that comes first."""
        return min(self.period.last_day, self.ground.day)

    @property
    def source(self) -> str:
        """The rows that speak, one for each person: of a whole year as kept, else worked out."""
        kept, pushed = self.measure.source, " AND pushed" if self.pushed_only else ""
        if kept.lasting:
            last = latest(kept, f"happened_on <= DATE '{self.day}'{pushed}")
            return f"(SELECT * FROM ({last}) WHERE ended IS NULL OR ended > {self.last_month})"
        if str(self.period) == str(self.period.year) and not self.pushed_only:
            return f"(SELECT * FROM {kept.name}_year WHERE year = {self.period.year})"
        days = f"happened_on BETWEEN DATE '{self.period.first_day}' AND DATE '{self.period.last_day}'"
        return f"({latest(kept, days + pushed)})"

    @property
    def seen(self) -> str:
        """The condition that a row may be seen in the scope: the area filter of every query."""
        return self.ground.seen_by(self.scope)

    @property
    def here(self) -> str:
        """The condition that a row counts in the area; in the whole province also where nobody knows."""
        return "true" if self.found is Level.PROVINCE else f"{COLUMNS[self.tree, self.found]} = '{self.area}'"

    @property
    def who(self) -> str:
        """The condition on sex, age, and on being alive where the measure counts the living."""
        age = (
            f"({self.period.last_day.year} - birth_year)"
            if self.measure.source.lasting
            else self.measure.age_on.value
        )
        asked = [f"{age} BETWEEN {self.ages[0]} AND {self.ages[1]}"]
        if self.sex:
            asked.append(f"sex = '{self.sex}'")
        if self.measure.living:
            asked.append(f"(died IS NULL OR died > {self.last_month})")
        return " AND ".join(asked)

    @property
    def alive(self) -> str:
        """The condition on sex and age of persons who are alive at the end of the period."""
        year = self.period.last_day.year
        asked = [
            f"({year} - birth_year) BETWEEN {self.ages[0]} AND {self.ages[1]}",
            f"(died IS NULL OR died > {self.last_month})",
        ]
        return " AND ".join([*asked, f"sex = '{self.sex}'"] if self.sex else asked)

    @property
    def cells(self) -> tuple[str, str] | None:
        """The table of cells that add up to this, and the condition of those that do; None where none do."""
        source, period = self.measure.source, self.period
        sex = f" AND sex = '{self.sex}'" if self.sex else ""
        fine = Level.TOWNSHIP in (self.level, self.found)
        table = f"{source.name}_township_cell" if fine else f"{source.name}_cell"
        if source.lasting:
            year = period.last_day.year
            born = f"birth_year BETWEEN {year - self.ages[1]} AND {year - self.ages[0]}"
            when = f"months = 0 AND month <= {self.last_month}"
            return table, f"pushed = {self.pushed_only} AND {when} AND {born}{sex}"
        window = _window(period)
        if window is None or not _whole_bands(self.ages):
            return None
        months, start = window
        band = "by_year_end" if self.measure.age_on is AgeOn.YEAR_END else "at_service"
        when = f"months = {months} AND start = {start} AND month <= {self.last_month}"
        ages = f"{band} BETWEEN {self.ages[0]} AND {self.ages[1]}"
        return table, f"pushed = {self.pushed_only} AND {when} AND {ages}{sex}"


def _window(period: Period) -> tuple[int, int] | None:
    """The kept window that a period is a beginning of: its length and first month; None where there is none."""
    start = 12 * period.year + period.month - 1
    for months in (12, 3, 1):
        if start % months == 0 and period.months <= months:
            return months, start
    return None


def _whole_bands(ages: Ages) -> bool:
    """Whether ages are made of whole bands of five years, the last of them open."""
    low, high = ages
    return low in BANDS and (high >= OPEN_END or high + 1 in BANDS)


def asked(
    ground: Ground,
    scope: Scope,
    measure: Measure,
    *,
    period: Period,
    area: str = PROVINCE,
    tree: Tree = Tree.STATUTORY,
    level: Level | None = None,
    sex: str | None = None,
    ages: Ages | None = None,
    pushed_only: bool = False,
) -> Asked:
    """Look the area up and narrow the ages. Everything that reaches SQL is checked here.

    Raises:
        Mistake: no such area in this tree, lines coarser than the area, an unknown sex, an empty scope.
    """
    place = ground.places.get((tree, area))
    if place is None:
        raise Mistake(f"没有代码为 {area} 的{'填报单位' if tree is Tree.REPORT else '行政区划'}。")
    if sex not in (None, "1", "2"):
        raise Mistake("性别只能选男、女或不分性别。")
    if not scope.units:
        raise Mistake("没有可以查看的范围。")
    found = place.level
    lines = level or found
    order = list(Level)
    if order.index(lines) < order.index(found) or (tree, lines) not in COLUMNS:
        raise Mistake("所选层级不能展开到这一级。请选择本级或下级。")
    low, high = measure.ages
    if ages:
        low, high = max(low, ages[0]), min(high, ages[1])
    return Asked(ground, scope, measure, period, tree, area, found, lines, sex, (low, high), pushed_only)


def bands(ages: Ages) -> list[Ages]:
    """Return the bands of denominators that make up these ages: an open one, or five years each.

    Empty where no bands do; then there is no denominator.
    """
    every = set(AGE_BANDS.values())
    if ages[1] >= OPEN_END:
        return [(ages[0], OPEN_END)] if (ages[0], OPEN_END) in every else []
    wanted = [(first, first + 4) for first in range(ages[0], ages[1] + 1, 5)]
    return wanted if wanted and wanted[-1][1] == ages[1] and set(wanted) <= every else []


def source_named(code: str) -> str:
    """Return a code of a source of population figures. Raises Mistake for another one."""
    if code not in POPULATION_SOURCE.labels:
        raise Mistake(f"没有代码为 {code} 的人口数来源。")
    return code
