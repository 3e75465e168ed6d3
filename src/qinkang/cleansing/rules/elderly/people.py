"""Who belongs in the elderly-health data sets: how old somebody is on the day."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.parameters import PROVISIONAL
from qinkang.cleansing.rules.age import full_years
from qinkang.cleansing.rules.people.declaring import elderly, rule_of_people
from qinkang.cleansing.rules.people.party import born

BORN = (("birth_date",), ("id_no",))
"""The fields that tell the age, each applied on its own (`age_by`), so that a finding names the right one."""
SAY_THEMSELVES = ("elderly.death",)
"""Data sets with a rule of their own about what comes before birth and before 60."""
SERVICES = ("elderly.health_check", "elderly.self_care")
"""Data sets of services that people have a right to from 65 on."""


def age_by(who: Any, told: Any) -> Any:
    """Full years by the birth date, or by the ID number where there is no birth date."""
    if told.get_name().endswith("birth_date"):
        return full_years(told, who.happened_on)
    return who.birth_date.isnull().ifelse(full_years(who.id_no_birth, who.happened_on), ibis.null())


@rule_of_people(
    code="C-36",
    each=[("happened_on",)],
    says="{title}应在出生以后，且当日年满60周岁。",
    because=f"老龄数据集只收60周岁及以上的人（{PROVISIONAL}）；常见原因是出生日期或业务日期填错。",
    remedy="请核实出生日期和业务日期；不满60周岁的不在本数据集上报。",
    only=lambda dataset: elderly(dataset) and dataset.code not in SAY_THEMSELVES,
    effect=Effect.REJECT,
    accepts=[
        {"birth_date": date(1965, 3, 5), "happened_on": date(2025, 3, 5)},
        {"birth_date": date(1964, 2, 29), "happened_on": date(2024, 2, 29)},
        {"birth_date": date(1965, 3, 6)},
        {"happened_on": date(2025, 3, 5)},
    ],
    rejects=[
        {"birth_date": date(1965, 3, 6), "happened_on": date(2025, 3, 5)},
        {"birth_date": date(1964, 2, 29), "happened_on": date(2024, 2, 28)},
        {"birth_date": date(2025, 3, 6), "happened_on": date(2025, 3, 5)},
        {"id_no": "610125195203071220", "happened_on": date(2012, 3, 6)},
    ],
)
def person_is_old_enough(who, day, book):
    return (born(who) <= day) & (full_years(born(who), who.happened_on) >= book["elderly_from"])


@rule_of_people(
    code="C-37",
    each=BORN,
    says="65岁及以上老年人健康管理服务的对象应年满65周岁。",
    because="国家基本公共卫生服务规范（第三版）；60至64周岁的照常接收，不计入65岁及以上的指标。",
    remedy="年龄无误可不处理；有误请更正出生日期后重报。",
    only=lambda dataset: dataset.code in SERVICES,
    effect=Effect.FLAG,
    accepts=[
        {"birth_date": date(1960, 3, 5), "happened_on": date(2025, 3, 5)},
        {"birth_date": date(1965, 3, 6), "happened_on": date(2025, 3, 5)},
        {"happened_on": date(2025, 3, 5)},
    ],
    rejects=[
        {"birth_date": date(1960, 3, 6), "happened_on": date(2025, 3, 5)},
        {"birth_date": date(1965, 3, 5), "happened_on": date(2025, 3, 5)},
    ],
)
def person_is_in_the_service(who, told, book):
    years = age_by(who, told)
    return ~((years >= book["elderly_from"]) & (years < book["service_from"]))


@rule_of_people(
    code="C-39",
    each=BORN,
    says="超过110岁的高龄应核实。",
    because=f"百岁以上老人很少（界限{PROVISIONAL}）；常见原因是出生年份填错，或已故未注销。",
    remedy="请与人口信息核对；无误可不处理，有误请更正后重报。",
    only=elderly,
    effect=Effect.FLAG,
    accepts=[
        {"birth_date": date(1914, 3, 6), "happened_on": date(2025, 3, 5)},
        {"birth_date": date(1902, 3, 5), "happened_on": date(2025, 3, 5)},
        {"happened_on": date(2025, 3, 5)},
    ],
    rejects=[
        {"birth_date": date(1914, 3, 5), "happened_on": date(2025, 3, 5)},
        {"birth_date": date(1902, 3, 6), "happened_on": date(2025, 3, 5)},
    ],
)
def great_age_is_verified(who, told, book):
    years = age_by(who, told)
    return ~((years > book["old_above"]) & (years <= book["oldest"]))


@rule_of_people(
    code="C-39R",
    each=BORN,
    says="业务当日的年龄不应超过122岁。",
    because=f"有可靠记录的最长寿命为122岁（界限{PROVISIONAL}）；常见原因是出生年份填错。",
    remedy="请核实出生日期和证件号码后重报。",
    only=elderly,
    effect=Effect.REJECT,
    accepts=[
        {"birth_date": date(1902, 3, 6), "happened_on": date(2025, 3, 5)},
        {"happened_on": date(2025, 3, 5)},
    ],
    rejects=[{"birth_date": date(1902, 3, 5), "happened_on": date(2025, 3, 5)}],
)
def age_is_possible(who, told, book):
    return age_by(who, told) <= book["oldest"]
