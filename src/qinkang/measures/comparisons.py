"""Figures beside figures: the same months of the year before, and the course of a year by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qinkang.accounts.scope import Scope
from qinkang.kernel.period import Period
from qinkang.measures.figure import Figures, Line
from qinkang.measures.figures import figures, together
from qinkang.measures.measure import Measure


@dataclass(frozen=True)
class Change:
    """One line beside that of the year before.

    Attributes:
        before: None where there is nothing to compare with.
        by: in 百分点 for a rate, in people for a count; None unless both values are there and shown.
    """

    now: Line
    before: Line | None
    by: float | None


def year_on_year(scope: Scope, now: Figures, **asked: Any) -> dict[str | None, Change]:
    """Return the change of each line and of the total (under the area's code) against 同期.

    Args:
        now: the figures; compared with the same months a year earlier.
        asked: what else `figures` was asked with to make them (sex, ages, pushed_only, population).
    """
    before: dict[str | None, Line] = {}
    if now.period.same_last_year.year >= now.measure.since:
        earlier = figures(
            scope, now.measure, period=now.period.same_last_year, area=now.area, tree=now.tree,
            level=now.level, **asked,
        )  # fmt: skip
        if earlier.total.suppressed or earlier.total.numerator:  # else there were no data at all
            before = {line.place: line for line in (*earlier.lines, earlier.total)}
    return {line.place: change(line, before.get(line.place)) for line in (*now.lines, now.total)}


def change(now: Line, before: Line | None) -> Change:
    """Compare two lines."""
    if before is None or before.value is None or now.value is None:
        return Change(now, before, None)
    return Change(now, before, now.value - before.value)


def by_month(
    scope: Scope, measure: Measure, *, period: Period, cumulative: bool = True, **asked: Any
) -> list[tuple[Period, Figures]]:
    """Return the figures of each month of a period, or from its beginning to each month's end.

    A person examined in two months counts in both, but once in what is cumulative; so months do not add
    up to the year, and rates by residents are only meaningful cumulatively.
    """
    months, steps = [], []
    for month in range(period.months):
        year, index = divmod(12 * period.year + period.month - 1 + month, 12)
        one = Period(year, index + 1, 1)
        months.append(one)
        steps.append(Period(period.year, period.month, month + 1) if cumulative else one)
    found = together(scope, [(measure, {**asked, "period": step}) for step in steps])
    return list(zip(months, found, strict=True))
