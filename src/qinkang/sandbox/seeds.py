"""Where chance comes from: one seed, many independent named streams."""

from zlib import crc32

import numpy as np


def stream(seed: int, *names: str) -> np.random.Generator:
    """The generator for one purpose, so that drawing more in one place changes nothing elsewhere."""
    return np.random.default_rng([seed, *(crc32(name.encode()) for name in names)])
