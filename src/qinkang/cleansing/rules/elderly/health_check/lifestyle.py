"""Smoking, drinking, occupational exposure."""

from datetime import date

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.cleansing.rules.elderly.health_check.person import age
from qinkang.standards.datasets import HealthCheck

NEVER = "1"
NO = "2"
NO_EXPOSURE, PROTECTED = "1", "2"
SMOKING = ("smoke_per_day", "smoke_start_age", "smoke_quit_age")
DRINKING = (
    ("drink_liang_per_day",),
    ("drink_quit",),
    ("drink_quit_age",),
    ("drink_start_age",),
    ("drunk_last_year",),
    ("drink_kinds", "drink_kinds_other"),
)
AMOUNTS = ("smoke_per_day", "drink_liang_per_day")
EXPOSURES = ("occ_dust", "occ_radiation", "occ_physical", "occ_chemical", "occ_other")


def _says_something(detail):
    """Whether a detail contradicts "never": an amount of 0 and "not drunk last year" do not."""
    if detail.get_name() in AMOUNTS:
        return detail > 0
    if detail.get_name() == "drunk_last_year":
        return detail != NO
    return detail.notnull()


@rule(
    HealthCheck,
    code="C-89",
    each=[(name,) for name in SMOKING] + list(DRINKING),
    says="从不吸烟、从不饮酒的，{title}应不填。",
    because="条款“生活方式”：选“从不”的，其后各项不填；常见原因是换人后没有清空。",
    remedy="该值未采用；实际吸烟、饮酒或已戒的，请更正吸烟状况、饮酒频率后重报。",
    effect=Effect.BLANK,
    accepts=[
        {"smoke": "1", "smoke_per_day": 0},
        {"smoke": "3", "smoke_per_day": 20},
        {"smoke": "2", "smoke_per_day": 20},
        {"smoke": "1"},
        {"smoke_per_day": 20},
    ],
    rejects=[{"smoke": "1", "smoke_per_day": 1}, {"smoke": "1", "smoke_per_day": 20}],
)
def never_has_no_details(check, detail, *text):
    status = check.smoke if detail.get_name() in SMOKING else check.drink_freq
    said = _says_something(detail)
    for more in text:
        said = said | more.notnull()
    return ~((status == NEVER) & said)


@rule(
    HealthCheck,
    code="C-89A",
    each=[("smoke_quit_age", "smoke_start_age"), ("drink_quit_age", "drink_start_age")],
    says="戒除的年龄不应小于开始的年龄。",
    because="条款“生活方式”；常见原因是两栏填反，或把戒除年数填成年龄。",
    remedy="请核对后更正；无误可不处理。",
    effect=Effect.FLAG,
    accepts=[
        {"smoke_start_age": 20, "smoke_quit_age": 20},
        {"smoke_start_age": 20, "smoke_quit_age": 55},
        {"smoke_quit_age": 5},
    ],
    rejects=[{"smoke_start_age": 20, "smoke_quit_age": 19}],
)
def quit_after_start(check, quit_age, start_age):
    return quit_age >= start_age


@rule(
    HealthCheck,
    code="C-89B",
    each=[("smoke_start_age",), ("drink_start_age",)],
    says="{title}不应大于体检时的年龄。",
    because="条款“生活方式”；常见原因是把年份或年数填成年龄。",
    remedy="请核对后更正；无误可不处理。",
    effect=Effect.FLAG,
    accepts=[
        {"smoke_start_age": 73, "birth_date": date(1952, 3, 5), "check_date": date(2025, 3, 5)},
        {"smoke_start_age": 80, "check_date": date(2025, 3, 5)},
        {"birth_date": date(1952, 3, 5), "check_date": date(2025, 3, 5)},
    ],
    rejects=[{"smoke_start_age": 73, "birth_date": date(1952, 3, 6), "check_date": date(2025, 3, 5)}],
)
def started_before_the_check(check, start_age):
    return start_age <= age(check)


@rule(
    HealthCheck,
    code="F-09",
    each=[("occ_exposure",)],
    says="职业病危害因素接触史选“无”的，其后各项应不填。",
    because="条款“职业病危害因素接触史”；常见原因是换人后没有清空，或漏改选项。",
    remedy="请核对接触史；有接触的请改选“有”后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"occ_exposure": "2", "occ_job": "采煤工", "occ_years": 20},
        {"occ_exposure": "1", "occ_years": 0, "occ_dust_protection": "1"},
        {"occ_exposure": "1"},
        {"occ_job": "采煤工"},
    ],
    rejects=[
        {"occ_exposure": "1", "occ_job": "采煤工"},
        {"occ_exposure": "1", "occ_years": 20},
        {"occ_exposure": "1", "occ_dust": "煤尘"},
        {"occ_exposure": "1", "occ_dust_protection": "2"},
    ],
)
def no_exposure_has_no_details(check, exposure):
    detailed = check.occ_job.notnull() | (check.occ_years > 0)
    for name in EXPOSURES:
        detailed = detailed | check[name].notnull() | (check[f"{name}_protection"] == PROTECTED)
    return ~((exposure == NO_EXPOSURE) & detailed)
