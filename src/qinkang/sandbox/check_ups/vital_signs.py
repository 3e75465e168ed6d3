"""Symptoms, general condition and the screens for older people."""

from dataclasses import dataclass

import numpy as np

from qinkang.sandbox.check_ups.visits import Visits
from qinkang.sandbox.texts import Texts, code, number, one_of, several, words

_SYMPTOMS = {  # code: share among those who complain at all
    "2": 0.10, "3": 0.25, "4": 0.07, "5": 0.08, "6": 0.03, "9": 0.03, "10": 0.03, "11": 0.03, "12": 0.02,
    "13": 0.15, "15": 0.10, "16": 0.10, "17": 0.03, "18": 0.01, "19": 0.10,
    "20": 0.02, "21": 0.02, "23": 0.10,
}  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """What was measured, as numbers: mmHg, cm, kg, kg/m²."""

    sbp_left: np.ndarray
    dbp_left: np.ndarray
    sbp_right: np.ndarray
    dbp_right: np.ndarray
    height: np.ndarray
    weight: np.ndarray
    bmi: np.ndarray


def measured(visits: Visits, rng: np.random.Generator) -> Measured:
    """Pressure 138±19 over 79±11 with r = 0.65; the index follows from height and weight as written."""
    count, facts = len(visits), visits.people.facts
    first, second = rng.normal(size=(2, count))
    high = np.where(facts.hypertension, 5.0, -6.3)
    sbp = 138 + high + 18 * first
    dbp = 79 + high * 0.25 + 11 * (0.62 * first + np.sqrt(1 - 0.62**2) * second)
    rounded = rng.random(count) < 0.45  # the habit of writing a pressure that ends in 0
    left = _pair(sbp, dbp, rounded)
    right = _pair(sbp + rng.normal(0, 4, count), dbp + rng.normal(0, 3, count), rounded)
    height = np.round(facts.height + rng.normal(0, 0.3, count), 1)
    weight = np.maximum(np.round(facts.bmi * (height / 100) ** 2, 1), 35)
    bmi = np.floor(weight / (height / 100) ** 2 * 10 + 0.5) / 10
    return Measured(*left, *right, height, weight, bmi)


def _pair(sbp: np.ndarray, dbp: np.ndarray, rounded: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    sbp = np.where(rounded, np.round(sbp, -1), np.round(sbp))
    dbp = np.where(rounded, np.round(dbp, -1), np.round(dbp))
    sbp = np.clip(sbp, 90, 214)
    return sbp, np.clip(np.minimum(dbp, sbp - 20), 48, 124)


def written(visits: Visits, m: Measured, rng: np.random.Generator) -> dict[str, Texts]:
    """The fields of the two blocks."""
    count, facts = len(visits), visits.people.facts
    complains = rng.random(count) < 0.42
    symptoms = {c: complains & (rng.random(count) < share) for c, share in _SYMPTOMS.items()}
    symptoms["7"] = complains & facts.copd & (rng.random(count) < 0.7)
    symptoms["14"] = complains & facts.arthritis & (rng.random(count) < 0.7)
    symptoms["22"] = complains & facts.cataract & (rng.random(count) < 0.5)
    symptoms["25"] = complains & (rng.random(count) < 0.02)
    pulse = np.clip(np.round(rng.normal(74, 9, count)), 48, 112)
    male = visits.people.sex == "1"
    waist = np.where(male, 87, 84) + 0.7 * 10 / 3.5 * (m.bmi - 23.8) + rng.normal(0, 7, count)
    health = 1 + np.searchsorted((0.38, 0.80, 0.87, 0.98), rng.random(count))
    return {
        "symptoms": several(dict(sorted(symptoms.items(), key=lambda item: int(item[0]))), none="1"),
        "symptoms_other": words("皮肤瘙痒", symptoms["25"]),
        "temperature": number(np.clip(rng.normal(36.4, 0.2, count), 35.7, 37.3), 1),
        "pulse": number(pulse),
        "heart_rate": number(np.clip(pulse + np.round(rng.normal(0, 1, count)), 46, 118)),
        "resp": number(np.clip(rng.normal(18, 1.4, count), 14, 24)),
        "sbp_left": number(m.sbp_left),
        "dbp_left": number(m.dbp_left),
        "sbp_right": number(m.sbp_right),
        "dbp_right": number(m.dbp_right),
        "height": number(m.height, 1),
        "weight": number(m.weight, 1),
        "waist": number(np.clip(waist, 58, 126), 1),
        "bmi": number(m.bmi, 1),
        "health_self": code(np.where(facts.selfcare >= 3, np.maximum(health, 4), health)),
        "selfcare_self": code(facts.selfcare),
        "cognition_screen": code(1 + facts.forgetful),
        "mmse_total": number(rng.integers(8, 25, count), 0, facts.forgetful),
        "emotion_screen": code(1 + facts.depressed),
        "gds_total": number(rng.integers(11, 25, count), 0, facts.depressed),
    }


def habits(visits: Visits, rng: np.random.Generator) -> dict[str, Texts]:
    """Exercise, diet, smoking, drinking, exposure at work; nothing after a "never"."""
    count, facts, age = len(visits), visits.people.facts, visits.age
    exercise = np.where(facts.selfcare == 4, 4, 1 + np.searchsorted((0.46, 0.60, 0.76), rng.random(count)))
    moves = exercise < 4
    plain = rng.random(count)
    smoked, smokes_no_more = facts.smoking > 1, facts.smoking == 2
    smoke_start = rng.integers(15, 36, count)
    drank = facts.drinking > 1
    drink_start = rng.integers(18, 41, count)
    stopped = drank & (rng.random(count) < 0.2)
    beer = drank & (rng.random(count) < 0.25)
    exposed = rng.random(count) < 0.04
    dust = exposed & (rng.random(count) < 0.7)
    chemical = exposed & ~dust
    years = rng.integers(3, 31, count)
    return {
        "ex_freq": code(exercise),
        "ex_minutes": number(rng.choice([15, 20, 30, 30, 40, 60], count), 0, moves),
        "ex_years": number(rng.integers(1, 26, count), 0, moves),
        "ex_way": np.where(moves, one_of(rng, ("散步", "快走", "广场舞", "太极拳", "做家务"), count), ""),
        "diet": several(
            {
                "1": plain < 0.78,
                "2": (plain >= 0.78) & (plain < 0.82),
                "3": plain >= 0.82,
                "4": rng.random(count) < 0.15,
                "5": rng.random(count) < 0.06,
                "6": rng.random(count) < 0.03,
            }
        ),
        "smoke": code(facts.smoking),
        "smoke_per_day": number(rng.choice([5, 10, 10, 15, 20, 20, 30], count), 0, smoked),
        "smoke_start_age": number(smoke_start, 0, smoked),
        "smoke_quit_age": number(
            np.minimum(smoke_start + rng.integers(15, 45, count), age), 0, smokes_no_more
        ),
        "drink_freq": code(facts.drinking),
        "drink_liang_per_day": number(rng.choice([0.5, 1, 1, 2, 2, 3], count), 1, drank),
        "drink_quit": code(1 + stopped, drank),
        "drink_quit_age": number(np.minimum(drink_start + rng.integers(20, 45, count), age), 0, stopped),
        "drink_start_age": number(drink_start, 0, drank),
        "drunk_last_year": code(np.where(~stopped & (rng.random(count) < 0.05), 1, 2), drank),
        "drink_kinds": several({"1": drank & ~beer, "2": beer}),
        "occ_exposure": code(1 + exposed),
        "occ_job": np.where(dust, "采煤工", words("喷漆工", chemical)),
        "occ_years": number(years, 0, exposed),
        "occ_dust": words("煤尘", dust),
        "occ_dust_protection": code(rng.integers(1, 3, count), dust),
        "occ_chemical": words("苯", chemical),
        "occ_chemical_protection": code(rng.integers(1, 3, count), chemical),
    }
