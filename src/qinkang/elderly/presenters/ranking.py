"""The ranked table of an overview: each place with its value, its change, and the sentence to copy."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.urls import reverse

from qinkang.elderly.asking import Asking
from qinkang.elderly.presenters.wording import (
    NOT_REPORTED,
    NOTHING,
    change,
    denominator_of,
    numerator_of,
    rounded,
    value_of,
)
from qinkang.elderly.reach import Reach
from qinkang.measures.comparisons import Change
from qinkang.measures.figure import Figures, Line
from qinkang.measures.lists import Which
from qinkang.measures.measure import Better
from qinkang.measures.place import Level


@dataclass(frozen=True)
class Bar:
    """A value as a bar of 100, with a tick at its target."""

    value: float
    target: float | None
    says: str


@dataclass(frozen=True)
class Row:
    """One line of the ranking."""

    rank: str
    name: str
    address: str
    value: str
    bar: Bar | None
    numerator: str
    numerator_address: str
    denominator: str
    change: str
    silent: bool
    better: str
    sentence: str


class Ranking:
    """The lines of a figure in one area. `silent` are the places from which nothing was reported."""

    def __init__(
        self, figures: Figures, reach: Reach, asking: Asking, silent: Collection[str | None]
    ) -> None:
        self._figures, self._reach, self._asking, self._silent = figures, reach, asking, silent
        self._area, self._level = figures.area, figures.level

    def _cases(self, area: str) -> str:
        address = reverse("elderly:cases", args=[area])
        return self._asking.at(address, which=str(Which.NUMERATOR))

    def sentence(self, line: Line) -> str:
        """A sentence names the reader's part of the province as they know it."""
        sentence = self._figures.sentence(line)
        return (
            sentence
            if self._reach.whole or line is not self._figures.total
            else sentence.replace(line.name, self._reach.name(self._area), 1)
        )

    def rows(self, changes: Mapping[str | None, Change]) -> list[Row]:
        """Return the lines below the area, ranked ones first, those that did not report last."""
        lines = [line for line in self._figures.lines if line.place != self._area]
        most = max((line.value or 0 for line in lines), default=0)
        better = self._figures.measure.better

        def order(line: Line) -> tuple[bool, bool, int, float]:
            value = line.value if line.value is not None else -1.0
            return (
                line.place in self._silent,
                line.rank is None,
                line.rank or 0,
                value if better is Better.LOWER else -value,
            )

        return [self.row(line, changes.get(line.place), most) for line in sorted(lines, key=order)]

    def row(self, line: Line, against: Change | None, most: float) -> Row:
        """Return one line; `most` is the greatest value, by which the bars of counts are drawn."""
        measure = self._figures.measure
        silent = line.place in self._silent
        by = against.by if against and against.by is not None and not silent else None
        shown = by and rounded(by, measure)
        good = (
            shown
            and (shown > 0) == (measure.better is Better.HIGHER)
            and measure.better is not Better.NEITHER
        )
        bad = shown and not good and measure.better is not Better.NEITHER
        opens = line.place is not None and self._reach.holds(line.place) and line.place != self._area
        address = self._asking.at(reverse("elderly:area", args=[line.place])) if opens else ""
        listed = self._cases(line.place) if opens else ""
        return Row(
            rank="" if silent else str(line.rank or ""),
            name=self._reach.name(line.place) if line.place else line.name,
            address=address if self._level is not Level.TOWNSHIP else listed,
            value=NOT_REPORTED if silent else value_of(measure, line).rstrip("%"),
            bar=None if silent else self._bar(line, most),
            numerator=NOTHING if silent else numerator_of(line),
            numerator_address=listed if line.numerator else "",
            denominator=denominator_of(measure, line),
            change=change(by, measure),
            silent=silent,
            better="good" if good else "bad" if bad else "",
            sentence=self.sentence(line),
        )

    def _bar(self, line: Line, most: float) -> Bar | None:
        measure = self._figures.measure
        if line.value is None or not most:
            return None
        full = 100 if measure.is_rate else most
        target = line.target if measure.is_rate else None
        told = value_of(measure, line) + ("" if target is None else f"，目标 {target:g}%")
        return Bar(min(100.0, 100 * line.value / full), target, told)
