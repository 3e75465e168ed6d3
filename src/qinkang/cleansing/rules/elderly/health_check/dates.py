"""Dates and age."""

from datetime import date, timedelta

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.cleansing.rules.elderly.health_check.person import BORN, PROVISIONAL, age, age_by, born
from qinkang.standards.datasets import HealthCheck

STAYS = (
    ("hospital_1_discharged", "hospital_1_admitted"),
    ("hospital_2_discharged", "hospital_2_admitted"),
    ("home_bed_1_closed", "home_bed_1_opened"),
    ("home_bed_2_closed", "home_bed_2_opened"),
)


@rule(
    HealthCheck,
    code="C-35",
    each=[("check_date",)],
    says="体检日期不应晚于接收数据的日期。",
    because=f"不能上报还没有发生的体检；容差1天（{PROVISIONAL}）。常见原因是年份填错。",
    remedy="请核实体检日期后重报。",
    effect=Effect.REJECT,
    accepts=[{"check_date": date(2025, 6, 30)}, {"check_date": date(2025, 7, 1)}, {}],
    rejects=[{"check_date": date(2025, 7, 2)}],
)
def check_has_happened(check, day, book):
    return day <= book.received_on + timedelta(days=int(book["early_days"]))


@rule(
    HealthCheck,
    code="C-36",
    each=[("check_date",)],
    says="体检日期应在出生以后，且体检当日年满60周岁。",
    because=f"老龄数据集只收60周岁及以上的体检（{PROVISIONAL}）；常见原因是出生日期或体检日期填错。",
    remedy="请核实出生日期和体检日期；不满60周岁的不在本数据集上报。",
    effect=Effect.REJECT,
    accepts=[
        {"birth_date": date(1965, 3, 5), "check_date": date(2025, 3, 5)},
        {"birth_date": date(1964, 2, 29), "check_date": date(2024, 2, 29)},
        {"birth_date": date(1965, 3, 6)},
        {"check_date": date(2025, 3, 5)},
    ],
    rejects=[
        {"birth_date": date(1965, 3, 6), "check_date": date(2025, 3, 5)},
        {"birth_date": date(1964, 2, 29), "check_date": date(2024, 2, 28)},
        {"birth_date": date(2025, 3, 6), "check_date": date(2025, 3, 5)},
        {"id_no": "610125195203071220", "check_date": date(2012, 3, 6)},
    ],
)
def person_is_old_enough(check, day, book):
    return (born(check) <= day) & (age(check) >= book["elderly_from"])


@rule(
    HealthCheck,
    code="C-37",
    each=BORN,
    says="65岁及以上老年人健康管理服务的对象应年满65周岁。",
    because="国家基本公共卫生服务规范（第三版）；60至64周岁的体检照常接收，不计入65岁及以上的指标。",
    remedy="年龄无误可不处理；有误请更正出生日期后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"birth_date": date(1960, 3, 5), "check_date": date(2025, 3, 5)},
        {"birth_date": date(1965, 3, 6), "check_date": date(2025, 3, 5)},
        {"check_date": date(2025, 3, 5)},
    ],
    rejects=[
        {"birth_date": date(1960, 3, 6), "check_date": date(2025, 3, 5)},
        {"birth_date": date(1965, 3, 5), "check_date": date(2025, 3, 5)},
    ],
)
def person_is_in_the_service(check, told, book):
    years = age_by(check, told)
    return ~((years >= book["elderly_from"]) & (years < book["service_from"]))


@rule(
    HealthCheck,
    code="C-39",
    each=BORN,
    says="超过110岁的高龄应核实。",
    because=f"百岁以上老人很少（界限{PROVISIONAL}）；常见原因是出生年份填错，或已故未注销。",
    remedy="请与人口信息核对；无误可不处理，有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"birth_date": date(1914, 3, 6), "check_date": date(2025, 3, 5)},
        {"birth_date": date(1902, 3, 5), "check_date": date(2025, 3, 5)},
        {"check_date": date(2025, 3, 5)},
    ],
    rejects=[
        {"birth_date": date(1914, 3, 5), "check_date": date(2025, 3, 5)},
        {"birth_date": date(1902, 3, 6), "check_date": date(2025, 3, 5)},
    ],
)
def great_age_is_verified(check, told, book):
    years = age_by(check, told)
    return ~((years > book["old_above"]) & (years <= book["oldest"]))


@rule(
    HealthCheck,
    code="C-39R",
    each=BORN,
    says="体检当日的年龄不应超过122岁。",
    because=f"有可靠记录的最长寿命为122岁（界限{PROVISIONAL}）；常见原因是出生年份填错。",
    remedy="请核实出生日期和证件号码后重报。",
    effect=Effect.REJECT,
    accepts=[
        {"birth_date": date(1902, 3, 6), "check_date": date(2025, 3, 5)},
        {"check_date": date(2025, 3, 5)},
    ],
    rejects=[{"birth_date": date(1902, 3, 5), "check_date": date(2025, 3, 5)}],
)
def age_is_possible(check, told, book):
    return age_by(check, told) <= book["oldest"]


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
