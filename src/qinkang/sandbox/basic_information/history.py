"""Allergies, exposures, past illnesses and those of the family."""

from __future__ import annotations

import numpy as np

from qinkang.sandbox.people import Population
from qinkang.sandbox.texts import Texts, month, one_of, several, words

_GROUPS = 6
_OPERATIONS = ("胆囊切除术", "阑尾切除术", "白内障手术", "髋关节置换术", "疝修补术", "剖宫产术")
_INJURIES = ("桡骨骨折", "髋部骨折", "跌倒致软组织伤", "肋骨骨折")
_LOSSES = ("手术失血", "消化道出血", "贫血")
_OF_RELATIVES = {"2": 0.22, "3": 0.08, "4": 0.07, "7": 0.09, "6": 0.05, "5": 0.03}
_THIRTY_YEARS = 360


def written(people: Population, on: np.ndarray, rng: np.random.Generator) -> dict[str, Texts]:
    """The columns from 药物过敏史 to 残疾情况."""
    count = len(people)

    def some(share: float) -> np.ndarray:
        return rng.random(count) < share

    odd = some(0.004)
    allergic = {"2": some(0.03), "3": some(0.008), "4": some(0.004), "5": odd}
    exposed = {"2": some(0.006), "3": some(0.002), "4": some(0.002)}
    grade = people.facts.selfcare
    disabled = {
        "2": people.facts.cataract & some(0.05),
        "3": some(0.02),
        "5": (grade >= 3) & some(0.7),
        "7": some(0.003),
    }
    return {
        "drug_allergy": several(allergic, none="1"),
        "drug_allergy_other": words("头孢类", odd),
        "exposure": several(exposed, none="1"),
        **_illnesses(people, on, rng),
        **_events(people, on, rng),
        **{f"fam_{one}": _relatives(count, rng) for one in ("father", "mother", "siblings", "children")},
        **_hereditary(some(0.003)),
        "disability": several(disabled, none="1"),
    }


def _illnesses(people: Population, on: np.ndarray, rng: np.random.Generator) -> dict[str, Texts]:
    """What is ticked, and since when it is known, one group after another."""
    count, facts = len(people), people.facts
    other = (facts.arthritis & (rng.random(count) < 0.2)) | (rng.random(count) < 0.02)
    has = {
        "2": facts.hypertension,
        "3": facts.diabetes,
        "4": facts.heart,
        "5": facts.copd,
        "6": facts.cancer,
        "7": facts.stroke,
        "8": rng.random(count) < 0.004,
        "9": rng.random(count) < 0.006,
        "10": rng.random(count) < 0.015,
        "13": other,
    }
    columns = {"history_disease": several(has, none="1"), "history_disease_other": words("骨关节炎", other)}
    for n in range(1, _GROUPS + 1):
        for name in ("disease", "diagnosed"):
            columns[f"diagnoses_{n}_{name}"] = np.full(count, "", object)
    place = np.zeros(count, int)
    for illness, ill in has.items():
        place += ill
        known = month(_months_before(on, people.born, rng), ill)
        for n in range(1, _GROUPS + 1):
            here = ill & (place == n)
            columns[f"diagnoses_{n}_disease"][here] = illness
            columns[f"diagnoses_{n}_diagnosed"][here] = known[here]
    return columns


def _events(people: Population, on: np.ndarray, rng: np.random.Generator) -> dict[str, Texts]:
    count = len(people)
    columns: dict[str, Texts] = {}
    kinds = {"surgery": (0.18, _OPERATIONS), "trauma": (0.06, _INJURIES), "transfusion": (0.03, _LOSSES)}
    for kind, (share, called) in kinds.items():
        had = rng.random(count) < share
        known = called[:-1] if kind == "surgery" else called  # the last is for women only
        named = np.where(people.sex == "2", one_of(rng, called, count), one_of(rng, known, count))
        columns[f"history_{kind}"] = np.where(had, "2", "1").astype(object)
        columns[f"{kind}_1_name"] = np.where(had, named, "")
        columns[f"{kind}_1_happened"] = month(_months_before(on, people.born, rng), had)
    return columns


def _relatives(count: int, rng: np.random.Generator) -> Texts:
    return several({one: rng.random(count) < share for one, share in _OF_RELATIVES.items()}, none="1")


def _hereditary(had: np.ndarray) -> dict[str, Texts]:
    return {"genetic": np.where(had, "2", "1").astype(object), "genetic_other": words("血友病", had)}


def _months_before(on: np.ndarray, born: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A month within the thirty years before each day; all were born long before."""
    return on.astype("datetime64[M]") - rng.integers(1, _THIRTY_YEARS, len(on))
