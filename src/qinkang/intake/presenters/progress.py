"""How far long work has come: rows done of rows, rate, time left."""

from __future__ import annotations

from dataclasses import dataclass

from qinkang.intake.presenters.wording import count, lasting
from qinkang.intake.progress import progress_of


@dataclass(frozen=True)
class ProgressPart:
    """One piece of work under way.

    Attributes:
        rows: rows done.
        of: rows in all, None where nobody knows.
        says: the same in words.
    """

    rows: int
    of: int | None
    says: str

    @classmethod
    def about(cls, subject: str) -> ProgressPart | None:
        """Look at some work; None before it has told anything."""
        told = progress_of(subject)
        if told is None:
            return None
        of = f" / {count(told.of)}" if told.of else ""
        says = f"已处理 {count(told.rows)}{of} 行，{lasting(told.began_at, told.rows, told.of)}"
        return cls(told.rows, told.of, says)
