"""The rows of one file as its sender writes them, before they become bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from qinkang.sandbox.check_ups import CheckUps, Texts
from qinkang.standards.datasets import HealthCheck
from qinkang.standards.field import Choice, Choices

Spelling = Callable[[str, str], str]
"""How a sender writes a plain value: from the field's name and the plain text to the text of the cell."""


@dataclass(frozen=True)
class Sheet:
    """Cells by field and row, the true values they stand for, and how to write more of them.

    Attributes:
        plain: the true values, by field (see `CheckUps.columns`); never changed.
        cells: what the file will say, by field; only fields the sender has a column for.
        age: full years at the check-up.
        spell: the sender's way of writing.
        codes: whether this sender writes codes (else labels).
        last_day: the newest day the sender can know of, datetime64[D]: the day it sends.
    """

    plain: dict[str, Texts]
    cells: dict[str, Texts]
    age: np.ndarray
    spell: Spelling
    codes: bool
    last_day: np.datetime64

    def __len__(self) -> int:
        return len(self.age)


def spelled(
    check_ups: CheckUps, fields: tuple[str, ...], spell: Spelling, *, codes: bool, last_day: np.datetime64
) -> Sheet:
    """Write every field as the sender does; each distinct coded value is spelled once."""
    cells = {}
    for name in fields:
        column = check_ups.columns[name]
        if isinstance(HealthCheck.columns[name], Choice | Choices) or len(set(column[:200])) == 1:
            known = {text: spell(name, text) for text in set(column)}
            cells[name] = np.array([known[text] for text in column], object)
        else:
            cells[name] = np.array([spell(name, text) for text in column], object)
    return Sheet(check_ups.columns, cells, check_ups.visits.age, spell, codes, last_day)


def as_coded(name: str, plain: str) -> str:
    """The spelling of a sender that writes codes and ISO dates: the plain text itself."""
    return plain


def as_labelled(name: str, plain: str) -> str:
    """Codes as their labels, several of them parted by 、; everything else as it is."""
    field = HealthCheck.columns[name]
    if not plain or not isinstance(field, Choice | Choices):
        return plain
    labels = field.codes.labels
    return "、".join(labels.get(code, code) for code in plain.split(","))
