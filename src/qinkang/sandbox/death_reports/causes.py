"""Underlying causes of death, as frequent as they are at 65 and over (ICD-10)."""

from __future__ import annotations

import numpy as np

from qinkang.sandbox.people import Population
from qinkang.sandbox.texts import Texts

_COMMON = {
    "I21.9": ("急性心肌梗死", 15),
    "I25.1": ("动脉硬化性心脏病", 13),
    "I63.9": ("脑梗死", 14),
    "I61.9": ("脑出血", 10),
    "C34.9": ("肺恶性肿瘤", 6.5),
    "C16.9": ("胃恶性肿瘤", 5),
    "C15.9": ("食管恶性肿瘤", 3.5),
    "C22.9": ("肝恶性肿瘤", 4),
    "J44.9": ("慢性阻塞性肺疾病", 8),
    "J18.9": ("肺炎", 3),
    "W19.9": ("跌倒", 2.6),
    "V89.2": ("道路交通事故", 1.4),
    "E14.9": ("糖尿病", 4),
    "N18.9": ("慢性肾脏病", 2.5),
    "K74.6": ("肝硬化", 2),
    "R54": ("衰老", 1),
}
_OF_ONE_SEX = {"1": ("C61", "前列腺恶性肿瘤"), "2": ("C53.9", "宫颈恶性肿瘤")}
_RARE = 0.012


def drawn(people: Population, rng: np.random.Generator) -> tuple[Texts, Texts]:
    """Code and words for everybody."""
    shares = np.array([share for _, share in _COMMON.values()])
    code = rng.choice(np.array(list(_COMMON), object), len(people), p=shares / shares.sum())
    said = np.array([_COMMON[one][0] for one in code], object)
    rare = rng.random(len(people)) < _RARE
    for sex, (own, called) in _OF_ONE_SEX.items():
        code = np.where(rare & (people.sex == sex), own, code)
        said = np.where(rare & (people.sex == sex), called, said)
    return code, said
