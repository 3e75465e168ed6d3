"""Assessment and guidance, drawn from what the form already says."""

import numpy as np

from qinkang.sandbox.check_ups.laboratory import Analysed
from qinkang.sandbox.check_ups.visits import Visits
from qinkang.sandbox.check_ups.vital_signs import Measured
from qinkang.sandbox.texts import Texts, code, number, several, words

_ON_FORM = 4


def written(visits: Visits, m: Measured, lab: Analysed) -> dict[str, Texts]:
    """ "Without abnormality" only where nothing is; guidance and risk control follow from the findings."""
    facts = visits.people.facts
    sbp, dbp = np.maximum(m.sbp_left, m.sbp_right), np.maximum(m.dbp_left, m.dbp_right)
    high, sweet = (sbp >= 140) | (dbp >= 90), lab.fpg >= 7
    fat, heavy = (lab.tc >= 6.2) | (lab.tg >= 2.3), m.bmi >= 28
    findings = {
        "血压偏高": high,
        "空腹血糖偏高": sweet,
        "血脂异常": fat,
        "心电图异常": lab.ecg_unusual,
        "腹部B超异常": lab.abdomen_unusual,
        "胸部X线片异常": lab.chest_unusual,
        "认知功能粗筛阳性": facts.forgetful,
        "情感状态粗筛阳性": facts.depressed,
        "贫血": lab.hb < 110,
        "血肌酐升高": lab.scr > 133,
        "超重肥胖": heavy,
    }
    count = len(visits)
    listed = [np.full(count, "", object) for _ in range(_ON_FORM)]
    filled = np.zeros(count, int)
    for name, seen in findings.items():
        for n in range(_ON_FORM):
            listed[n][seen & (filled == n)] = name
        filled += seen
    unusual = filled > 0
    chronic = facts.hypertension | facts.diabetes
    severe = (sbp >= 180) | (dbp >= 110) | (lab.fpg >= 16.7)
    flu = visits.people.number % 9 == 0
    goal = np.round(26 * (m.height / 100) ** 2)
    return {
        "assess": code(1 + unusual),
        **{f"abnormal_{n + 1}_finding": column for n, column in enumerate(listed)},
        "guidance": several({"1": chronic, "2": unusual | ~chronic, "3": severe}),
        "risk_control": several(
            {
                "1": facts.smoking == 3,
                "2": facts.drinking >= 3,
                "3": np.ones(count, bool),
                "4": facts.selfcare < 3,
                "5": heavy,
                "6": flu,
            }
        ),
        "target_weight": number(goal, 1, heavy),
        "advised_vaccine": words("流感疫苗", flu),
    }
