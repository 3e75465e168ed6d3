"""What is true of a person's body and habits, whether or not anybody ever measures it."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Facts:
    """One array per fact, one entry per person.

    Attributes:
        height: cm; bmi: kg/m².
        hypertension, diabetes, heart, stroke, copd, cancer, dementia, cataract, arthritis: has it.
        depressed, forgetful: would be found by the screens of feeling and of thinking.
        selfcare: grade 1 (independent) to 4 (cannot care for oneself).
        smoking: 1 never, 2 quit, 3 smokes; drinking: 1 never to 4 daily.
    """

    height: np.ndarray
    bmi: np.ndarray
    hypertension: np.ndarray
    diabetes: np.ndarray
    heart: np.ndarray
    stroke: np.ndarray
    copd: np.ndarray
    cancer: np.ndarray
    dementia: np.ndarray
    cataract: np.ndarray
    arthritis: np.ndarray
    depressed: np.ndarray
    forgetful: np.ndarray
    selfcare: np.ndarray
    smoking: np.ndarray
    drinking: np.ndarray


def drawn(age: np.ndarray, sex: np.ndarray, rng: np.random.Generator) -> Facts:
    """Facts with the prevalences known for people aged 65 and over, rising with age."""
    count, male = len(age), sex == "1"
    older = (age - 73) / 10  # 73: about the mean age of those 65 and over

    def has(share: float, per_decade: float = 1.0) -> np.ndarray:
        """True with odds that multiply by `per_decade` for every ten years."""
        odds = share / (1 - share) * per_decade**older
        return rng.random(count) < odds / (1 + odds)

    bmi = np.clip(rng.normal(23.8, 3.5, count), 15.6, 37)
    heavy = bmi > 26
    return Facts(
        height=np.clip(rng.normal(np.where(male, 164.5, 153.0), 6.0) - 0.8 * older, 136, 190),
        bmi=bmi,
        hypertension=np.where(heavy, has(0.70, 1.2), has(0.51, 1.2)),
        diabetes=np.where(heavy, has(0.29), has(0.185)),
        heart=has(0.14, 1.4),
        stroke=has(0.08, 1.4),
        copd=has(0.10, 1.2),
        cancer=has(0.025),
        dementia=has(0.045, 3.0),
        cataract=has(0.25, 1.6),
        arthritis=has(0.30, 1.1),
        depressed=has(0.12, 1.2),
        forgetful=has(0.14, 1.9),
        selfcare=_graded(older, rng),
        smoking=_one_of(rng, male, (0.45, 0.20, 0.35), (0.965, 0.01, 0.025)),
        drinking=_one_of(rng, male, (0.58, 0.22, 0.11, 0.09), (0.95, 0.04, 0.007, 0.003)),
    )


def _graded(older: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Grades 1 to 4 near 90, 5.5, 2.3 and 2.2 %, worse with age."""
    lot = rng.random(len(older)) / 2.2**older
    return 1 + (lot < 0.075) + (lot < 0.034) + (lot < 0.0165)


def _one_of(
    rng: np.random.Generator, male: np.ndarray, his: tuple[float, ...], hers: tuple[float, ...]
) -> np.ndarray:
    lot = rng.random(len(male))
    man, woman = (1 + np.searchsorted(np.cumsum(shares[:-1]), lot) for shares in (his, hers))
    return np.where(male, man, woman)
