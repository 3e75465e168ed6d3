"""Year and stays."""

from datetime import date

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.standards.datasets import HealthCheck

STAYS = (
    ("hospital_1_discharged", "hospital_1_admitted"),
    ("hospital_2_discharged", "hospital_2_admitted"),
    ("home_bed_1_closed", "home_bed_1_opened"),
    ("home_bed_2_closed", "home_bed_2_opened"),
)


@rule(
    HealthCheck,
    code="F-06",
    each=[("year", "check_date")],
    says="年度应与体检日期的年份一致。",
    because="按年度统计时会归到另一年；常见原因是补录往年体检。",
    remedy="请核对年度和体检日期；无误可不处理，有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"year": 2025, "check_date": date(2025, 12, 31)},
        {"year": 2025},
        {"check_date": date(2025, 1, 1)},
    ],
    rejects=[{"year": 2024, "check_date": date(2025, 1, 1)}],
)
def year_is_that_of_the_check(check, year, day):
    return year == day.year()


@rule(
    HealthCheck,
    code="F-07",
    each=STAYS,
    says="出院或撤床的年月不应早于入院或建床的年月。",
    because="条款“住院治疗情况”；常见原因是两栏填反。",
    remedy="请核对住院或家庭病床的起止年月；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"hospital_1_admitted": date(2025, 1, 1), "hospital_1_discharged": date(2025, 1, 1)},
        {"hospital_1_discharged": date(2025, 1, 1)},
    ],
    rejects=[{"hospital_1_admitted": date(2025, 2, 1), "hospital_1_discharged": date(2025, 1, 1)}],
)
def stay_ends_after_it_begins(check, end, begin):
    return end >= begin
