"""The services agreed on, and what has been done of them."""

from __future__ import annotations

import numpy as np

from qinkang.sandbox.people import Population
from qinkang.sandbox.texts import Texts, code, day, words

_FULFILLED = 0.7  # of all services; of the others less than agreed was done


def written(
    people: Population, begin: np.ndarray, last_day: np.ndarray, rng: np.random.Generator
) -> dict[str, Texts]:
    """Agree on what age and illness ask for; most of it is done by the last day."""
    facts, count = people.facts, len(people)
    old = people.age(begin) >= 65
    everybody = np.ones(count, bool)
    agreed = (
        ("01", 1, old),
        ("02", 1, old),
        ("03", 1, old & (rng.random(count) < 0.8)),
        ("04", 4, everybody),
        ("05", 4, facts.hypertension),
        ("07", 4, facts.hypertension),
        ("08", 4, facts.diabetes),
        ("09", 2, (facts.hypertension | facts.diabetes) & (rng.random(count) < 0.5)),
    )
    columns: dict[str, Texts] = {}
    place = np.zeros(count, int)
    empty = np.full(count, "", object)
    for position in range(1, len(agreed) + 1):
        for name in ("item_code", "due_n", "done_n", "last_done_at"):
            columns[f"items_{position}_{name}"] = empty.copy()
    days = (last_day - begin).astype(int)
    for item, due, wanted in agreed:
        fulfilled = (rng.random(count) < _FULFILLED) & (days > 20)
        done = np.where(fulfilled, due, rng.integers(0, due, count))
        done = np.where(days > 0, done, 0)
        served = begin + (days * (0.5 + 0.5 * rng.random(count))).astype(int)
        place = place + wanted
        for position in range(1, len(agreed) + 1):
            here = wanted & (place == position)
            values = {
                "item_code": words(item, here),
                "due_n": code(np.full(count, due), here),
                "done_n": code(done, here),
                "last_done_at": day(served, here & (done > 0)),
            }
            for name, column in values.items():
                columns[f"items_{position}_{name}"] = np.where(
                    here, column, columns[f"items_{position}_{name}"]
                )
    return columns
