"""Functions of the organs and physical examination."""

import numpy as np

from qinkang.sandbox.check_ups.visits import Visits
from qinkang.sandbox.texts import Texts, code, number, several, words

_FINDINGS = {  # field: share of the unusual, its code, its description
    "breath_sound": (0.03, 2, "呼吸音粗"),
    "murmur": (0.03, 2, "二尖瓣区收缩期杂音"),
    "tenderness": (0.01, 2, "上腹部轻压痛"),
    "mass": (0.002, 2, "右下腹包块"),
    "liver": (0.005, 2, "肋下2cm"),
    "spleen": (0.002, 2, "肋下1cm"),
    "dullness": (0.001, 2, "移动性浊音阳性"),
}
_GYNAECOLOGY = {"vulva": 0.01, "vagina": 0.02, "cervix": 0.04, "corpus": 0.03, "adnexa": 0.01}


def written(visits: Visits, rng: np.random.Generator) -> dict[str, Texts]:
    """The fields of both blocks; starred ones are empty where not done, the other sex's always."""
    count, facts = len(visits), visits.people.facts
    male = visits.people.sex == "1"

    def among(where: np.ndarray, share: float) -> np.ndarray:
        return where & (rng.random(count) < share)

    everyone = np.ones(count, bool)
    missing_teeth, decay, false_teeth = among(everyone, 0.45), among(everyone, 0.12), among(everyone, 0.2)
    sight = np.clip(rng.normal(4.6, 0.3, count) - 0.2 * facts.cataract, 3.3, 5.3)
    glasses = among(everyone, 0.12)
    fundus, blood_in_eye = among(everyone, 0.35), among(facts.diabetes, 0.1)
    rectal = among(everyone, 0.05)
    breast, lump = among(~male, 0.18), among(~male, 0.03)
    gynaecology = among(~male, 0.10)
    found: dict[str, Texts] = {
        "lips": code(np.where(among(facts.heart, 0.05), 3, np.where(among(everyone, 0.03), 2, 1))),
        "teeth": several({"2": missing_teeth, "3": decay, "4": false_teeth}, none="1"),
        "throat": code(1 + among(everyone, 0.05)),
        "vision_left": number(sight, 1),
        "vision_right": number(np.clip(sight + rng.normal(0, 0.1, count), 3.3, 5.3), 1),
        "corrected_left": number(np.minimum(sight + 0.3, 5.2), 1, glasses),
        "corrected_right": number(np.minimum(sight + 0.3, 5.2), 1, glasses),
        "hearing": code(1 + among(everyone, 0.14)),
        "motor": code(1 + ((facts.selfcare == 4) | among(facts.selfcare == 3, 0.3))),
        "fundus": code(1 + (fundus & blood_in_eye), fundus),
        "fundus_other": words("视网膜散在出血点", fundus & blood_in_eye),
        "skin": code(np.where(among(everyone, 0.03), 6, 1)),
        "sclera": code(1 + among(everyone, 0.005)),
        "lymph": code(1 + among(everyone, 0.003)),
        "barrel_chest": code(1 + among(facts.copd, 0.35)),
        "rhythm": code(1 + among(everyone, 0.05) + among(facts.heart, 0.05)),
        "rales": code(1 + among(facts.copd, 0.1)),
        "edema": code(np.where(among(facts.heart | facts.cancer, 0.12), 4, 1)),
        "dorsalis_pedis": code(np.full(count, 2), facts.diabetes | among(everyone, 0.4)),
        "rectal": code(np.where(male & among(rectal, 0.3), 4, 1), rectal),
        "breast": several({"1": breast & ~lump, "4": breast & lump}),
    }
    for name, (share, unusual, description) in _FINDINGS.items():
        seen = among(everyone, share)
        found[name] = code(np.where(seen, unusual, 1))
        found[f"{name}_other"] = words(description, seen)
    for name, share in _GYNAECOLOGY.items():
        seen = among(gynaecology, share)
        found[name] = code(1 + seen, gynaecology)
        found[f"{name}_other"] = words("萎缩性改变", seen)
    return found
