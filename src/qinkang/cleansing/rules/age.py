"""Age in full years, as an expression over columns."""

from __future__ import annotations

from typing import Any


def full_years(born: Any, on: Any) -> Any:
    """Full years from a birth date to a day: the birthday itself counts.

    Who was born on 29 February is a year older on 1 March where there is no 29th.
    """
    birthday = born.month() * 100 + born.day()
    today = on.month() * 100 + on.day()
    return on.year() - born.year() - (today < birthday).ifelse(1, 0)
