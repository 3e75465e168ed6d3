"""How a sender writes plain values into cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from qinkang.sandbox.texts import Texts
from qinkang.standards.field import Choice, Choices, Day, Field, Number, PersonName

_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


@dataclass(frozen=True)
class Spelling:
    """One sender's way of writing.

    Attributes:
        codes: whether it writes codes; else their labels.
        words: its own words where it does not use the label: field to label to word.
        between: what it puts between several choices.
        days: how it writes a day, from year, month and day; None for 2025-03-05.
        wide: whether numbers are written with full-width digits.
        padded: whether codes have a zero in front.
        charset: the encoding its database lives in: characters of names that it lacks are question marks.
    """

    codes: bool = True
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    between: str = ","
    days: str | None = None
    wide: bool = False
    padded: bool = False
    charset: str | None = None

    @property
    def habits(self) -> tuple[str, ...]:
        """Rules that speak in every row because of it."""
        return ("C-40",) * (self.days is not None) + ("C-34",) * self.wide

    def __call__(self, declared: Field, plain: str) -> str:
        """Write one value; what is not plain text of its kind stays as it is."""
        if not plain:
            return plain
        if isinstance(declared, Choice | Choices):
            return self.between.join(self._chosen(declared, code) for code in plain.split(","))
        if isinstance(declared, Day) and self.days:
            return self.days.format(*map(int, plain.split("-")))
        if isinstance(declared, PersonName) and self.charset:
            return plain.encode(self.charset, "replace").decode(self.charset)
        return plain.translate(_WIDE) if self.wide and isinstance(declared, Number) else plain

    def column(self, declared: Field, plain: Texts) -> Texts:
        """Write a whole column: each distinct text once."""
        kinds: list[type[Field]] = [Choice, Choices]
        kinds += [
            kind for kind, own in ((Day, self.days), (Number, self.wide), (PersonName, self.charset)) if own
        ]
        if not isinstance(declared, tuple(kinds)):
            return plain.copy()
        known = {text: self(declared, text) for text in set(plain)}
        return np.array([known[text] for text in plain], object)

    def _chosen(self, declared: Choice | Choices, code: str) -> str:
        if self.codes:
            return code.zfill(2) if self.padded and code.isdigit() else code
        label = declared.codes.labels.get(code, code)
        return self.words.get(declared.name, {}).get(label, label)


CODED = Spelling()
LABELLED = Spelling(codes=False, between="、")
