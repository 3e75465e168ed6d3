"""A year's check-ups, as the columns of the data set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from qinkang.sandbox.check_ups import examination, laboratory, outcome, treatment, visits, vital_signs
from qinkang.sandbox.check_ups.texts import Texts, day, number
from qinkang.sandbox.people import AS_OF, Population
from qinkang.sandbox.seeds import stream
from qinkang.standards.datasets import HealthCheck
from qinkang.standards.envelope import ENVELOPE

ON_FORM = tuple(name for name in HealthCheck.columns if name not in ENVELOPE)
"""Every column of the form, in its order; what the envelope adds is each sender's affair."""

_MAY_SLIP = ("lips", "throat", "hearing", "skin", "sclera", "lymph", "rales", "edema", "diet")
"""Mandatory fields that a clerk now and then leaves empty: a soft flag, nothing worse."""


@dataclass(frozen=True)
class CheckUps:
    """The check-ups of one year, all true and complete as far as a form goes.

    Attributes:
        visits: who, when, where.
        columns: every column of the form by name, as plain text: codes, several of
            them parted by commas, ISO dates and months, "" for nothing.
    """

    visits: visits.Visits
    columns: dict[str, Texts]

    @classmethod
    def of(cls, population: Population, *, year: int = 2025, seed: int = 1, until: date = AS_OF) -> CheckUps:
        """Examine the people of 65 and over of a population, from January to a day.

        The result depends on who is in the population: a county drawn alone differs from the same
        county drawn with its city.
        """
        these = visits.in_year(population, year, seed, until)
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
        nothing = np.full(len(these), "", object)
        return cls(these, {name: columns.get(name, nothing).astype(object) for name in ON_FORM})

    def __len__(self) -> int:
        return len(self.visits)


def _head(these: visits.Visits, year: int) -> dict[str, Texts]:
    people = these.people
    where = [these.institutions[i] for i in these.institution]
    doctors = zip(where, these.doctor, strict=True)
    count = len(these)
    return {
        "record_no": number(people.number + year * 10_000_000),
        "name": people.name,
        "id_type": np.full(count, "01", object),
        "id_no": people.id_no,
        "sex": people.sex,
        "birth_date": day(people.born),
        "phone": people.phone,
        "live_addr": people.address,
        "live_region": people.village,
        "check_date": day(these.on),
        "year": np.full(count, str(year), object),
        "org": np.array([i.name for i in where], object),
        "org_uscc": np.array([i.uscc for i in where], object),
        "doctor": np.array([i.doctors[n] for i, n in doctors], object),
    }
