"""Columns of ID numbers for people who do not exist (GB 11643-1999)."""

import numpy as np

from qinkang.kernel.citizen_id.number import CHECK_CHARACTERS, WEIGHTS

_CHECK = np.array(list(CHECK_CHARACTERS), object)


def completed(prefix: np.ndarray, born: np.ndarray, sequence: np.ndarray) -> np.ndarray:
    """Numbers of 18 characters from area code, birth date (datetime64[D]) and sequence (1 to 999)."""
    days = np.char.replace(np.datetime_as_string(born), "-", "")
    first = np.char.add(np.char.add(prefix.astype("U6"), days), np.char.zfill(sequence.astype("U3"), 3))
    digits = first.astype("U17").view("U1").reshape(-1, 17).astype(np.int64)
    return first.astype(object) + _CHECK[(digits @ np.array(WEIGHTS)) % 11]


def given(prefix: np.ndarray, born: np.ndarray, sex: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A number for everybody, no two alike; an odd sequence for men (sex code 1), even for women."""
    numbers = np.empty(len(prefix), object)
    open_rows = np.arange(len(prefix))
    while len(open_rows):
        parity = (sex[open_rows] == "1").astype(int)
        sequence = rng.integers(1, 497, len(open_rows)) * 2 + parity  # 002 to 993
        numbers[open_rows] = completed(prefix[open_rows], born[open_rows], sequence)
        kept = np.zeros(len(numbers), bool)
        kept[np.unique(numbers.astype("U18"), return_index=True)[1]] = True
        open_rows = np.flatnonzero(~kept)
    return numbers
