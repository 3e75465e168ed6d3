"""What the analytical file says of itself, and what has been worked out from it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

MOST_KEPT = 1_000
"""Answers kept in a process; the largest, of all counties, take some 50 KB."""


@dataclass(frozen=True)
class About:
    """What a file says of itself.

    Attributes:
        data_time: as of when it is.
        definitions: a hash of the definitions it was made by.
        newest: day of the newest record; that of the file where there is none.
        kept: answers that were worked out from this very file, by their question; they go with it.
    """

    data_time: datetime
    definitions: str
    newest: date
    kept: dict[Hashable, Any] = field(default_factory=dict, compare=False)

    def keep(self, question: Hashable, answer: Any) -> None:
        """Keep an answer; of too many, all are forgotten."""
        if len(self.kept) >= MOST_KEPT:
            self.kept.clear()
        self.kept[question] = answer
