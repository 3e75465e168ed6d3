"""Which rows get which defect: natural rates, a minimum for each rule, one defect per row at most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from qinkang.sandbox.defects.defect import Defect, Effect, Label, Row, Ways, anyone
from qinkang.sandbox.sheet import Sheet

AT_LEAST = {Effect.FLAG: 6, None: 6}
"""Over all sheets of a data set, for each rule of this effect (None: for each near miss)."""
AT_LEAST_OTHERWISE = 24
MOST_OF_A_SHEET = 0.92
"""Small sheets get fewer than the minimum rather than no clean row at all."""


class Planter:
    """Plants in the sheets of one data set, one after another, and sees that every rule gets its minimum.

    A sheet takes its part of the minimum, and what earlier ones could not take for want of the columns or
    of rows that suit.
    """

    def __init__(self, ways: Sequence[Ways]) -> None:
        self._defects = [way for one in ways for way in one.defects]
        self._near_misses = [way for one in ways for way in one.near_misses]
        self._part = 0.0
        self._placed: Counter[str] = Counter()

    def plant(self, sheet: Sheet, part: float, rng: np.random.Generator) -> tuple[list[Label], list[Label]]:
        """Write defects and near misses into the sheet; return the labels of both, in order of rows.

        Every row carries one planted thing at most. A defect whose columns the sender lacks is left out.

        Args:
            part: how much of the data set's rows the sheet has; those of all sheets add up to 1.
        """
        self._part += part
        jobs = self._jobs(sheet)
        wanted = sum(count for _, count in jobs)
        shrink = min(1.0, MOST_OF_A_SHEET * len(sheet) / max(wanted, 1))
        rows = _Rows(sheet, rng)
        labels = []
        asked, placed = 0.0, 0  # so that small sheets get some of each kind in turn
        # those that suit few rows choose first
        for ways, count in sorted(jobs, key=lambda job: all(way.needs is anyone for way in job[0])):
            asked += count * shrink
            begin = self._placed[_purpose(ways[0])]
            for n in range(begin, begin + int(asked) - placed):
                label = rows.take(ways[n % len(ways)])
                if label:
                    labels.append(label)
                    self._placed[_purpose(ways[0])] += 1
            placed = int(asked)
        labels.sort(key=lambda label: label.row)
        return [one for one in labels if one.effect], [one for one in labels if not one.effect]

    def _jobs(self, sheet: Sheet) -> list[tuple[list[Defect], int]]:
        """The ways to break each rule that this sender has the columns for, and how often to."""
        jobs = []
        for ways in _by_purpose(_possible([*self._defects, *self._near_misses], sheet)):
            least = AT_LEAST.get(ways[0].effect, AT_LEAST_OTHERWISE)
            due = least * self._part - self._placed[_purpose(ways[0])]
            natural = sum(way.rate for way in ways) * len(sheet)
            jobs.append((ways, max(0, round(due), round(natural))))
        return jobs


class _Rows:
    """The rows of a sheet in an order of chance, and which of them are still free."""

    def __init__(self, sheet: Sheet, rng: np.random.Generator) -> None:
        self._sheet = sheet
        self._rng = rng
        self._order = [int(row) for row in rng.permutation(len(sheet)) if not sheet.spared[row]]
        self._taken: set[int] = set()
        self._fitting: dict[int, Iterator[Row]] = {}

    def take(self, way: Defect) -> Label | None:
        """Write into the next free row that suits; None where there is none left."""
        for row in self._fitting.setdefault(id(way), self._suited(way)):
            self._taken.add(row.number)
            way.write(row)
            return Label(row.number, way.rule, way.field, way.effect, way.fields, way.also, way.says)
        return None

    def _suited(self, way: Defect) -> Iterator[Row]:
        for number in self._order:
            if number not in self._taken:
                row = Row(self._sheet, number, self._rng)
                if way.needs(row):
                    yield row


def _purpose(way: Defect) -> str:
    """What is counted together: all ways to break one rule; each near miss on its own."""
    return way.rule if way.effect else f"{way.rule} {way.says}"


def _possible(ways: Iterable[Defect], sheet: Sheet) -> list[Defect]:
    """Those it has the columns for, and whose rule does not speak in every row of it anyway."""
    habits = sheet.spelling.habits
    return [way for way in ways if all(f in sheet.cells for f in way.fields) and way.rule not in habits]


def _by_purpose(ways: Iterable[Defect]) -> list[list[Defect]]:
    groups: dict[str, list[Defect]] = {}
    for way in ways:
        groups.setdefault(_purpose(way), []).append(way)
    return list(groups.values())
