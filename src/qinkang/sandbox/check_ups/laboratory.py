"""Auxiliary examinations: those free for people of 65 and over nearly always done, the others seldom."""

from dataclasses import dataclass

import numpy as np

from qinkang.sandbox.check_ups.visits import Visits
from qinkang.sandbox.texts import Texts, code, number, one_of, words


@dataclass(frozen=True)
class Analysed:
    """What later blocks need to know, as numbers or flags; NaN where not done."""

    fpg: np.ndarray
    tc: np.ndarray
    tg: np.ndarray
    hb: np.ndarray
    scr: np.ndarray
    ecg_unusual: np.ndarray
    abdomen_unusual: np.ndarray
    chest_unusual: np.ndarray


def written(visits: Visits, rng: np.random.Generator) -> tuple[dict[str, Texts], Analysed]:
    """The block's fields, and what the assessment rests on."""
    count, facts = len(visits), visits.people.facts
    male = visits.people.sex == "1"

    def share(of: float) -> np.ndarray:
        return rng.random(count) < of

    def normal(mean: float | np.ndarray, sd: float | np.ndarray, low: float, high: float) -> np.ndarray:
        return np.clip(rng.normal(mean, sd, count), low, high)

    blood, urine, liver, kidney, lipids = share(0.96), share(0.94), share(0.95), share(0.95), share(0.95)
    sugar, ecg, abdomen = share(0.97), share(0.96), share(0.92)
    microalbumin, hba1c_done = np.where(facts.diabetes, share(0.2), share(0.02)), np.where(
        facts.diabetes, share(0.4), share(0.04)
    )  # fmt: skip
    fpg = np.round(np.where(facts.diabetes, normal(8.2, 2.3, 4, 22), normal(5.4, 0.6, 3.5, 6.9)), 2)
    hba1c = np.clip((fpg + 2.59) / 1.59 + rng.normal(0, 0.25, count), 4.2, 13.5)
    hb = np.round(normal(np.where(male, 144, 131), 14, 75, 185), 1)
    scr = np.round(normal(np.where(male, 80, 64) + 8 * facts.hypertension, 15, 37, 290), 1)
    tg = np.round(np.clip(rng.lognormal(0.3, 0.45, count), 0.35, 9.5), 2)
    ldl, hdl = np.round(normal(2.7, 0.7, 1.05, 6), 2), np.round(normal(1.35, 0.3, 0.6, 2.8), 2)
    tc = np.clip(np.round(ldl + hdl + 0.35 * np.minimum(tg, 3) + 0.1, 2), 2.0, 9.9)
    tbil = np.round(normal(12, 4, 3, 34), 1)
    few, alb, electrolytes = share(0.4), share(0.3), share(0.2)
    ecg_unusual, abdomen_unusual = ecg & share(0.28), abdomen & share(0.32)
    chest = share(0.15)
    chest_unusual = chest & (facts.copd | share(0.1))
    pap = ~male & share(0.05)
    pap_unusual = pap & share(0.04)
    protein = one_of(rng, ("阴性", "±", "+", "++"), count, (0.9, 0.04, 0.05, 0.01))
    glucose = np.where(fpg > 10, "++", "阴性")
    texts = {
        "hb": number(hb, 1, blood),
        "wbc": number(normal(6.1, 1.5, 2.4, 14), 2, blood),
        "plt": number(normal(195, 50, 60, 450), 1, blood),
        "urine_protein": np.where(urine, protein, ""),
        "urine_sugar": np.where(urine, glucose, ""),
        "urine_ketone": np.where(urine, one_of(rng, ("阴性", "±"), count, (0.98, 0.02)), ""),
        "urine_blood": np.where(urine, one_of(rng, ("阴性", "±", "+"), count, (0.9, 0.05, 0.05)), ""),
        "fpg": number(fpg, 2, sugar),
        "ecg": code(1 + ecg_unusual, ecg),
        "ecg_other": np.where(
            ecg_unusual,
            one_of(rng, ("窦性心动过缓", "ST-T改变", "房性早搏", "完全性右束支传导阻滞"), count),
            "",
        ),
        "microalbumin": number(np.clip(rng.lognormal(0.5, 0.8, count), 0.1, 60), 2, microalbumin),
        "fecal_occult": code(1 + share(0.02), share(0.05)),
        "hba1c": number(hba1c, 1, hba1c_done),
        "hbsag": code(1 + share(0.03), share(0.08)),
        "alt": number(np.clip(rng.lognormal(2.95, 0.4, count), 5, 150), 1, liver),
        "ast": number(np.clip(rng.lognormal(3.05, 0.3, count), 8, 150), 1, liver),
        "alb": number(normal(43, 3.5, 30, 54), 1, alb),
        "tbil": number(tbil, 1, liver),
        "dbil": number(tbil * 0.3, 1, few & liver),
        "scr": number(scr, 1, kidney),
        "bun": number(normal(5.6, 1.4, 2.2, 15), 2, kidney),
        "k": number(normal(4.2, 0.35, 3.2, 5.6), 2, electrolytes),
        "na": number(normal(141, 2.5, 132, 149), 1, electrolytes),
        "tc": number(tc, 2, lipids),
        "tg": number(tg, 2, lipids),
        "ldl": number(ldl, 2, lipids),
        "hdl": number(hdl, 2, lipids),
        "cxr": code(1 + chest_unusual, chest),
        "cxr_other": words("双肺纹理增粗", chest_unusual),
        "b_abdomen": code(1 + abdomen_unusual, abdomen),
        "b_abdomen_other": np.where(
            abdomen_unusual, one_of(rng, ("脂肪肝", "胆囊结石", "肝囊肿", "肾囊肿"), count), ""
        ),
        "pap": code(1 + pap_unusual, pap),
        "pap_other": words("良性反应性改变", pap_unusual),
    }
    nothing = np.nan
    analysed = Analysed(
        fpg=np.where(sugar, fpg, nothing),
        tc=np.where(lipids, tc, nothing),
        tg=np.where(lipids, tg, nothing),
        hb=np.where(blood, hb, nothing),
        scr=np.where(kidney, scr, nothing),
        ecg_unusual=ecg_unusual,
        abdomen_unusual=abdomen_unusual,
        chest_unusual=chest_unusual,
    )
    return texts, analysed
