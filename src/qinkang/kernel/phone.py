"""电话: a telephone number as a source wrote it (C-22, C-23, C-24).

A mobile number is eleven digits; a landline is written `0917-1234567`, an extension after another
hyphen. Numbering plan: 010 and 02x are area codes of three digits, all others have four.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

# By code of the prefecture-level city; 610403 杨陵区 (杨凌示范区) stands beside its city.
CITY_AREA_CODES = MappingProxyType(
    {
        "610100": "029",
        "610200": "0919",
        "610300": "0917",
        "610400": "029",
        "610403": "029",
        "610500": "0913",
        "610600": "0911",
        "610700": "0916",
        "610800": "0912",
        "610900": "0915",
        "611000": "0914",
    }
)


class Kind(StrEnum):
    MOBILE = "mobile"
    LANDLINE = "landline"


class Problem(StrEnum):
    """Why a number cannot be called. At most one: the first that applies, in this order."""

    PLACEHOLDER = "placeholder"  # C-24: 13800000000, 12345678901, one repeated digit
    MOBILE = "mobile"  # C-22: begins with 1 and is no mobile number
    AREA_CODE = "area_code"  # C-23: 7 or 8 local digits and no city to take the area code from
    FORMAT = "format"  # C-23: not the shape of a landline; an empty text too


class Repair(StrEnum):
    """What was changed; the caller keeps the original."""

    SPELLING = "spelling"  # width, spaces, hyphens, brackets, a spreadsheet's `.0`
    PREFIX = "prefix"  # +86, 0086, 86, or a trunk 0 before a mobile number
    AREA_CODE = "area_code"  # C-23: the city's area code put before a local number


@dataclass(frozen=True, slots=True)
class Reading:
    """`number` is the best normalised text; `kind` is known only when there is no problem."""

    number: str
    kind: Kind | None
    problem: Problem | None
    repairs: tuple[Repair, ...] = ()


MOBILE = re.compile(r"1[3-9][0-9]{9}")
TRUNK = re.compile(r"(?:\+86|0086|86)-?(?=1[3-9][0-9]{9}$)|0(?=1[3-9][0-9]{9}$)")
COUNTRY = re.compile(
    r"(?:\+86|0086|86)-?\(?0?(?=(?:10|2[0-9]|[3-9][0-9]{2})\)?-?[2-9][0-9]{6,7}(?:-[0-9]+)?$)"
)
LANDLINE = re.compile(r"\(?(010|02[0-9]|0[3-9][0-9]{2})\)?-?([2-9][0-9]{6,7})(?:(?:-|转)([0-9]{1,6}))?")
LOCAL = re.compile(r"[2-9][0-9]{6,7}(?:-[0-9]{1,6})?")
FILLED_IN = re.compile(
    r"([0-9])\1{6,}"  # one digit and nothing else
    r"|1[3-9][0-9]([0-9])\2{7}"  # 13800000000
    r"|1[3-9][0-9](?:12345678|23456789|87654321)"
    r"|12345678[0-9]*|13800138000"
    r"|0[0-9]{2,3}-?([0-9])\3{6,7}"  # 029-88888888
)
# The mobile ones again for the column's regular expressions, which know no back-references.
FILLED_IN_MOBILE = (
    "^1[3-9][0-9](?:"
    + "|".join(f"{digit}{{8}}" for digit in range(10))
    + "|12345678|23456789|87654321)$|^13800138000$"
)
REPAIR_BITS = {Repair.SPELLING: 1, Repair.PREFIX: 2, Repair.AREA_CODE: 4}
FIELDS = pa.struct(
    [("number", pa.string()), ("kind", pa.string()), ("problem", pa.string()), ("repairs", pa.uint8())]
)


def read(raw: str, *, city_area_code: str | None = None) -> Reading:
    """Read one number; `city_area_code` (such as '0917') completes a local number of 7 or 8 digits."""
    repairs: dict[Repair, None] = {}
    text = _after(repairs, Repair.SPELLING, raw, _spelled(raw))
    text = _after(repairs, Repair.PREFIX, text, TRUNK.sub("", text, count=1))
    if not LANDLINE.fullmatch(text):
        text = _after(repairs, Repair.PREFIX, text, COUNTRY.sub("0", text, count=1))
    if city_area_code and LOCAL.fullmatch(text) and not FILLED_IN.fullmatch(text):
        text = _after(repairs, Repair.AREA_CODE, text, f"{city_area_code}-{text}")
    landline = LANDLINE.fullmatch(text)
    if landline:
        written = "-".join(part for part in landline.groups() if part)
        text = _after(repairs, Repair.SPELLING, text, written)
    problem = None
    if FILLED_IN.fullmatch(text):
        problem = Problem.PLACEHOLDER
    elif not landline and not MOBILE.fullmatch(text):
        problem = _shape_problem(text)
    kind = None if problem else Kind.LANDLINE if landline else Kind.MOBILE
    return Reading(text, kind, problem, tuple(repairs))


def _spelled(raw: str) -> str:
    """Undo width, spaces, the many dashes and, in a mobile number, every hyphen."""
    text = unicodedata.normalize("NFKC", raw)
    text = "".join(
        "-" if unicodedata.category(c) == "Pd" else c
        for c in text
        if not (c.isspace() or unicodedata.category(c) in ("Cf", "Cc"))
    )
    text = re.sub(r"(?<=[0-9]{7})\.0+$", "", text)
    packed = re.sub(r"[-()]", "", text)
    return packed if re.fullmatch(r"(?:\+86|0086|86|0)?1[0-9]{10}", packed) else text


def _after(repairs: dict[Repair, None], repair: Repair, before: str, after: str) -> str:
    if after != before:
        repairs[repair] = None
    return after


def _shape_problem(text: str) -> Problem:
    if text.startswith("1"):
        return Problem.MOBILE
    return Problem.AREA_CODE if LOCAL.fullmatch(text) else Problem.FORMAT


def read_column(
    raw: pa.StringArray | pa.ChunkedArray, *, city_area_code: str | None = None
) -> pa.StructArray:
    """Read a column of numbers as `read` does each; a null gives a null row.

    Fields: number, kind, problem (texts of the enumerations), repairs (sum of `REPAIR_BITS`).
    """
    numbers = raw.combine_chunks() if isinstance(raw, pa.ChunkedArray) else raw
    if numbers.type != pa.string():
        numbers = numbers.cast(pa.string())
    plain = pc.and_(
        pc.match_substring_regex(numbers, f"^{MOBILE.pattern}$"),
        pc.invert(pc.match_substring_regex(numbers, FILLED_IN_MOBILE)),
    )
    others = pc.fill_null(pc.invert(plain), False)
    readings = [read(number, city_area_code=city_area_code) for number in numbers.filter(others).to_pylist()]
    repairs = np.zeros(len(numbers), dtype=np.uint8)
    repairs[others.to_numpy(zero_copy_only=False)] = [
        sum(REPAIR_BITS[r] for r in x.repairs) for x in readings
    ]
    missing = numbers.is_null()

    def filled(column: pa.Array, values: list[str | None]) -> pa.Array:
        return pc.replace_with_mask(column, others, pa.array(values, pa.string()))

    return pa.StructArray.from_arrays(
        [
            filled(numbers, [r.number for r in readings]),
            filled(pc.if_else(missing, None, str(Kind.MOBILE)), [r.kind for r in readings]),
            filled(pa.nulls(len(numbers), pa.string()), [r.problem for r in readings]),
            pa.array(repairs, mask=missing.to_numpy(zero_copy_only=False)),
        ],
        fields=list(FIELDS),
        mask=missing,
    )
