"""One number as a source wrote it, read: normalised, repaired where that is certain, judged."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .number import birth_date, check_character


class Problem(StrEnum):
    """Why a number cannot be trusted. A number has at most one: the first that applies below.

    1. PLACEHOLDER  written to fill the box: one repeated digit, 123456…, 111111…   (C-12)
    2. EXCEL        digits lost in a spreadsheet: 6.10102E+17, or ending in 000 with a failing check (C-02)
    3. CHARACTERS   something that is no digit (X may stand in the 18th place only)   (C-05)
    4. LENGTH       neither 15 nor 18 characters; an empty text too                   (C-05)
    5. BIRTH        no calendar date, before 1800, or after `on`                      (C-07)
    6. CHECK        the 18th character does not follow from the others                (C-06)
    7. PLACEHOLDER  all is well but the sequence is 000, which is never issued        (C-12)
    """

    PLACEHOLDER = "placeholder"
    EXCEL = "excel"
    CHARACTERS = "characters"
    LENGTH = "length"
    BIRTH = "birth"
    CHECK = "check"


class Repair(StrEnum):
    """What was changed, each change being certain; the caller keeps the original."""

    SPELLING = "spelling"  # C-01: width, case, spaces, hyphens, apostrophe, a look-alike of X
    FIFTEEN = "fifteen"  # C-03: 15 digits of the first generation, brought to 18
    CENTENARIAN = "centenarian"  # C-04: sequence 996–999 of 15 digits means born in 18xx


class Sex(StrEnum):
    """GB/T 2261.1-2003, the two values an ID number can tell."""

    MALE = "1"
    FEMALE = "2"


@dataclass(frozen=True, slots=True)
class Reading:
    """`number` is the best normalised text. The last three are known only when there is no problem.

    `area_code` is where the number was first issued, under the codes of that day. It says nothing
    about residence (C-09).
    """

    number: str
    problem: Problem | None
    repairs: tuple[Repair, ...] = ()
    birth_date: date | None = None
    sex: Sex | None = None
    area_code: str | None = None


LIKE_X = "×*✕✖╳ХхΧχ"  # multiplication signs, Cyrillic Ha, Greek Chi
APOSTROPHES = "'‘’`´"  # put before a number to make a spreadsheet keep it as text
FILLED_IN = re.compile(r"(\d)\1{5,}X?|(?:000000|111111|888888|999999|123456)\d*X?", re.ASCII)
THROUGH_A_FLOAT = re.compile(r"\d(?:\.\d*)?E\+?\d+|\d+\.\d*", re.ASCII)
FIFTEEN_AS_FLOAT = re.compile(r"(\d{15})\.0+", re.ASCII)  # 15 digits survive a double unharmed
DIGITS = re.compile(r"\d*X?", re.ASCII)
BORN_IN_THE_1800S = {"996", "997", "998", "999"}


def read(raw: str, *, on: date) -> Reading:
    """Read one number as of the day `on`; births after it are a problem."""
    text = normalised(raw)
    repairs = (Repair.SPELLING,) if text != raw else ()
    problem = problem_of_text(text)
    if problem:
        return Reading(text, problem, repairs)
    if len(text) == 18:
        return judge(text, repairs, on)
    century = "18" if text[12:] in BORN_IN_THE_1800S else "19"
    first17 = text[:6] + century + text[6:]
    reading = judge(
        first17 + check_character(first17),
        (*repairs, Repair.FIFTEEN, *([Repair.CENTENARIAN] if century == "18" else [])),
        on,
    )
    return Reading(text, reading.problem, repairs) if reading.problem else reading


def normalised(raw: str) -> str:
    """Undo the spellings of C-01. A text that even so is not ASCII is no number and stays as it was."""
    text = unicodedata.normalize("NFKC", raw.strip().lstrip(APOSTROPHES)).upper()
    text = "".join(c for c in text if not (c.isspace() or unicodedata.category(c) in ("Pd", "Cf", "Cc")))
    text = text.lstrip(APOSTROPHES)
    if len(text) == 18 and text[-1] in LIKE_X:
        text = text[:-1] + "X"
    if not text.isascii():
        return raw
    whole = FIFTEEN_AS_FLOAT.fullmatch(text)
    return whole[1] if whole else text


def problem_of_text(text: str) -> Problem | None:
    """Judge steps 1 to 4 of the order of precedence."""
    if FILLED_IN.fullmatch(text):
        return Problem.PLACEHOLDER
    if THROUGH_A_FLOAT.fullmatch(text):
        return Problem.EXCEL
    if not DIGITS.fullmatch(text) or (len(text) == 15 and text[-1] == "X"):
        return Problem.CHARACTERS
    if len(text) not in (15, 18):
        return Problem.LENGTH
    if len(text) == 18 and text.endswith("000") and text[-1] != check_character(text[:17]):
        return Problem.EXCEL
    return None


def judge(number: str, repairs: tuple[Repair, ...], on: date) -> Reading:
    """Judge steps 5 to 7 for 18 well-formed characters."""
    born = birth_date(number[6:14], on=on)
    if born is None:
        return Reading(number, Problem.BIRTH, repairs)
    if number[-1] != check_character(number[:17]):
        return Reading(number, Problem.CHECK, repairs)
    if number[14:17] == "000":
        return Reading(number, Problem.PLACEHOLDER, repairs)
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    return Reading(number, None, repairs, born, sex, number[:6])
