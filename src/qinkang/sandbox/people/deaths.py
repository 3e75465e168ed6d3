"""Who of the invented people died lately, and when."""

from datetime import date

import numpy as np

SINCE = date(2024, 1, 1)
"""Nobody drawn died before: the population is everybody who lived on this day."""

# age from: men, women; ‰ a year, Gompertz fitted to the province's expectation of life (modelled)
_YEARLY = {60: (13.0, 7.5), 65: (20.8, 13.0), 70: (33.5, 22.3), 75: (53.8, 38.2), 80: (86.5, 65.5), 85: (139, 112),
           90: (224, 193), 95: (360, 331)}  # fmt: skip
CLAIMED_FROM, CLAIMED_UNTIL = date(2025, 1, 1), date(2025, 7, 15)
CLAIMED, CLAIMED_AT_LEAST = 0.0014, 64  # share of everybody: some 0.3 % of those who are examined
_WINTER = (12, 1, 2)
_MORE_IN_WINTER = 1.25


def drawn(age: np.ndarray, sex: np.ndarray, until: date, rng: np.random.Generator) -> np.ndarray:
    """The day of death (datetime64[D]) of each, not-a-time for the living; more die in winter."""
    days = np.arange(np.datetime64(SINCE), np.datetime64(until) + 1)
    winter = np.isin(days.astype("datetime64[M]").astype(int) % 12 + 1, _WINTER)
    weights = np.where(winter, _MORE_IN_WINTER, 1.0)
    on = rng.choice(days, len(age), p=weights / weights.sum())
    band = np.searchsorted(list(_YEARLY), age, side="right") - 1
    men, women = (np.array(rates) / 1000 for rates in zip(*_YEARLY.values(), strict=True))
    rate = np.where(sex == "1", men[band], women[band])
    dies = rng.random(len(age)) < 1 - np.exp(-rate * len(days) / 365.25)
    return np.where(dies, on, np.datetime64("NaT"))


def claimed(died: np.ndarray, age: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Of whom a check-up is claimed after death: so many, or as many as died early enough in the year."""
    first, last = np.datetime64(CLAIMED_FROM), np.datetime64(CLAIMED_UNTIL)
    possible = np.flatnonzero((died >= first) & (died <= last) & (age >= 67))
    count = min(len(possible), max(CLAIMED_AT_LEAST, round(len(died) * CLAIMED)))
    chosen = np.zeros(len(died), bool)
    chosen[rng.choice(possible, count, replace=False)] = True
    return chosen
