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
        marital: GB/T 2261.2, 10 never married, 20 married, 30 widowed, 40 divorced.
        living: 1 alone, 2 with the spouse, 3 with children, 6 with other relatives, 7 with others, 8 in an
            institution.
        empty_nest: the children live elsewhere; left_behind: they work in another place.
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
    marital: np.ndarray
    living: np.ndarray
    empty_nest: np.ndarray
    left_behind: np.ndarray


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
    health = {
        "height": np.clip(rng.normal(np.where(male, 164.5, 153.0), 6.0) - 0.8 * older, 136, 190),
        "bmi": bmi,
        "hypertension": np.where(heavy, has(0.70, 1.2), has(0.51, 1.2)),
        "diabetes": np.where(heavy, has(0.29), has(0.185)),
        "heart": has(0.14, 1.4),
        "stroke": has(0.08, 1.4),
        "copd": has(0.10, 1.2),
        "cancer": has(0.025),
        "dementia": has(0.045, 3.0),
        "cataract": has(0.25, 1.6),
        "arthritis": has(0.30, 1.1),
        "depressed": has(0.12, 1.2),
        "forgetful": has(0.14, 1.9),
        "selfcare": _graded(older, rng),
        "smoking": _one_of(rng, male, (0.45, 0.20, 0.35), (0.965, 0.01, 0.025)),
        "drinking": _one_of(rng, male, (0.58, 0.22, 0.11, 0.09), (0.95, 0.04, 0.007, 0.003)),
    }
    marital = _married(older, male, rng)
    living = _living(marital, rng)
    apart = np.isin(living, (1, 2))
    return Facts(
        **health,
        marital=marital,
        living=living,
        empty_nest=apart & (rng.random(count) < 0.85),
        left_behind=apart & (rng.random(count) < 0.15),
    )


def _married(older: np.ndarray, male: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Widowed more with age, women far more; some divorced, a few never married (placeholders)."""
    lot = rng.random(len(older))
    never = np.where(male, 0.03, 0.006)
    odds = np.where(male, 0.20, 0.75) * 3.2**older
    return np.select(
        (lot < never, lot < never + 0.02, rng.random(len(older)) < odds / (1 + odds)), (10, 40, 30), 20
    )


def _living(marital: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Alone about 14 %, with the spouse only 45 %, with children 33 %, in institutions 2 %."""
    kinds = (2, 3, 1, 8, 6, 7)
    couple, single = (0.62, 0.335, 0.025, 0.008, 0.009, 0.003), (0.0, 0.335, 0.425, 0.05, 0.15, 0.04)
    lot = rng.random(len(marital))
    paired, other = (
        np.searchsorted(np.cumsum(shares[:-1]), lot, side="right") for shares in (couple, single)
    )
    return np.array(kinds)[np.where(marital == 20, paired, other)]


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
