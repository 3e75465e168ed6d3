"""What is asked of the file, turned into conditions: whose rows, which period, area, sex and ages."""

# ruff: noqa: S608  names in statements are of our own declarations, values are checked in `asked`

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from qinkang.accounts.scope import Scope
from qinkang.kernel.area import PROVINCE
from qinkang.kernel.period import Period
from qinkang.measures.building.tables import latest
from qinkang.measures.measure import Measure
from qinkang.measures.place import COLUMNS, Level, Tree
from qinkang.mistake import Mistake
from qinkang.standards.codes.population import AGE_BANDS, OPEN_END, POPULATION_SOURCE

Ages = tuple[int, int]


@dataclass(frozen=True)
class Asked:
    """One question, with its area found in the file.

    Attributes:
        area: code of the area or report unit, that of the province for all.
        found: the level on which the area stands.
        level: the level of the lines.
        ages: those of the measure, narrowed to what was wished.
    """

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
    def source(self) -> str:
        """The rows that speak, one for each person: of a whole year as kept, else worked out."""
        kept = self.measure.source
        if str(self.period) == str(self.period.year) and not self.pushed_only:
            return f"(SELECT * FROM {kept.name}_year WHERE year = {self.period.year})"
        days = f"happened_on BETWEEN DATE '{self.period.first_day}' AND DATE '{self.period.last_day}'"
        return f"({latest(kept, days + (' AND pushed' if self.pushed_only else ''))})"

    @property
    def seen(self) -> str:
        """The condition that a row may be seen in the scope: the area filter of every query."""
        units = ", ".join(map(str, self.scope.units))
        return f"seen IN (SELECT seen FROM seen WHERE list_has_any(scope, [{units}]::INTEGER[]))"

    @property
    def here(self) -> str:
        """The condition that a row counts in the area; in the whole province also where nobody knows."""
        return "true" if self.found is Level.PROVINCE else f"{COLUMNS[self.tree, self.found]} = '{self.area}'"

    def who(self, age: str) -> str:
        """The condition on sex and age."""
        asked = [f"{age} BETWEEN {self.ages[0]} AND {self.ages[1]}"]
        if self.sex:
            asked.append(f"sex = '{self.sex}'")
        return " AND ".join(asked)


def asked(
    cursor: duckdb.DuckDBPyConnection,
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
    place = cursor.execute(
        "SELECT level FROM place WHERE tree = ? AND code = ?", [str(tree), area]
    ).fetchone()
    if place is None:
        raise Mistake(f"没有代码为 {area} 的{'填报单位' if tree is Tree.REPORT else '行政区划'}。")
    if sex not in (None, "1", "2"):
        raise Mistake("性别只能选男、女或不分性别。")
    if not scope.units:
        raise Mistake("没有可以查看的范围。")
    found = Level(place[0])
    lines = level or found
    order = list(Level)
    if order.index(lines) < order.index(found) or (tree, lines) not in COLUMNS:
        raise Mistake("所选层级不能展开到这一级。请选择本级或下级。")
    low, high = measure.ages
    if ages:
        low, high = max(low, ages[0]), min(high, ages[1])
    return Asked(scope, measure, period, tree, area, found, lines, sex, (low, high), pushed_only)


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
