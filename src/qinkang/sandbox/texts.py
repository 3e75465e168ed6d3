"""Arrays of values as the plain text that all senders start from: codes, ISO dates, "" for nothing."""

from collections.abc import Mapping, Sequence

import numpy as np

Texts = np.ndarray
"""An object array of str; several codes of one cell are parted by a comma."""


def number(values: np.ndarray, decimals: int = 0, where: np.ndarray | None = None) -> Texts:
    """Numbers with that many decimals; "" where not wanted."""
    written = np.char.mod(f"%.{decimals}f", np.asarray(values, float)).astype(object)
    return written if where is None else np.where(where, written, "")


def code(values: np.ndarray, where: np.ndarray | None = None) -> Texts:
    """Whole-number codes."""
    return number(values, 0, where)


def words(text: str, where: np.ndarray) -> Texts:
    """The same words wherever wanted."""
    return np.where(where, text, "").astype(object)


def day(days: np.ndarray, where: np.ndarray | None = None) -> Texts:
    """Days as 2025-03-05."""
    written = np.datetime_as_string(days.astype("datetime64[D]")).astype(object)
    return written if where is None else np.where(where, written, "")


def month(days: np.ndarray, where: np.ndarray) -> Texts:
    """Months as 2025-03."""
    return np.where(where, np.datetime_as_string(days.astype("datetime64[M]")).astype(object), "")


def several(flags: Mapping[str, np.ndarray], none: str | None = None) -> Texts:
    """The codes whose flag is set, in the order given; `none` where no flag is."""
    written: Texts | None = None
    for one, flag in flags.items():
        if written is None:
            written = words(one, flag)
        else:
            written = written + np.where(flag, np.where(written == "", one, f",{one}"), "")
    if written is None:
        raise ValueError("no flags")
    return written if none is None else np.where(written == "", none, written).astype(object)


def one_of(
    rng: np.random.Generator, options: Sequence[str], count: int, shares: Sequence[float] | None = None
) -> Texts:
    """Draw one of the options for each row."""
    weights = None if shares is None else np.array(shares) / sum(shares)
    return rng.choice(np.array(options, object), count, p=weights)
