"""A year's records of basic information, as the columns of the data set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from qinkang.sandbox.basic_information import history, household, social
from qinkang.sandbox.institutions import serving
from qinkang.sandbox.people import Population
from qinkang.sandbox.seeds import stream
from qinkang.sandbox.texts import Texts, day
from qinkang.sandbox.truth import Truth, identity
from qinkang.standards.datasets import Person

_MAY_SLIP = ("abo", "rh", "education", "occupation", "exposure", "fam_siblings", "fam_children")
"""Mandatory fields that a clerk now and then leaves empty: a soft flag, nothing worse."""
_DIGITS = 100_000


def drawn(people: Population, year: int, seed: int, until: date) -> Truth:
    """Tell of everybody of 60 and over who lived when the year began, updated on some day of it."""
    first, last = np.datetime64(f"{year}-01-01"), min(np.datetime64(until), np.datetime64(f"{year}-12-31"))
    sixty = _birthday(people.born, 60)
    chosen = people.where(people.alive(first) & (sixty <= last))
    blocks = stream(seed, "basic information", str(year)).spawn(5)
    span = int((last - first).astype(int)) + 1
    on = np.maximum(first + blocks[0].integers(0, span, len(chosen)), _birthday(chosen.born, 60))
    columns = (
        identity(chosen, Person)
        | {"as_of": day(on)}
        | social.written(chosen, blocks[1])
        | history.written(chosen, on, blocks[2])
        | household.written(chosen, on, blocks[3])
        | _archive(chosen, on, seed, blocks[4])
    )
    for name in _MAY_SLIP:
        columns[name] = np.where(blocks[4].random(len(chosen)) < 0.003, "", columns[name])
    return Truth.of(Person, year, chosen, on, columns)


def corrected(columns: Mapping[str, Texts]) -> dict[str, Texts]:
    """Other water, now that the pipe has come; or a well where there was one already."""
    return {"water": np.where(columns["water"] == "1", "3", "1").astype(object)}


def _archive(people: Population, on: np.ndarray, seed: int, rng: np.random.Generator) -> dict[str, Texts]:
    by = serving(people, seed, rng)
    made = on - rng.integers(0, 4000, len(people))
    return {
        "record_org": by.name,
        "record_org_uscc": by.uscc,
        "record_date": day(np.maximum(made, np.datetime64("2009-10-01"))),
        "doctor": by.doctor,
        "phr_no": people.village + np.char.mod("%05d", people.number % _DIGITS).astype(object),
    }


def _birthday(born: np.ndarray, years: int) -> np.ndarray:
    """The day on which each is so many years old; of those born on 29 February, 1 March."""
    months = born.astype("datetime64[M]")
    first = (months + 12 * years).astype("datetime64[D]")
    return first + (born - months.astype("datetime64[D]"))
