"""What was found in a chunk: which rule, in which row, cited for which field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import Rule
from qinkang.standards.field import Field

Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Citation:
    """A rule together with the field it is cited for: what a finding refers to."""

    rule: Rule
    field: Field


@dataclass(frozen=True)
class Findings:
    """Broken promises of a chunk, in the order of rows.

    Attributes:
        citations: what findings refer to.
        rows: row (from 0) of each finding.
        places: the finding's place in `citations`.
    """

    citations: tuple[Citation, ...]
    rows: Places
    places: Places

    def __iter__(self) -> Iterator[tuple[int, Citation]]:
        for row, place in zip(self.rows.tolist(), self.places.tolist(), strict=True):
            yield row, self.citations[place]

    def rows_blocked_for(self, target: str) -> Places:
        """Rows that a rule keeps from this receiver."""
        wanted = np.array([citation.rule.target == target for citation in self.citations], dtype=bool)
        return np.unique(self.rows[wanted[self.places]])

    def rows_with(self, *effects: Effect) -> Places:
        """Rows that have a finding of one of these effects, each once."""
        wanted = np.array([citation.rule.effect in effects for citation in self.citations], dtype=bool)
        return np.unique(self.rows[wanted[self.places]])
