"""The rows of one file as its sender writes them, before they become bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from qinkang.sandbox.spelling import Spelling
from qinkang.sandbox.texts import Texts
from qinkang.sandbox.truth import Truth
from qinkang.standards.dataset import Dataset


@dataclass(frozen=True)
class Sheet:
    """Cells by field and row, the true values they stand for, and how to write more of them.

    Attributes:
        dataset: what the rows are about.
        plain: the true values, by field (see `Truth.columns`); never changed.
        cells: what the file will say, by field; only fields the sender has a column for.
        age: full years on the day of the event; died: day of death, not-a-time for the living.
        spared: rows in which nothing is to be planted.
        spelling: the sender's way of writing.
        flat: whether it becomes lines of text, of which one can be damaged.
        last_day: the newest day the sender can know of, datetime64[D]: the day it sends.
    """

    dataset: Dataset
    plain: dict[str, Texts]
    cells: dict[str, Texts]
    age: np.ndarray
    died: np.ndarray
    spared: np.ndarray
    spelling: Spelling
    flat: bool
    last_day: np.datetime64

    @classmethod
    def spelled(
        cls, truth: Truth, fields: Sequence[str], spelling: Spelling, *, flat: bool, last_day: np.datetime64
    ) -> Sheet:
        """Write these fields as the sender does."""
        columns, people = truth.dataset.columns, truth.people
        cells = {name: spelling.column(columns[name], truth.columns[name]) for name in fields}
        return cls(
            dataset=truth.dataset,
            plain=truth.columns,
            cells=cells,
            age=truth.age,
            died=people.died,
            spared=people.claimed,
            spelling=spelling,
            flat=flat,
            last_day=last_day,
        )

    def __len__(self) -> int:
        return len(self.age)

    @property
    def codes(self) -> bool:
        """Whether its cells hold codes; else labels."""
        return self.spelling.codes

    def rows(self, chosen: np.ndarray) -> Sheet:
        """Some of the rows, as cells of their own."""
        plain, cells = (
            {name: column[chosen] for name, column in columns.items()} for columns in (self.plain, self.cells)
        )
        kept = {name: getattr(self, name)[chosen] for name in ("age", "died", "spared")}
        return replace(self, plain=plain, cells=cells, **kept)
