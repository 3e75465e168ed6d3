"""Free text: trimmed, never changed."""

from __future__ import annotations

from collections.abc import Callable

from qinkang.cleansing.reading.cell import Cell
from qinkang.cleansing.reading.missing import NOTHING
from qinkang.standards.field import Text


def text_reader(field: Text) -> Callable[[str], Cell]:
    """A reader of this field's cells. T-01: longer than the field allows. C-33: it says "none"."""

    nothing = NOTHING.difference(field.means)

    def read(text: str) -> Cell:
        stripped = text.strip()
        if not stripped:
            return Cell()
        if stripped in nothing:
            return Cell(None, ("C-33",))
        return Cell(stripped, ("T-01",) if len(stripped) > field.longest else ())

    return read
