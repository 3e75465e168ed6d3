"""A year's check-ups, as the columns of the data set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from qinkang.sandbox.check_ups import examination, laboratory, outcome, treatment, visits, vital_signs
from qinkang.sandbox.people import Population
from qinkang.sandbox.seeds import stream
from qinkang.sandbox.texts import Texts, day, number
from qinkang.sandbox.truth import Truth, identity
from qinkang.standards.datasets import HealthCheck

_MAY_SLIP = ("lips", "throat", "hearing", "skin", "sclera", "lymph", "rales", "edema", "diet")
"""Mandatory fields that a clerk now and then leaves empty: a soft flag, nothing worse."""


def drawn(people: Population, year: int, seed: int, until: date) -> Truth:
    """Examine the people of 65 and over, from January to a day."""
    these = visits.in_year(people, year, seed, until)
    blocks = stream(seed, "check-ups", str(year)).spawn(7)
    measured = vital_signs.measured(these, blocks[0])
    lab, analysed = laboratory.written(these, blocks[1])
    columns = (
        _head(these, year)
        | vital_signs.written(these, measured, blocks[2])
        | vital_signs.habits(these, blocks[3])
        | examination.written(these, blocks[4])
        | lab
        | treatment.problems(these, blocks[5])
        | treatment.past_year(these, blocks[5])
        | outcome.written(these, measured, analysed)
    )
    for name in _MAY_SLIP:
        columns[name] = np.where(blocks[6].random(len(these)) < 0.002, "", columns[name])
    return Truth.of(HealthCheck, year, these.people, these.on, columns)


def corrected(columns: Mapping[str, Texts]) -> dict[str, Texts]:
    """Another weight, and the index that follows from it."""
    height, weight = columns["height"].astype(float), columns["weight"].astype(float) + 0.6
    return {"weight": number(weight, 1), "bmi": number(weight / (height / 100) ** 2, 1)}


def _head(these: visits.Visits, year: int) -> dict[str, Texts]:
    return {
        "record_no": number(these.people.number + year * 10_000_000),
        **identity(these.people, HealthCheck),
        "check_date": day(these.on),
        "year": np.full(len(these), str(year), object),
        "org": these.by.name,
        "org_uscc": these.by.uscc,
        "doctor": these.by.doctor,
    }
