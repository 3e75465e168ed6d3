"""Invented telephone numbers: own mobiles, a relative's, landlines, or none."""

import numpy as np

from qinkang.sandbox.people.counties import COUNTIES

_MOBILE_LISTED = """
130 131 132 134 135 136 137 138 139 150 151 152 158 159 177 180 182 187 189 199
"""
_MOBILE = np.array(_MOBILE_LISTED.split(), object)


def given(county: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A number for each county code; "" for the 8 % who have none; about 6 % share a neighbour's."""
    count = len(county)
    tails = rng.integers(10_000_000, 99_999_999, count)
    phones = rng.choice(_MOBILE, count) + tails.astype("U8").astype(object)
    for row in np.flatnonzero(rng.random(count) < 0.05):
        dialling = COUNTIES[county[row]].dialling
        local = f"{2 + row % 7}{tails[row] % 10_000_000:07d}"  # local numbers begin with 2 to 8
        phones[row] = f"{dialling}-{local if dialling == '029' else local[:7]}"
    order = np.lexsort((np.arange(count), county.astype("U6")))
    shared = rng.random(count) < 0.06
    shared[0] = False
    shared[1:] &= ~shared[:-1]  # so that at most two share one
    phones[order[shared]] = phones[order[np.flatnonzero(shared) - 1]]
    phones[rng.random(count) < 0.08] = ""
    return phones
