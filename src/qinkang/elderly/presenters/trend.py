"""The course of a year, month by month, as a drawing and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from qinkang.accounts.scope import Scope
from qinkang.elderly.asking import Asking
from qinkang.elderly.presenters.wording import denominator_of, numerator_of, value_of
from qinkang.kernel.period import Period
from qinkang.measures.comparisons import by_month
from qinkang.measures.targets import with_targets

WIDTH, HEIGHT = 640, 210
LEFT, RIGHT, TOP, BOTTOM = 52, 16, 14, 26
TICKS = 4


@dataclass(frozen=True)
class Point:
    """One month: where it stands, and what it says."""

    x: float
    y: float
    month: str
    value: str
    numerator: str
    denominator: str


@dataclass(frozen=True)
class Tick:
    """One line across the drawing."""

    y: float
    says: str


class Trend:
    """From the beginning of the year to each month's end."""

    width, height, left, right, bottom = WIDTH, HEIGHT, LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM

    def __init__(self, scope: Scope, area: str, asking: Asking, today: date) -> None:
        measure, year = asking.measure, asking.period.year
        months = min(12, today.month) if year == today.year else 12
        found = by_month(scope, measure, period=Period(year, 1, months), area=area, **asking.narrowed)
        self.title = f"{year}年{'各月末' if measure.source.lasting else '逐月累计'}{measure.title}"
        self.unit = measure.unit
        self.is_rate = measure.is_rate
        values = [figure.total.value for _, figure in found]
        target = with_targets(found[-1][1]).total.target
        top = _round_up(max([value for value in values if value is not None] + [target or 0.0, 1.0]))
        self.ticks = [
            Tick(_height(top * step / TICKS, top), f"{top * step / TICKS:,.4g}") for step in range(TICKS + 1)
        ]
        self.target = Tick(_height(target, top), f"目标 {target:g}{measure.unit}") if target else None
        self.points = []
        self.rows = []
        for (period, figure), value in zip(found, values, strict=True):
            total = figure.total
            told = Point(
                round(LEFT + (WIDTH - LEFT - RIGHT) * (period.month - 0.5) / 12, 1),
                _height(value or 0.0, top),
                f"{period.month}月",
                value_of(measure, total),
                numerator_of(total),
                denominator_of(measure, total),
            )
            self.rows.append(told)
            if value is not None:
                self.points.append(told)
        self.line = " ".join(f"{point.x},{point.y}" for point in self.points)
        self.months = [
            (round(LEFT + (WIDTH - LEFT - RIGHT) * (month - 0.5) / 12, 1), f"{month}月")
            for month in range(1, 13)
        ]


def _height(value: float, top: float) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top, 1)


def _round_up(value: float) -> float:
    """The next number that four steps divide into round ones."""
    size = 10 ** floor(log10(value))
    return (
        float(next(size * one for one in (1, 2, 4, 6, 8, 10) if size * one >= value))
        if value > 0
        else float(ceil(value))
    )
