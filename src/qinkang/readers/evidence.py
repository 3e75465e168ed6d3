"""What the values of a column say about which field it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

MOSTLY_FIT = 0.9  # of the values, for a column to be taken for a field by its values
LOOKED_AT = 50  # different values of each column; 150 columns times 150 fields makes a million looks
NONSENSE = ("※", "〓〓〓")  # a field that these fit takes any text, so its values prove nothing


class Candidate(Protocol):
    """What the mapping must know of a field; the declarations of `standards` have all of it."""

    @property
    def name(self) -> str:
        """English field name."""

    @property
    def title(self) -> str:
        """Chinese title."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other titles senders use."""

    @property
    def by_name(self) -> bool:
        """Whether only its title or an alias makes a column this field."""

    @property
    def required(self) -> bool:
        """Whether a missing value is a finding."""

    @property
    def key(self) -> bool:
        """Whether a row without it is rejected."""

    def fits(self, value: str) -> bool:
        """Whether this text looks like a value of the field."""


class Evidence:
    """What the values of each column say about each field, computed once."""

    def __init__(self, sample: Sequence[Sequence[str]], fields: Sequence[Candidate]) -> None:
        self._values = [list(dict.fromkeys(values))[:LOOKED_AT] for values in sample]
        self._telling = {field.name for field in fields if not any(field.fits(text) for text in NONSENSE)}
        self._shares: dict[tuple[int, str], float | None] = {}

    def share(self, column: int, field: Candidate) -> float | None:
        """Which share of the column's values fits the field; None when that is no evidence."""
        if (column, field.name) not in self._shares:
            values = self._values[column]
            fitting = sum(1 for value in values if field.fits(value.strip()))
            telling = bool(values) and field.name in self._telling
            self._shares[column, field.name] = fitting / len(values) if telling else None
        return self._shares[column, field.name]

    def fits(self, column: int, field: Candidate) -> bool:
        """Whether the values alone would let one take the column for the field."""
        return (self.share(column, field) or 0.0) >= MOSTLY_FIT
