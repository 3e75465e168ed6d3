"""Free text: trimmed, never changed."""

from __future__ import annotations

from collections.abc import Callable

from qinkang.cleansing.reading.cell import Cell
from qinkang.cleansing.reading.missing import NOTHING


def text_reader(longest: int) -> Callable[[str], Cell]:
    """A reader of free text. T-01: longer than the field allows. C-33: it says "none"."""

    def read(text: str) -> Cell:
        stripped = text.strip()
        if not stripped:
            return Cell()
        if stripped in NOTHING:
            return Cell(None, ("C-33",))
        return Cell(stripped, ("T-01",) if len(stripped) > longest else ())

    return read
