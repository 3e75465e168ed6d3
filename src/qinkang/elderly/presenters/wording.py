"""How numbers of figures are written, everywhere the same: 不足5, 无分母 and — are three different things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qinkang.kernel import clock
from qinkang.measures.cells import SMALL
from qinkang.measures.figure import Line
from qinkang.measures.measure import Measure

NOTHING = "—"
FEW = f"不足{SMALL}"
NO_DENOMINATOR = "无分母"
NOT_REPORTED = "未上报"
MINUS = "−"

NOT_YET = {
    "elderly.managed_rate": "应检未检",
    "elderly.examined_60": "应检未检",
    "elderly.examined_65": "应检未检",
    "elderly.examined_80": "应检未检",
    "elderly.pressure_below": "血压未达标",
    "elderly.glucose_below": "血糖未达标",
    "elderly.contracted_rate": "应签未签",
    "elderly.fulfilled_rate": "履约未做满",
    "elderly.alone_rate": "不是独居",
    **{f"elderly.{name}_{grade}": "其他等级" for name in ("self_care", "assessed") for grade in "1234"},
}
"""What those of the denominator are called who are not in the numerator; counts of all have nobody left."""


@dataclass(frozen=True)
class Crumb:
    """One step of the way to a page; the last has no address."""

    title: str
    address: str = ""


@dataclass(frozen=True)
class Fact:
    """One line of a list of facts."""

    name: str
    says: str


def count(value: float | None) -> str:
    """Write a whole number with its thousands parted."""
    return NOTHING if value is None else f"{value:,.0f}"


def not_yet(measure: Measure) -> str:
    """Return what those are called who are not in the numerator; empty where nobody can be."""
    return NOT_YET.get(measure.code, "")


def value_of(measure: Measure, line: Line) -> str:
    """Write the value of a line with its unit."""
    if line.suppressed:
        return FEW
    if not measure.is_rate:
        return count(line.value)
    return NO_DENOMINATOR if line.value is None else f"{line.value:.1f}%"


def numerator_of(line: Line) -> str:
    """Write a numerator."""
    return FEW if line.suppressed else count(line.numerator)


def denominator_of(measure: Measure, line: Line) -> str:
    """Write a denominator; a count has none."""
    if not measure.is_rate:
        return NOTHING
    if line.denominator is None:
        return FEW if line.suppressed and not measure.from_outside else NO_DENOMINATOR
    return count(line.denominator)


def change(by: float | None, measure: Measure) -> str:
    """Write a change with its sign: in 百分点 for a rate, in people for a count."""
    if by is None:
        return NOTHING
    shown = rounded(by, measure)
    size = f"{abs(shown):,.1f}" if measure.is_rate else f"{abs(shown):,.0f}"
    return f"{'+' if shown > 0 else MINUS if shown < 0 else ''}{size}"


def rounded(by: float, measure: Measure) -> float:
    """Return a change as it is written; what is written as nothing is nothing."""
    return round(by, 1 if measure.is_rate else 0)


def moment(at: datetime | None) -> str:
    """Write a moment as the trade does: 2025-10-31 14:05."""
    return NOTHING if at is None else f"{at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}"
