"""What is true of the invented people in the terms of one data set, before any sender spoils it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from qinkang.sandbox.people import Population, full_years
from qinkang.sandbox.texts import Texts, day
from qinkang.standards.dataset import Dataset
from qinkang.standards.envelope import ENVELOPE


@dataclass(frozen=True)
class Truth:
    """The rows of one data set of one year, all true and complete as far as a form goes.

    Attributes:
        dataset: what it is about; year: of which year.
        people: whom each row is about, one entry per row; a person may stand in several rows.
        on: the day of each row's event, datetime64[D].
        columns: every column of the data set but the envelope's, by name and in its order, as plain
            text: codes, several of them parted by commas, ISO dates and months, "" for nothing.
    """

    dataset: Dataset
    year: int
    people: Population
    on: np.ndarray
    columns: dict[str, Texts]

    @classmethod
    def of(
        cls, dataset: Dataset, year: int, people: Population, on: np.ndarray, columns: Mapping[str, Texts]
    ) -> Truth:
        """Put the columns in the order of the declaration; those not given are empty.

        Raises:
            ValueError: a column that the data set does not have, or one of another length.
        """
        if strange := sorted(set(columns) - set(on_form(dataset))):
            raise ValueError(f"{dataset.code} has no columns {strange}")
        if uneven := sorted(name for name, column in columns.items() if len(column) != len(people)):
            raise ValueError(f"{dataset.code}: columns of another length {uneven}")
        nothing = np.full(len(people), "", object)
        ordered = {name: columns.get(name, nothing).astype(object) for name in on_form(dataset)}
        return cls(dataset, year, people, on, ordered)

    def __len__(self) -> int:
        return len(self.people)

    @property
    def serial(self) -> np.ndarray:
        """A number for each row that no other row has: the person's, where everybody stands in one row only."""
        numbers = self.people.number
        return numbers if len(np.unique(numbers)) == len(numbers) else np.arange(1, len(numbers) + 1)

    def rows(self, chosen: np.ndarray) -> Truth:
        """Some of the rows."""
        columns = {name: column[chosen] for name, column in self.columns.items()}
        return Truth(self.dataset, self.year, self.people.where(chosen), self.on[chosen], columns)

    @property
    def age(self) -> np.ndarray:
        """Full years on the day of the event."""
        return full_years(self.people.born, self.on)


class Subject(Protocol):
    """A module that draws the truth of one data set: `check_ups` is one."""

    def drawn(self, people: Population, year: int, seed: int, until: date) -> Truth:
        """Give the rows of one year up to a day, about some of these people.

        The same arguments give the same rows. What several data sets tell of one person must come from
        the population and its facts: each sender's people are drawn on their own.
        """

    def corrected(self, columns: Mapping[str, Texts]) -> dict[str, Texts]:
        """Give the columns that change when these rows are corrected: another true value, never the key."""


def on_form(dataset: Dataset) -> tuple[str, ...]:
    """Every column of the form, in its order; what the envelope adds is each sender's affair."""
    return tuple(name for name in dataset.columns if name not in ENVELOPE)


def identity(people: Population, dataset: Dataset) -> dict[str, Texts]:
    """The subject's identity, as far as the data set asks for it."""
    given = {
        "name": people.name,
        "id_type": np.full(len(people), "01", object),
        "id_no": people.id_no,
        "sex": people.sex,
        "birth_date": day(people.born),
        "phone": people.phone,
        "live_addr": people.address,
        "live_region": people.village,
    }
    return {name: column for name, column in given.items() if name in dataset.columns}
