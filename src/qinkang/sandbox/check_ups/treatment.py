"""Existing problems and the treatment of the past year."""

import numpy as np

from qinkang.sandbox.check_ups.visits import Visits
from qinkang.sandbox.texts import Texts, code, day, month, number, one_of, several, words

_DRUGS = {  # illness: drug, dose
    "hypertension": ("苯磺酸氨氯地平片", "5mg 1次/日"),
    "diabetes": ("盐酸二甲双胍片", "0.5g 2次/日"),
    "heart": ("阿司匹林肠溶片", "100mg 1次/日"),
    "stroke": ("阿托伐他汀钙片", "20mg 1次/晚"),
    "copd": ("氨茶碱片", "0.1g 2次/日"),
}
_DRUGS_ON_FORM = 6


def problems(visits: Visits, rng: np.random.Generator) -> dict[str, Texts]:
    """The sets of existing problems; "not found" stands alone."""
    count, facts = len(visits), visits.people.facts
    lot = rng.random(count)
    kidney = facts.diabetes & (lot < 0.04)
    brain = facts.dementia | (rng.random(count) < 0.01)
    elsewhere = facts.diabetes | facts.copd | facts.arthritis
    illness = np.where(facts.diabetes, "2型糖尿病", np.where(facts.copd, "慢性阻塞性肺疾病", "关节炎"))
    return {
        "cerebro": several(
            {
                "2": facts.stroke & (lot < 0.8),
                "3": facts.stroke & (lot >= 0.8),
                "5": ~facts.stroke & (lot > 0.985),
            },
            none="1",
        ),
        "kidney": several({"2": kidney, "5": ~kidney & (lot > 0.99)}, none="1"),
        "heart": several(
            {
                "2": facts.heart & (lot < 0.12),
                "3": facts.heart & (lot >= 0.12),
                "4": facts.heart & (lot < 0.2),
                "5": facts.heart & (lot > 0.93),
            },
            none="1",
        ),
        "vessel": several({"3": rng.random(count) < 0.02}, none="1"),
        "eye": several({"2": facts.diabetes & (lot < 0.03), "4": facts.cataract}, none="1"),
        "neuro": code(1 + brain),
        "neuro_other": np.where(facts.dementia, "阿尔茨海默病", words("帕金森病", brain)),
        "other_system": code(1 + elsewhere),
        "other_system_other": np.where(elsewhere, illness, ""),
    }


def past_year(visits: Visits, rng: np.random.Generator) -> dict[str, Texts]:
    """Stays in hospital, home beds, drugs and vaccines."""
    count, facts = len(visits), visits.people.facts
    ill = facts.heart | facts.stroke | facts.copd | facts.cancer
    stayed = rng.random(count) < np.where(ill, 0.3, 0.08)
    admitted = visits.on - rng.integers(40, 330, count)
    left = admitted + rng.integers(4, 22, count)
    bed = (facts.selfcare == 4) & (rng.random(count) < 0.2)
    vaccinated = rng.random(count) < 0.07
    given = visits.on - rng.integers(20, 360, count)
    where = visits.by.name
    reasons = ("肺部感染", "心功能不全", "脑梗死恢复期", "骨折", "胆囊炎")
    found = {
        "hospital_1_admitted": month(admitted, stayed),
        "hospital_1_discharged": month(left, stayed),
        "hospital_1_reason": np.where(stayed, one_of(rng, reasons, count), ""),
        "hospital_1_org": words("县人民医院", stayed),
        "hospital_1_mrn": number(rng.integers(100_000, 999_999, count), 0, stayed),
        "home_bed_1_opened": month(admitted, bed & ~stayed),
        "home_bed_1_closed": month(np.minimum(left + 60, visits.on), bed & ~stayed),
        "home_bed_1_reason": words("卧床", bed & ~stayed),
        "home_bed_1_org": np.where(bed & ~stayed, where, ""),
        "vaccines_1_name": np.where(
            vaccinated, one_of(rng, ("流感疫苗", "23价肺炎球菌多糖疫苗"), count, (3, 1)), ""
        ),
        "vaccines_1_given": day(given, vaccinated),
        "vaccines_1_org": np.where(vaccinated, where, ""),
    }
    return found | _drugs(visits, rng)


def _drugs(visits: Visits, rng: np.random.Generator) -> dict[str, Texts]:
    """The drugs taken, from the first group on without gaps."""
    count, facts = len(visits), visits.people.facts
    columns = {
        name: [np.full(count, "", object) for _ in range(_DRUGS_ON_FORM)]
        for name in ("name", "route", "dose", "duration", "adherence")
    }
    filled = np.zeros(count, int)
    for illness, (drug, dose) in _DRUGS.items():
        takes = getattr(facts, illness) & (rng.random(count) < 0.75)
        years = rng.integers(1, 16, count)
        faithful = np.where(rng.random(count) < 0.85, "1", "2")
        for n in range(_DRUGS_ON_FORM):
            here = takes & (filled == n)
            columns["name"][n][here] = drug
            columns["route"][n][here] = "口服"
            columns["dose"][n][here] = dose
            columns["duration"][n][here] = np.char.add(years[here].astype("U3"), "年").astype(object)
            columns["adherence"][n][here] = faithful[here]
        filled += takes
    return {
        f"drugs_{n + 1}_{name}": column for name, groups in columns.items() for n, column in enumerate(groups)
    }
