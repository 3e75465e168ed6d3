"""How long a contract holds, how it ends, and what is agreed besides services."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qinkang.sandbox.people import Population
from qinkang.sandbox.texts import Texts, day, number, one_of, several, words

_STOPPED = 0.025  # of the living, in a year
_NOTICED = 0.75  # of the dead, whose contract is ended on the day of death


@dataclass(frozen=True)
class Held:
    """How long contracts hold: one entry per contract.

    Attributes:
        end: last day agreed on.
        stopped: day on which it was ended before, not-a-time where it was not.
        last_day: last day on which anything can have been done for the person by now.
        died: whether it ended with the person's death.
        expired: whether it is over by now.
    """

    end: np.ndarray
    stopped: np.ndarray
    last_day: np.ndarray
    died: np.ndarray
    expired: np.ndarray


def held(people: Population, begin: np.ndarray, now: np.datetime64, rng: np.random.Generator) -> Held:
    """Every contract holds for a year; a few are ended before, most of those of the dead among them."""
    following = (begin.astype("datetime64[Y]") + 1).astype("datetime64[D]")
    end = following + (begin - begin.astype("datetime64[Y]")) - 1
    nothing = np.datetime64("NaT")
    gone = people.died <= np.minimum(end, now)
    noticed = gone & (rng.random(len(people)) < _NOTICED)
    some_day = begin + 30 + (rng.random(len(people)) * 300).astype(int)
    left = ~gone & (rng.random(len(people)) < _STOPPED) & (some_day <= now)
    stopped = np.where(noticed, people.died, np.where(left, some_day, nothing))
    last_day = np.minimum(end, now)
    for other in (stopped, people.died):
        last_day = np.where(other < last_day, other, last_day)
    return Held(end, stopped, last_day, noticed, end < now)


def written(
    people: Population, begin: np.ndarray, held: Held, year: int, rng: np.random.Generator
) -> dict[str, Texts]:
    """Give status, kind, groups, packages, fee and signatures as the form has them."""
    count = len(people)
    facts = people.facts
    stopped = ~np.isnat(held.stopped)
    family = rng.random(count) < 0.3
    paid = rng.random(count) < 0.12
    lot = rng.random(count)
    county = people.county.astype(object)
    old = people.age(begin) >= 65
    status = np.where(stopped, "2", np.where(held.expired, "3", np.where(lot < 0.55, "4", "1")))
    reason = one_of(rng, ("1", "2", "3", "4"), count, (35, 15, 10, 40))
    return {
        "contract_no": county + number(people.number + year * 10_000_000),
        "family_no": np.where(family, county + "H" + number(people.number // 3), ""),
        "family_relation": np.where(family, np.where(people.number % 3 == 0, "0", "1"), ""),
        "sign_type": np.where(family, "02", "01").astype(object),
        "sign_date": day(begin - rng.integers(0, 25, count)),
        "years": np.full(count, "1", object),
        "status": status.astype(object),
        "stop_date": day(held.stopped, stopped),
        "stop_reason": np.where(stopped, np.where(held.died, "5", reason), ""),
        "stop_reason_other": words("居民去世", stopped & held.died),
        "team_id": "T" + people.village.astype("U9").astype(object),
        "groups": several({"03": old, "05": facts.hypertension, "06": facts.diabetes}, none="01"),
        "packages": np.where(lot < 0.6, "01,03", "01").astype(object),
        "paid": np.where(paid, "2", "1").astype(object),
        "fee": np.where(paid, number(20 * rng.integers(1, 7, count)), ""),
        "signed_by_resident": np.full(count, "1", object),
        "signed_by_doctor": np.full(count, "1", object),
        "sign_file": "qianyue/" + number(people.number + year * 10_000_000) + ".pdf",
        "channel": one_of(rng, ("1", "2", "3"), count, (86, 6, 8)),
    }
