"""A year's enquiries into living arrangements, as the columns of the data set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from qinkang.sandbox.institutions import credit_code
from qinkang.sandbox.people import COUNTIES, Population, places
from qinkang.sandbox.seeds import stream
from qinkang.sandbox.texts import Texts, code, day, one_of
from qinkang.sandbox.truth import Truth, identity
from qinkang.standards.datasets import Living

_ASKED = 0.5  # share of people who are asked within a year
_ALONE, _SPOUSE, _CHILDREN, _HOME = 1, 2, 3, 8


def drawn(people: Population, year: int, seed: int, until: date) -> Truth:
    """Ask half of those of 60 and over, each on some day of the year."""
    first, last = np.datetime64(f"{year}-01-01"), min(np.datetime64(until), np.datetime64(f"{year}-12-31"))
    rng = stream(seed, "living arrangements", str(year))
    on = first + rng.integers(0, int((last - first).astype(int)) + 1, len(people))
    chosen = np.flatnonzero((people.age(on) >= 60) & people.alive(on) & (rng.random(len(people)) < _ASKED))
    these, on = people.where(chosen), on[chosen]
    living, count = these.facts.living, len(chosen)
    together = np.select(
        (living == _ALONE, living == _SPOUSE, living == _HOME), (0, 1, 0), rng.integers(1, 6, count)
    )
    visited = (living == _ALONE) | ((living == _SPOUSE) & (rng.random(count) < 0.2))
    columns = identity(these, Living) | {
        "as_of": day(on),
        "living_arrangement": np.char.mod("%02d", living).astype(object),
        "cohabit_n": code(together),
        "empty_nest": _yes(these.facts.empty_nest),
        "left_behind": _yes(these.facts.left_behind),
        "institution_uscc": np.where(living == _HOME, _homes(these), ""),
        "caregiver_rel": _caregivers(these, rng),
        "monthly_visit": np.where(visited, one_of(rng, ("1", "2"), count, (85, 15)), ""),
        "report_org": _villages(these),
    }
    return Truth.of(Living, year, these, on, columns)


def corrected(columns: Mapping[str, Texts]) -> dict[str, Texts]:
    """The children work elsewhere after all; or no longer."""
    return {"left_behind": np.where(columns["left_behind"] == "1", "2", "1").astype(object)}


def _yes(flag: np.ndarray) -> Texts:
    return np.where(flag, "1", "2").astype(object)


def _homes(people: Population) -> Texts:
    """The credit code of one home for the aged in each county."""
    codes = {county: credit_code(county, 47_000_000 + int(county[2:])) for county in COUNTIES}
    return np.array([codes[county] for county in people.county], object)


def _caregivers(people: Population, rng: np.random.Generator) -> Texts:
    """Spouse, son or daughter for those who need care; nobody for the others."""
    facts = people.facts
    child = one_of(rng, ("2", "3", "8"), len(people), (48, 40, 12))
    who = np.where(facts.living == _SPOUSE, "1", np.where(facts.living == _HOME, "8", child))
    return np.where(facts.selfcare >= 2, who, "").astype(object)


def _villages(people: Population) -> Texts:
    """The committee of each village or neighbourhood, named after its township."""
    townships, which = np.unique(people.village.astype("U9"), return_inverse=True)
    named = np.array([f"{COUNTIES[one[:6]].name}{places.township_name(one)}" for one in townships], object)
    return named[which] + np.array(
        [f"第{int(village[9:])}村（居）委会" for village in people.village], object
    )
