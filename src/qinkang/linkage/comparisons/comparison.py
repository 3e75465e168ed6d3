"""What a comparison is: a title, levels, and two ways of finding the level that agree."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from qinkang.linkage.background import Background
from qinkang.linkage.identity import Identity
from qinkang.linkage.level import UNKNOWN, Level
from qinkang.linkage.people import Codes, People

Places = npt.NDArray[np.int64]
"""For each pair the place of its level in the comparison's list; -1 where nothing can be compared."""


@dataclass(frozen=True)
class Comparison:
    """One aspect of two identities.

    Attributes:
        code: names it in stored explanations.
        title: what a reviewer reads.
        levels: from the strongest to the weakest; a pair has the first that applies.
        plain: compares one pair; None where nothing can be compared.
        columns: compares many pairs, given as places of the left and of the right.
    """

    code: str
    title: str
    levels: tuple[Level, ...]
    plain: Callable[[Identity, Identity, Background], Level | None]
    columns: Callable[[People, Codes, Codes, Background], Places]

    def __post_init__(self) -> None:
        """Refuse levels out of order, or that one person does not reach for certain (ValueError)."""
        if any(upper.weight <= lower.weight for upper, lower in pairwise(self.levels)):
            raise ValueError(f"comparison {self.code}: a stronger level stands below a weaker one")
        if abs(sum(level.m for level in self.levels) - 1) > 1e-9:
            raise ValueError(f"comparison {self.code}: the levels of one person do not add up to 1")

    def at(self, place: int) -> Level:
        """Return the level at a place."""
        return UNKNOWN if place < 0 else self.levels[place]


def first_of(known: npt.NDArray[np.bool_], *conditions: npt.NDArray[np.bool_]) -> Places:
    """Return the place of the first condition that holds, the place after them where none does.

    -1 where `known` is false.
    """
    found = np.select(conditions, range(len(conditions)), default=len(conditions))
    return np.where(known, found, -1).astype(np.int64)
