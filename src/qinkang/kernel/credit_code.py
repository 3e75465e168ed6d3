"""统一社会信用代码: the unified social credit code of GB 32100-2015, 18 characters."""

from enum import StrEnum

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I O Z S V, which look like other characters
WEIGHTS = tuple(3**place % 31 for place in range(17))
VALUES = {character: value for value, character in enumerate(ALPHABET)}


class Problem(StrEnum):
    """Why a code cannot be right. At most one: the first that applies, in this order."""

    LENGTH = "length"  # not 18 characters
    CHARACTERS = "characters"  # outside the alphabet; lower case too
    AREA = "area"  # places 3 to 8 are not six digits
    CHECK = "check"  # the 18th character does not follow from the others


def check_character(first17: str) -> str:
    """Return the 18th character: 31 minus the weighted sum modulo 31, where 31 itself is written 0.

    Raises ValueError when the text is not 17 characters of the alphabet; the message does not repeat it.
    """
    if len(first17) != 17 or any(character not in VALUES for character in first17):
        raise ValueError("a check character needs exactly 17 characters of the alphabet of GB 32100-2015")
    total = sum(VALUES[character] * weight for character, weight in zip(first17, WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def problem(code: str) -> Problem | None:
    """Judge one code as it stands; spelling is the caller's to normalise."""
    if len(code) != 18:
        return Problem.LENGTH
    if any(character not in VALUES for character in code):
        return Problem.CHARACTERS
    if not code[2:8].isdigit():
        return Problem.AREA
    return None if code[17] == check_character(code[:17]) else Problem.CHECK
