"""The contracts that begin in a year, as the columns of the data set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from qinkang.sandbox.contracts import services, terms
from qinkang.sandbox.institutions import serving
from qinkang.sandbox.people import Population
from qinkang.sandbox.seeds import stream
from qinkang.sandbox.texts import Texts, day
from qinkang.sandbox.truth import Truth, identity
from qinkang.standards.datasets import Contract

SHARE_OLD, SHARE_YOUNGER = 0.68, 0.40  # of those of 65 and over, and of those of 60 to 64
_AGE = 60
_RENEWED = 0.9  # of those who sign at all, in any one year


def drawn(people: Population, year: int, seed: int, until: date) -> Truth:
    """Let people sign for a year, each always in the same season, so that contracts follow one another."""
    rng = stream(seed, "contracts", str(year))
    begin = _begin(people, year)
    last = min(np.datetime64(until), np.datetime64(f"{year}-12-31"))
    willing = _lot(people, 1) < np.where(people.age(begin) >= 65, SHARE_OLD, SHARE_YOUNGER) / _RENEWED
    chosen = np.flatnonzero(
        (people.age(begin) >= _AGE)
        & people.alive(begin + 1)
        & (begin + 40 <= last)
        & willing
        & (rng.random(len(people)) < _RENEWED)
    )
    these, begin = people.where(chosen), begin[chosen]
    by = serving(these, seed, rng)
    held = terms.held(these, begin, last, rng)
    columns = (
        identity(these, Contract)
        | {
            "begin_date": day(begin),
            "end_date": day(held.end),
            "org": by.name,
            "org_uscc": by.uscc,
            "doctor": by.doctor,
            "team": by.name + by.doctor + "家庭医生团队",
        }
        | terms.written(these, begin, held, year, rng)
        | services.written(these, begin, held.last_day, rng)
    )
    return Truth.of(Contract, year, these, begin, columns)


def corrected(columns: Mapping[str, Texts]) -> dict[str, Texts]:
    """It was signed by telephone, not at the counter; or the other way round."""
    return {"channel": np.where(columns["channel"] == "2", "1", "2").astype(object)}


def _begin(people: Population, year: int) -> np.ndarray:
    """The day on which a person's contracts begin: for most the new year, else some day up to June."""
    offset = np.where(_lot(people, 2) < 0.6, 0, (_lot(people, 3) * 170).astype(int))
    return np.datetime64(f"{year}-01-01") + offset


def _lot(people: Population, purpose: int) -> np.ndarray:
    """A number from 0 to 1 that is a person's own, whoever else is drawn beside."""
    mixed = (
        people.number.astype(np.uint64) * np.uint64(2_654_435_761) + np.uint64(purpose * 40_503_001)
    ) % np.uint64(2**32)
    mixed = (mixed ^ (mixed >> np.uint64(15))) * np.uint64(2_246_822_519) % np.uint64(2**32)
    return mixed.astype(float) / 2**32
