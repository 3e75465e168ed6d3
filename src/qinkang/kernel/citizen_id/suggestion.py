"""What a number with a failing check may have been meant to be (C-06): for a person to choose from."""

from datetime import date, timedelta

from .number import birth_date, check_character

LONGEST_LIFE = timedelta(days=130 * 366)


def suggestions(number: str, *, on: date) -> tuple[str, ...]:
    """Return the valid numbers one slip away: two neighbours swapped first, then one wrong character.

    Only numbers whose birth date lies within 130 years before `on`. They are never used unasked:
    a wrong number has several neighbours and nothing tells which is right. Anything but 18
    characters, or a number that passes already, has no suggestions.
    """
    if len(number) != 18 or not number.isascii() or not number[:17].isdigit() or passes(number, on):
        return ()
    candidates = dict.fromkeys([*swapped(number), *one_changed(number)])
    return tuple(c for c in candidates if passes(c, on))


def swapped(number: str) -> list[str]:
    """Return the number with each pair of differing neighbours exchanged."""
    return [
        number[:i] + number[i + 1] + number[i] + number[i + 2 :]
        for i in range(17)
        if number[i] != number[i + 1] and (i < 16 or number[17] != "X")
    ]


def one_changed(number: str) -> list[str]:
    """Return the number with each single character replaced by every other one allowed there."""
    return [
        number[:i] + other + number[i + 1 :]
        for i in range(18)
        for other in ("0123456789X" if i == 17 else "0123456789")
        if other != number[i]
    ]


def passes(number: str, on: date) -> bool:
    born = birth_date(number[6:14], on=on)
    return (
        born is not None
        and on - born <= LONGEST_LIFE
        and number[14:17] != "000"
        and number[-1] == check_character(number[:17])
    )
