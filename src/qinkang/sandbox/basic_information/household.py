"""House, living arrangement, hardship, and whether the person lives."""

from __future__ import annotations

import numpy as np

from qinkang.sandbox.people import Population, full_years
from qinkang.sandbox.texts import Texts, one_of, several

_GREAT_AGE, _CENTENARIAN = 80, 100


def written(people: Population, on: np.ndarray, rng: np.random.Generator) -> dict[str, Texts]:
    """The columns from 厨房排风设施 to 生存状态."""
    count, facts = len(people), people.facts
    age = full_years(people.born, on)
    lot = rng.random(count)
    tags = {
        "1": lot < 0.05,
        "2": (lot > 0.99) & (facts.marital == 10),
        "3": age >= _GREAT_AGE,
        "4": facts.selfcare >= 3,
        "5": (lot > 0.5) & (lot < 0.504),
        "6": facts.left_behind,
        "7": facts.empty_nest,
        "8": age >= _CENTENARIAN,
    }
    return {
        "kitchen_vent": one_of(rng, ("1", "2", "3", "4"), count, (12, 48, 10, 30)),
        "fuel": one_of(rng, ("1", "2", "3", "4", "5"), count, (16, 14, 45, 1, 24)),
        "water": one_of(rng, ("1", "2", "3", "5"), count, (88, 2, 9, 1)),
        "toilet": one_of(rng, ("1", "2", "3", "4", "5"), count, (30, 20, 38, 2, 10)),
        "livestock": one_of(rng, ("1", "2", "3", "4"), count, (78, 18, 0.5, 3.5)),
        "living_arrangement": np.char.mod("%02d", facts.living).astype(object),
        "special_tags": several(tags),
        "life_status": np.where(people.alive(on), "1", "2").astype(object),
    }
