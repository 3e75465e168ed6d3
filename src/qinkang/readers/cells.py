"""What a workbook's cell shows, as text."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

EXACT_DIGITS = 15  # Excel keeps no more: a number of 16 digits or more has lost its end
FIRST_INEXACT = 10.0**EXACT_DIGITS


@lru_cache(maxsize=65_536)
def number_text(value: float) -> str:
    """The shortest text of a number, as Excel would show it.

    130.0 is "130" and 36.199999999999996 is "36.2" (Excel computes in binary and shows 15 digits). A
    number of more than 15 digits is written the way Excel shows it, 6.10102E+17: an ID number that
    became a number has lost its last digits, and the text must not pretend otherwise.
    """
    if not math.isfinite(value):
        return str(value)  # no spreadsheet shows it; other programs write it, and it is no number
    if abs(value) >= FIRST_INEXACT:
        mantissa, exponent = f"{value:.5E}".split("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"
    text = f"{value:.{EXACT_DIGITS}g}"
    if "e" in text:
        text = f"{Decimal(text):f}"
    return "0" if text == "-0" else text


def moment_text(value: dt.datetime) -> str:
    """The day, and the time only when there is one: 2025-03-01 or 2025-03-01 08:30:00."""
    if value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat(sep=" ", timespec="seconds")


def duration_text(value: dt.timedelta) -> str:
    """Hours, minutes and seconds, as Excel shows a duration: 30:00:00."""
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"


TEXTS: dict[type, Callable[[Any], str | None]] = {
    str: lambda value: value or None,
    float: number_text,
    int: lambda value: number_text(float(value)),
    bool: lambda value: "TRUE" if value else "FALSE",
    dt.date: dt.date.isoformat,
    dt.datetime: moment_text,
    dt.time: lambda value: value.isoformat(timespec="seconds"),
    dt.timedelta: duration_text,
    type(None): lambda value: None,
}


def text_of(value: object) -> str | None:
    """The text of a cell; None when it is empty."""
    return TEXTS[type(value)](value)
