"""Score, verdict and reasons: for one pair, and for many at once with the same answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from qinkang.linkage.background import Background
from qinkang.linkage.comparisons import COMPARISONS, name, number
from qinkang.linkage.comparisons.comparison import Comparison, Places
from qinkang.linkage.identity import Identity
from qinkang.linkage.level import UNKNOWN, Level
from qinkang.linkage.people import Codes, People

REVIEW_FROM = 26.0
"""Bits from which a person should look (省级默认值，待确认). Some eight million people are over sixty
(2^23), and about every eighth of them has a second entry that no number joins (2^3): above 26 bits one
person is likelier than two."""
EXACT = 1e-9  # sums of the same bits in another order may differ in the last place
NUMBER = COMPARISONS.index(number.COMPARISON)
NAME = COMPARISONS.index(name.COMPARISON)
SAME_NUMBER = (number.SAME, number.FIFTEEN)
MANY = 1 << 17  # pairs compared at a time, so that what is in between stays small


class Verdict(StrEnum):
    """What two identities are to each other."""

    SAME = "same"
    SUSPECTED = "suspected"
    DIFFERENT = "different"


LABELS = {
    Verdict.SAME: "同一人",
    Verdict.SUSPECTED: "疑似同一人",
    Verdict.DIFFERENT: "不同",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of an explanation. It says what was found, never the values compared."""

    comparison: str
    title: str
    level: str
    label: str
    weight: float

    def as_json(self) -> dict[str, str | float]:
        """Return it for storing; the weight in bits with two decimals."""
        return {
            "comparison": self.comparison,
            "title": self.title,
            "level": self.level,
            "label": self.label,
            "weight": round(self.weight, 2),
        }


@dataclass(frozen=True, slots=True)
class Judged:
    """One pair with its verdict; `score` is the sum of the reasons' weights, in bits."""

    verdict: Verdict
    score: float
    reasons: tuple[Reason, ...]


def judge(a: Identity, b: Identity, background: Background | None = None) -> Judged:
    """Compare two identities; which of them is `a` makes no difference."""
    background = background or Background()
    reasons = []
    levels = [one.plain(a, b, background) or UNKNOWN for one in COMPARISONS]
    for comparison, level in zip(COMPARISONS, levels, strict=True):
        weight = level.weight
        if level.by_frequency and a.name_key is not None:
            weight += background.correction(a.name_key)
        reasons.append(reason(comparison, level, weight))
    score = sum(one.weight for one in reasons)
    if levels[NUMBER] in SAME_NUMBER:
        return Judged(Verdict.SAME, score, tuple(reasons))
    verdict = Verdict.SUSPECTED if score >= REVIEW_FROM - EXACT else Verdict.DIFFERENT
    return Judged(verdict, score, tuple(reasons))


def reason(comparison: Comparison, level: Level, weight: float) -> Reason:
    """Return the line of an explanation for one comparison."""
    return Reason(comparison.code, comparison.title, level.code, level.label, weight)


@dataclass(frozen=True)
class JudgedPairs:
    """Many pairs, judged.

    Attributes:
        places: for each pair and comparison the place of its level, -1 where nothing could be compared.
        name_weights: bits of each pair's name comparison, which depend on the name.
        score: bits of each pair.
        same, suspected: the verdicts; what is neither is different.
    """

    places: Places
    name_weights: npt.NDArray[np.float64]
    score: npt.NDArray[np.float64]
    same: npt.NDArray[np.bool_]
    suspected: npt.NDArray[np.bool_]

    def __getitem__(self, pair: int) -> Judged:
        """Return one pair with its reasons, as `judge` would."""
        reasons = []
        for at, comparison in enumerate(COMPARISONS):
            level = comparison.at(int(self.places[pair, at]))
            weight = float(self.name_weights[pair]) if at == NAME else level.weight
            reasons.append(reason(comparison, level, weight))
        verdict = (
            Verdict.SAME
            if self.same[pair]
            else Verdict.SUSPECTED
            if self.suspected[pair]
            else Verdict.DIFFERENT
        )
        return Judged(verdict, float(self.score[pair]), tuple(reasons))


def judge_pairs(of: People, left: Codes, right: Codes, background: Background | None = None) -> JudgedPairs:
    """Compare many pairs.

    Args:
        of: the identities.
        left, right: for each pair the places of its two in `of`.
        background: how frequent names and phones are.
    """
    background = background or Background()
    correction = np.array([background.correction(key) for key in of.name_keys] + [0.0])
    parts = [
        _judge_some(of, left[start : start + MANY], right[start : start + MANY], background, correction)
        for start in range(0, max(len(left), 1), MANY)
    ]
    return JudgedPairs(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _judge_some(
    of: People, left: Codes, right: Codes, background: Background, correction: npt.NDArray[np.float64]
) -> Sequence[npt.NDArray[np.generic]]:
    places = np.stack([one.columns(of, left, right, background) for one in COMPARISONS], axis=1)
    weights = np.stack(
        [
            np.array([*(level.weight for level in one.levels), UNKNOWN.weight])[places[:, at]]
            for at, one in enumerate(COMPARISONS)
        ],
        axis=1,
    )
    by_frequency = np.array([*(level.by_frequency for level in name.COMPARISON.levels), False])
    weights[:, NAME] += np.where(by_frequency[places[:, NAME]], correction[of.key[left]], 0.0)
    score = weights.sum(axis=1)
    first_two = places[:, NUMBER]
    same = (first_two >= 0) & (first_two < len(SAME_NUMBER))
    return places, weights[:, NAME], score, same, ~same & (score >= REVIEW_FROM - EXACT)
