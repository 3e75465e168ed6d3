"""What a comparison can find: levels in order, each in words and with its weight in bits."""

from dataclasses import dataclass
from math import log2


@dataclass(frozen=True, slots=True)
class Level:
    """One thing that comparing two identities may show.

    The figures are provincial defaults until confirmed (省级默认值，待确认): set from what is known of
    the trade, to be replaced by what reviewers' decisions teach.

    Attributes:
        code: never changed; stored with a pair.
        label: what a reviewer reads.
        m: probability of this level where both are one person.
        u: probability of this level among different persons that come to be compared at all, who are
            often neighbours or relatives.
        because: why these figures.
        by_frequency: `u` is for a name of usual frequency; a more frequent one counts less.
    """

    code: str
    label: str
    m: float
    u: float
    because: str
    by_frequency: bool = False

    def __post_init__(self) -> None:
        """Refuse what is no probability, by raising ValueError."""
        if not (0 < self.m <= 1 and 0 < self.u <= 1):
            raise ValueError(f"level {self.code}: m and u are probabilities above nothing")

    @property
    def weight(self) -> float:
        """How much this speaks for one person, in bits; negative speaks against it."""
        return log2(self.m / self.u)


UNKNOWN = Level("unknown", "缺少，无法比较", 1.0, 1.0, "一方未填或无效，既不支持也不反对")
"""Stands for every comparison in which one of the two is silent; in columns its place is -1."""
