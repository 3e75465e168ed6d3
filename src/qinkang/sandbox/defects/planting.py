"""Which rows get which defect: natural rates, a minimum for each rule, one defect per row at most."""

from collections.abc import Callable, Iterable

import numpy as np

from qinkang.sandbox.defects.defect import DEFECTS, NEAR_MISSES, Defect, Effect, Label, Row, anyone
from qinkang.sandbox.sheet import Sheet

AT_LEAST = {Effect.FLAG: 2, None: 2}
"""Per sheet, for each rule of this effect (None: for each near miss)."""
AT_LEAST_OTHERWISE = 6
MOST_OF_A_SHEET = 0.92
"""Small sheets get fewer than the minimum rather than no clean row at all."""


def plant(sheet: Sheet, rng: np.random.Generator) -> tuple[list[Label], list[Label]]:
    """Write defects and near misses into the sheet; returns the labels of both, in order of rows.

    Every row carries one planted thing at most. A defect whose columns the sender lacks is left out.
    """
    free = [int(row) for row in rng.permutation(len(sheet))]
    jobs = _jobs(sheet)
    wanted = sum(count for _, count in jobs)
    shrink = min(1.0, MOST_OF_A_SHEET * len(sheet) / max(wanted, 1))
    labels = []
    asked, placed = 0.0, 0  # so that small sheets get some of each kind in turn
    # those that suit few rows choose first
    for ways, count in sorted(jobs, key=lambda job: all(way.needs is anyone for way in job[0])):
        asked += count * shrink
        for n in range(int(asked) - placed):
            label = _place(ways[n % len(ways)], sheet, free, rng)
            if label:
                labels.append(label)
        placed = int(asked)
    labels.sort(key=lambda label: label.row)
    return [one for one in labels if one.effect], [one for one in labels if not one.effect]


def _jobs(sheet: Sheet) -> list[tuple[list[Defect], int]]:
    """The ways to break each rule that this sender has the columns for, and how often to."""
    jobs = []
    for ways in _by(lambda way: way.rule, _possible(DEFECTS, sheet)):
        least = AT_LEAST.get(ways[0].effect, AT_LEAST_OTHERWISE)
        natural = sum(way.rate for way in ways) * len(sheet)
        jobs.append((ways, max(least, round(natural))))
    jobs += [([way], AT_LEAST[None]) for way in _possible(NEAR_MISSES, sheet)]
    return jobs


def _possible(ways: Iterable[Defect], sheet: Sheet) -> list[Defect]:
    return [way for way in ways if all(field in sheet.cells for field in way.fields)]


def _by(key: Callable[[Defect], str], ways: Iterable[Defect]) -> list[list[Defect]]:
    groups: dict[str, list[Defect]] = {}
    for way in ways:
        groups.setdefault(key(way), []).append(way)
    return list(groups.values())


def _place(way: Defect, sheet: Sheet, free: list[int], rng: np.random.Generator) -> Label | None:
    """Write into the next free row that suits, and take that row off the list."""
    for place, number in enumerate(free):
        row = Row(sheet, number, rng)
        if way.needs(row):
            del free[place]
            way.write(row)
            return Label(number, way.rule, way.field, way.effect, way.fields, way.also, way.says)
    return None
