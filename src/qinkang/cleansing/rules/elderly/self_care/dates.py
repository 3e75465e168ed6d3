"""The day of the assessment and of the next one."""

from datetime import date

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.standards.datasets import SelfCare


@rule(
    SelfCare,
    code="S-03",
    each=[("next_assess_date", "assess_date")],
    says="下次评估日期应晚于评估日期。",
    because="常见原因是两栏填反，或沿用了上一次的下次评估日期。",
    remedy="请核实下次评估日期；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"assess_date": date(2025, 3, 5), "next_assess_date": date(2025, 3, 6)},
        {"assess_date": date(2025, 3, 5)},
        {"next_assess_date": date(2025, 3, 5)},
    ],
    rejects=[
        {"assess_date": date(2025, 3, 5), "next_assess_date": date(2025, 3, 5)},
        {"assess_date": date(2025, 3, 5), "next_assess_date": date(2024, 3, 5)},
    ],
)
def next_assessment_comes_later(row, following, day):
    return following > day
