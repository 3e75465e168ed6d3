"""Codes, labels, and what is written in their place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from qinkang.cleansing.reading.cell import Cell
from qinkang.cleansing.reading.missing import NOTHING
from qinkang.standards.codes import CodeSystem
from qinkang.standards.field import SEPARATORS

_CODE_AND_LABEL = re.compile(r"(\d+)(?:\.0+|[-.、:：\s]*(\D.*))?", re.ASCII)


def choice_reader(codes: CodeSystem) -> Callable[[str], Cell]:
    """A reader of one code: a code, a label or a synonym is read silently, the rest is C-30."""
    known = _lookup(codes)

    def read(text: str) -> Cell:
        stripped = text.strip()
        if not stripped:
            return Cell()
        code = known(stripped)
        if code is not None:
            return Cell(code)
        return Cell(None, ("C-33",) if stripped in NOTHING else ("C-30",))

    return read


def choices_reader(codes: CodeSystem) -> Callable[[str], Cell]:
    """A reader of several codes: in the list's order, each once; unknown ones are left out (C-30)."""
    known = _lookup(codes)
    order = {code: place for place, code in enumerate(codes.labels)}

    def read(text: str) -> Cell:
        stripped = text.strip()
        whole = known(stripped)
        if whole is not None:
            return Cell([whole])
        if not stripped:
            return Cell()
        if stripped in NOTHING:
            return Cell(None, ("C-33",))
        found = [known(part) for part in SEPARATORS.split(stripped) if part]
        read = sorted({code for code in found if code is not None}, key=order.__getitem__)
        return Cell(read or None, ("C-30",) if None in found else ())

    return read


def _lookup(codes: CodeSystem) -> Callable[[str], str | None]:
    spellings = {_folded(text): code for text, code in codes.spellings.items()}

    def known(text: str) -> str | None:
        folded = _folded(text)
        if folded in spellings:
            return spellings[folded]
        parts = _CODE_AND_LABEL.fullmatch(folded)
        if parts is None or parts[1] not in spellings:
            return None
        code = spellings[parts[1]]
        return code if parts[2] is None or spellings.get(parts[2]) == code else None

    return known


def _folded(text: str) -> str:
    """Half-width and without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())
