"""What a text becomes in a cell of a workbook that keeps numbers as numbers and days as days."""

from __future__ import annotations

import re
from datetime import date

from qinkang.standards.field import Day, Field, Number

_PLAIN_NUMBER = re.compile(r"-?(0|[1-9]\d{0,9})(\.\d+)?")
_ISO = re.compile(r"(19|20)\d\d-\d\d-\d\d")
_SERIAL = re.compile(r"[34]\d{4}")  # a day that the sheet has lost the format of
_FIRST = date(1900, 3, 1)  # from here on a workbook's days agree with the calendar


def cell_value(kind: Field, text: str) -> float | int | date | str:
    """Return what a typed workbook holds for a text of this field; whatever is neither stays a text."""
    if isinstance(kind, Number) and _PLAIN_NUMBER.fullmatch(text):
        return float(text)
    if isinstance(kind, Day) and _ISO.fullmatch(text):
        return _day(text) or text
    if isinstance(kind, Day) and _SERIAL.fullmatch(text):
        return int(text)
    return text


def _day(text: str) -> date | None:
    """The day, if a workbook can hold it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _FIRST else None
