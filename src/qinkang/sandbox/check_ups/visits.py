"""Who is examined in a year, on which day, where and by whom."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from qinkang.sandbox.institutions import Serving, serving
from qinkang.sandbox.people import AS_OF, COUNTIES, Population
from qinkang.sandbox.seeds import stream

# spring after the new year's festival and autumn after the harvest are the seasons of check-ups
_MONTHS = np.array((0.4, 0.5, 1.4, 1.6, 1.5, 0.9, 0.7, 0.8, 1.3, 1.2, 0.9, 0.5))
_HOLIDAYS = ("01-01", "05-01", "05-02", "05-05", *(f"10-{day:02d}" for day in range(1, 8)))


@dataclass(frozen=True)
class Visits:
    """One entry per check-up.

    Attributes:
        people: those examined, in the order of the visits.
        on: the day, datetime64[D]; age: full years on that day.
        by: where and by whom.
    """

    people: Population
    on: np.ndarray
    age: np.ndarray
    by: Serving

    def __len__(self) -> int:
        return len(self.on)


def management_rates(seed: int) -> dict[str, float]:
    """The share of people aged 65 and over examined in a year, by county: 55 to 78 %."""
    drawn = 0.55 + 0.23 * stream(seed, "management").beta(1.5, 1.6, len(COUNTIES))
    return dict(zip(COUNTIES, drawn, strict=True))


def in_year(population: Population, year: int, seed: int, until: date) -> Visits:
    """The visits of one year up to a day: people of 65 and over, on working days, in their township.

    In the last year there are some after death that never took place.
    """
    rng = stream(seed, "visits", str(year))
    rates = management_rates(seed)
    days = _working_days(year, until)
    weights = _MONTHS[days.astype("datetime64[M]").astype(int) % 12]
    on = rng.choice(days, len(population), p=weights / weights.sum())
    age = population.age(on)
    rate = np.array([rates[code] for code in population.county])
    on = np.where(population.claimed, _claimed(population.died, days, rng), on)
    those = (rng.random(len(population)) < rate) & population.alive(on)
    if year == AS_OF.year:
        those |= population.claimed
    chosen = np.flatnonzero((age >= 65) & those)
    chosen = chosen[np.lexsort((chosen, on[chosen]))]
    people = population.where(chosen)
    return Visits(people, on[chosen], age[chosen], serving(people, seed, rng))


def _claimed(died: np.ndarray, days: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Working days after death: of half of them soon, of the others after months."""
    soon, late = rng.integers(8, 80, len(died)), rng.integers(91, 106, len(died))
    wanted = np.where(np.isnat(died), days[0], died) + np.where(rng.random(len(died)) < 0.5, soon, late)
    return days[np.minimum(np.searchsorted(days, wanted), len(days) - 1)]


def _working_days(year: int, until: date) -> np.ndarray:
    last = min(np.datetime64(until), np.datetime64(f"{year}-12-31"))
    days = np.arange(np.datetime64(f"{year}-01-01"), last + 1)
    holidays = np.array([f"{year}-{day}" for day in _HOLIDAYS], "datetime64[D]")
    return days[np.is_busday(days, holidays=holidays)]
