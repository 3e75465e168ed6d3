"""Area codes, with what is known of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from qinkang.cleansing.reading.cell import Cell
from qinkang.cleansing.reading.missing import NOTHING
from qinkang.kernel.area import PROVINCE, PROVINCES, AreaBook

_UNKNOWN = (None, None, None, None)
_LEVEL_OF_NO_AREA = {"611100": "yangling", "611200": "xixian"}
_SHAPE = re.compile(r"\d{6}(\d{3}|\d{6})?", re.ASCII)


def area_reader(areas: AreaBook) -> Callable[[str], Cell]:
    """A reader of area codes. Facts: level, valid from, valid until, and today's successor.

    The level is that of `kernel.area.Level`, or `elsewhere` in another province, `city_districts` for
    市辖区 (xx01), `yangling` and `xixian` for the private codes of these zones, None for a code that
    never was one. A township or village code has the facts of its county; its successor keeps the
    digits beyond the county.
    """

    def read(text: str) -> Cell:
        stripped = text.strip().removesuffix(".0")
        if not stripped:
            return Cell(facts=_UNKNOWN)
        if stripped in NOTHING:
            return Cell(None, ("C-33",), _UNKNOWN)
        if not _SHAPE.fullmatch(stripped):
            return Cell(stripped, (), _UNKNOWN)
        return Cell(stripped, (), _standing(areas, stripped))

    return read


def _standing(areas: AreaBook, code: str) -> tuple[object, ...]:
    if code[:2] in PROVINCES and code[:2] != PROVINCE[:2]:
        return ("elsewhere", None, None, None)
    area = areas.at(code[:6])
    if area is None:
        return (_LEVEL_OF_NO_AREA.get(code[:6]) or _city_districts(areas, code), None, None, None)
    now = areas.resolve(code[:6])
    return (str(area.level), area.valid_from, area.valid_to, now + code[6:] if now else None)


def _city_districts(areas: AreaBook, code: str) -> str | None:
    return "city_districts" if code[4:6] == "01" and areas.known(f"{code[:4]}00") else None
