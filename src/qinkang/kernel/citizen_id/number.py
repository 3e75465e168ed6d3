"""The arithmetic of GB 11643-1999: check character and birth date."""

from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"  # by remainder modulo 11
EARLIEST_BIRTH = date(1800, 1, 1)  # centenarians of the first issue were born in the 1800s


def check_character(first17: str) -> str:
    """Return the 18th character for 17 ASCII digits (GB 11643-1999, ISO 7064 MOD 11-2).

    Raises ValueError when the text is not 17 digits; the message does not repeat it.
    """
    if len(first17) != 17 or not (first17.isascii() and first17.isdigit()):
        raise ValueError("a check character needs exactly 17 digits")
    return CHECK_CHARACTERS[
        sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True)) % 11
    ]


def birth_date(yyyymmdd: str, *, on: date) -> date | None:
    """Return the calendar date of eight digits, or None if there is none between 1800 and `on`."""
    try:
        born = date(int(yyyymmdd[:4]), int(yyyymmdd[4:6]), int(yyyymmdd[6:]))
    except ValueError:
        return None
    return born if EARLIEST_BIRTH <= born <= on else None
