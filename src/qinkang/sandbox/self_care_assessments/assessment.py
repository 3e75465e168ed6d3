"""A year's self-care assessments, as the columns of the data set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import product

import numpy as np

from qinkang.sandbox.check_ups import visits
from qinkang.sandbox.people import Population
from qinkang.sandbox.seeds import stream
from qinkang.sandbox.texts import Texts, code, day, number
from qinkang.sandbox.truth import Truth, identity
from qinkang.standards.datasets import SelfCare

ITEMS = ("meal", "wash", "dress", "toilet", "activity")
_POINTS = ((0, 0, 3, 5), (0, 1, 3, 7), (0, 0, 3, 5), (0, 1, 5, 10), (0, 1, 5, 10))
"""Of each item, the points of the levels 1 to 4, as printed on the form."""
_ENDS = (3, 8, 18, 37)  # highest total of each grade
_ASSESSED = 0.9  # of those examined
_WITHIN = 10  # days after the check-up
_WHOLLY_WELL = 0.94  # of those who care for themselves: no point at all


def drawn(people: Population, year: int, seed: int, until: date) -> Truth:
    """Assess most of those who are examined, on the day of the check-up or soon after."""
    these = visits.in_year(people, year, seed, until)
    rng = stream(seed, "self-care", str(year))
    on = these.on + np.where(rng.random(len(these)) < 0.7, 0, rng.integers(1, _WITHIN + 1, len(these)))
    last = min(np.datetime64(until), np.datetime64(f"{year}-12-31"))
    lives = these.people.alive(on) & ~these.people.claimed
    chosen = np.flatnonzero(lives & (on <= last) & (rng.random(len(these)) < _ASSESSED))
    assessed, on = these.people.where(chosen), on[chosen]
    levels = _levels(assessed.facts.selfcare, rng)
    points = np.stack([np.array(_POINTS[item])[levels[:, item] - 1] for item in range(len(ITEMS))], axis=1)
    total = points.sum(axis=1)
    columns = identity(assessed, SelfCare) | {
        "record_no": number(assessed.number + year * 10_000_000),
        "assess_date": day(on),
        "org": these.by.name[chosen],
        "org_uscc": these.by.uscc[chosen],
        "assessor": these.by.doctor[chosen],
        "total": code(total),
        "grade": code(1 + np.searchsorted(_ENDS[:-1], total)),
        "next_assess_date": day(on + 365),
    }
    for item, name in enumerate(ITEMS):
        columns[f"{name}_level"] = code(levels[:, item])
        columns[f"{name}_score"] = code(points[:, item])
    return Truth.of(SelfCare, year, assessed, on, columns)


def corrected(columns: Mapping[str, Texts]) -> dict[str, Texts]:
    """The next assessment is to be half a year later."""
    return {"next_assess_date": day(columns["assess_date"].astype("datetime64[D]") + 182)}


def _levels(grade: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Levels of the five items whose points add up to a total of the grade; one row per person.

    A level 2 without a point of its own is not ticked; whoever lies in bed is helped with something else too.
    """
    ways = np.array(list(product((1, 3, 4), (1, 2, 3, 4), (1, 3, 4), (1, 2, 3, 4), (1, 2, 3, 4))))
    total = sum(np.array(_POINTS[item])[ways[:, item] - 1] for item in range(len(ITEMS)))
    likely = ~((ways[:, 4] == 4) & (ways[:, :4] == 1).all(axis=1))
    levels = np.ones((len(grade), len(ITEMS)), int)
    for one in range(1, 5):
        lowest = 0 if one == 1 else _ENDS[one - 2] + 1
        fitting = ways[likely & (total >= lowest) & (total <= _ENDS[one - 1])]
        those = np.flatnonzero(grade == one)
        levels[those] = fitting[rng.integers(0, len(fitting), len(those))]
    levels[(grade == 1) & (rng.random(len(grade)) < _WHOLLY_WELL)] = 1
    return levels
