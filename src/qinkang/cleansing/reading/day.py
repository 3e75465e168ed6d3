"""Days and months as people and programs write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from qinkang.cleansing.reading.cell import Cell
from qinkang.cleansing.reading.missing import NO_DAY, NOTHING

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_TIME_BEHIND = re.compile(r"(?<=\d)[ T日]?\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?$", re.ASCII)
_SPELLED = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_SERIAL = re.compile(r"[2-5]\d{4}", re.ASCII)
_SERIAL_BEGINS = date(1899, 12, 30)  # a spreadsheet's day 0, its leap year 1900 taken into account
_MONTH = re.compile(r"(\d{4})(?:[-/.]|年)?(\d{1,2})月?", re.ASCII)
_MEANS_NONE = frozenset({date(1900, 1, 1), date(9999, 12, 31), date(9999, 12, 1)})  # however it is spelled
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_TENS = re.compile(r"(?<![0-9])(\d?)十(\d?)")


def read_day(text: str) -> Cell:
    """Read a day. ISO dates, with or without a time, are as they should be.

    C-40: other spellings of one certain day (2025/1/2, 20250102, 2025年1月2日, 二〇二五年一月二日,
    a spreadsheet's day number 20000–59999). C-41: no day of the calendar, or not certain which.
    """
    stripped = text.strip()
    if not stripped:
        return Cell()
    if stripped in NOTHING or stripped in NO_DAY:
        return Cell(None, ("C-33",))
    plain = _TIME_BEHIND.sub("", stripped)
    iso = _ISO.fullmatch(plain)
    if iso:
        return _certain(iso, ())
    western = _western(plain)
    spelled = _SPELLED.fullmatch(western) or _COMPACT.fullmatch(western)
    if spelled:
        return _certain(spelled, ("C-40",))
    if _SERIAL.fullmatch(western):
        return Cell(_SERIAL_BEGINS + timedelta(days=int(western)), ("C-40",))
    return Cell(None, ("C-41",))


def read_month(text: str) -> Cell:
    """Read a year and month, given as its first day; a whole date gives its month. Codes as `read_day`."""
    stripped = text.strip()
    month = _MONTH.fullmatch(_western(stripped))
    if month and 1 <= int(month[2]) <= 12 and int(month[1]) >= 1800:
        usual = re.fullmatch(r"\d{4}-\d\d", stripped) is not None
        return _dated(date(int(month[1]), int(month[2]), 1), () if usual else ("C-40",))
    day = read_day(stripped)
    return Cell(day.value.replace(day=1), day.notes) if day.value else day


def _certain(parts: re.Match[str], notes: tuple[str, ...]) -> Cell:
    try:
        day = date(int(parts[1]), int(parts[2]), int(parts[3]))
    except ValueError:
        return Cell(None, ("C-41",))
    return _dated(day, notes) if day.year >= 1800 else Cell(None, ("C-41",))


def _dated(day: date, notes: tuple[str, ...]) -> Cell:
    return Cell(None, ("C-33",)) if day in _MEANS_NONE else Cell(day, notes)


def _western(text: str) -> str:
    """Half-width digits in place of Chinese numerals, without spaces."""
    narrow = "".join(unicodedata.normalize("NFKC", text).split()).translate(_DIGITS)
    return _TENS.sub(lambda ten: f"{ten[1] or '1'}{ten[2] or '0'}", narrow)
