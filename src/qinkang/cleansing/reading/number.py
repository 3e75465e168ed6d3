"""Numbers as people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from qinkang.cleansing.reading.cell import Cell
from qinkang.cleansing.reading.missing import NOTHING
from qinkang.standards.field import Number

_PLAIN = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"(-?\d+),(\d{1,2})", re.ASCII)


def number_reader(field: Number) -> Callable[[str], Cell]:
    """A reader of this field's cells.

    C-34: width, thousands, a decimal comma and a unit behind the number are certain and taken away.
    C-34U: anything else is no number. A field that is confused with other units has one fact: the
    unit that stood in the cell.
    """
    units = _units(field)
    confused = bool(field.confused_with)

    def told(value: float | None, notes: tuple[str, ...] = (), unit: str | None = None) -> Cell:
        return Cell(value, notes, (unit,) if confused else ())

    def read(text: str) -> Cell:
        stripped = text.strip()
        if _PLAIN.fullmatch(stripped):
            return told(float(stripped))
        if not stripped:
            return told(None)
        if stripped in NOTHING:
            return told(None, ("C-33",))
        folded = _folded(stripped)
        unit = max((known for known in units if folded.endswith(known)), key=len, default="")
        value = _value(folded.removesuffix(unit))
        if value is None:
            return told(None, ("C-34U",))
        return told(value, ("C-34",), units.get(unit))

    return read


def unit_in_header(field: Number, header: str) -> str | None:
    """The unit of the field, or one it is confused with, that stands in a column's header."""
    folded = _folded(header)
    spellings = _units(field)
    standing = [spelling for spelling in spellings if f"({spelling})" in folded or f"[{spelling}]" in folded]
    return spellings[standing[0]] if len(standing) == 1 else None


def _units(field: Number) -> dict[str, str]:
    """Every spelling of a unit that may stand with the number, to the unit as declared."""
    own = {_folded(unit): field.unit for unit in (field.unit, *field.units) if unit}
    return own | {_folded(unit): unit for unit in field.confused_with}


def _folded(text: str) -> str:
    """Half-width, without spaces, in lower case: how numbers and units are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def _value(text: str) -> float | None:
    if _PLAIN.fullmatch(text):
        return float(text)
    if _GROUPED.fullmatch(text):
        return float(text.replace(",", ""))
    decimal = _DECIMAL_COMMA.fullmatch(text)
    return float(f"{decimal[1]}.{decimal[2]}") if decimal else None
