"""出生医学证明编号: one capital letter and nine digits, which are never a number to calculate with.

The letter stands for the year of printing (the register keeps which letters may be used when), the first
two digits for the province, the other seven count the sheets. There is no check digit: that a number is
well written says nothing about whether the sheet exists; only the stock knows.

Stock is kept in ranges of one letter. A range is told by its first and its last sheet, both included, and
has a place on one line (`ordinal`), so that a database can refuse two that overlap.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

DIGITS = 9
EACH_LETTER = 1_000_000_000  # places of one letter on the line of ordinals
SHAPE = re.compile(r"[A-Z][0-9]{9}")
LOOKS_LIKE_A_LETTER = {"0": "O", "1": "I"}
LOOKS_LIKE_A_DIGIT = {"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1"}


class Problem(StrEnum):
    """Why a text is no number of a certificate. At most one: the first that applies, in this order."""

    LENGTH = "length"  # not ten characters
    LETTER = "letter"  # the first character is no letter
    DIGITS = "digits"  # another of the nine is no digit


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says.

    Attributes:
        number: ten characters, in capitals; None where there is a problem.
        problem: why it is none.
        suggestion: the number that was probably meant, to be confirmed by a person: O typed for 0 or the
            reverse. It is never taken without asking, for I and O have both been printed as letters.
    """

    number: str | None
    problem: Problem | None = None
    suggestion: str | None = None


def read(raw: str) -> Reading:
    """Read one number. Width, case and blanks are no part of it; anything else stays as it was typed."""
    text = "".join(unicodedata.normalize("NFKC", raw).split()).upper()
    if SHAPE.fullmatch(text):
        return Reading(text)
    if len(text) != DIGITS + 1:
        return Reading(None, Problem.LENGTH)
    letter = LOOKS_LIKE_A_LETTER.get(text[0], text[0])
    meant = letter + "".join(LOOKS_LIKE_A_DIGIT.get(character, character) for character in text[1:])
    problem = Problem.LETTER if not re.match("[A-Z]", text) else Problem.DIGITS
    return Reading(None, problem, meant if SHAPE.fullmatch(meant) else None)


def ordinal(number: str) -> int:
    """Return the place of a well-written number on one line: 10⁹ places for A, then as many for B.

    Raises:
        ValueError: it is not well written; the message does not repeat it.
    """
    if not SHAPE.fullmatch(number):
        raise ValueError("a certificate number is one capital letter and nine digits")
    return (ord(number[0]) - ord("A")) * EACH_LETTER + int(number[1:])


def at(place: int) -> str:
    """Return the number at a place; the reverse of `ordinal`. Raises ValueError outside A0… to Z9…."""
    letter, digits = divmod(place, EACH_LETTER)
    if not 0 <= letter < 26:
        raise ValueError("there is no letter for this place")
    return f"{chr(ord('A') + letter)}{digits:0{DIGITS}}"


@dataclass(frozen=True, order=True)
class Span:
    """Consecutive sheets of one letter.

    Attributes:
        first, last: the places (`ordinal`) of the first and of the last sheet, both included.

    Raises:
        ValueError: the last stands before the first, or they have different letters.
    """

    first: int
    last: int

    def __post_init__(self) -> None:
        """Refuse what is no range."""
        if not 0 <= self.first <= self.last < 26 * EACH_LETTER:
            raise ValueError("the last sheet of a range stands before the first")
        if self.first // EACH_LETTER != self.last // EACH_LETTER:
            raise ValueError("a range has one letter")

    @classmethod
    def of(cls, first: str, last: str) -> Span:
        """Make one of two well-written numbers."""
        return cls(ordinal(first), ordinal(last))

    @property
    def numbers(self) -> tuple[str, str]:
        """The first and the last number."""
        return at(self.first), at(self.last)

    @property
    def letter(self) -> str:
        """The letter of all its sheets."""
        return at(self.first)[0]

    def __len__(self) -> int:
        """How many sheets."""
        return self.last - self.first + 1

    def __contains__(self, other: Span) -> bool:
        """Whether every sheet of another is one of this."""
        return self.first <= other.first and other.last <= self.last

    def meets(self, other: Span) -> bool:
        """Whether any sheet is of both: also where one encloses the other."""
        return self.first <= other.last and other.first <= self.last

    def without(self, other: Span) -> Iterator[Span]:
        """Give what is left when the sheets of another are taken out: nothing, one range or two."""
        if not self.meets(other):
            yield self
            return
        if self.first < other.first:
            yield Span(self.first, other.first - 1)
        if other.last < self.last:
            yield Span(other.last + 1, self.last)
