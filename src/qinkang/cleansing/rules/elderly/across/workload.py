"""One doctor's check-ups of one day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import add
from typing import Any

import ibis

from qinkang.cleansing.across.rule import Example, Key, across
from qinkang.cleansing.effect import Effect
from qinkang.cleansing.parameters import PROVISIONAL
from qinkang.cleansing.rules.elderly.across.naming import nobody

WORKDAY = ("org", "doctor", "day")
VITALS = ("sbp_left", "dbp_left", "fpg", "weight")
PRESSURES = ("sbp_left", "dbp_left", "sbp_right", "dbp_right")
_DAY = {"day": date(2025, 3, 5), "org": "甲卫生院", "doctor": "甲医生"}
_VITALS = {"sbp_left": 138.0, "dbp_left": 82.0, "fpg": 5.6, "weight": 61.5}


def _people(count: int, **said: Any) -> list[dict[str, Any]]:
    """Check-ups of so many people on one day of one doctor."""
    return [{"record": n, "person": n, **_DAY, **said} for n in range(1, count + 1)]


def _round(count: int, of: int) -> list[dict[str, Any]]:
    """Check-ups of which so many have a systolic pressure that ends in 0."""
    return [
        {**one, "sbp_left": 140.0 if one["record"] <= count else 138.0 + one["record"] % 2}
        for one in _people(of)
    ]


def _everybody(count: int) -> dict[str, frozenset[int]]:
    return {"health_check": frozenset(range(1, count + 1))}


@across(
    code="C-42",
    subjects={"health_check": "doctor"},
    key=Key.WORKDAY,
    says="同一责任医生一天的体检人数过多，疑似批量录入。",
    because=f"一名医生一天体检80人以上，多半是集中补录时用了同一天（人数{PROVISIONAL}）。",
    remedy="请核实体检日期和责任医生；有误请更正后重报。",
    effect=Effect.FLAG,
    examples=[
        Example("一天81人", {"health_check": _people(81)}, _everybody(81)),
        Example("一天80人", {"health_check": _people(80)}, {}),
        Example("没有填责任医生", {"health_check": _people(81, doctor=None)}, {}),
    ],
)
def a_day_has_its_measure(health_check, book):
    checks = health_check.select("record", "person", *WORKDAY)
    checks = checks.filter(checks.doctor.notnull())
    counted = checks.mutate(people=checks.person.nunique().over(ibis.window(group_by=WORKDAY)))
    return counted.filter(counted.people > int(book["checks_per_day"])).select("record", other=nobody())


@across(
    code="C-79T",
    subjects={"health_check": "sbp_left"},
    key=Key.WORKDAY,
    says="同一责任医生同一天有10人以上的血压、空腹血糖、体重完全相同，疑似复制粘贴。",
    because=f"不同的人四项都相同几乎不可能（人数{PROVISIONAL}）。",
    remedy="请核对当日的原始记录；没有进行的请作废，填错的请更正后重报。",
    effect=Effect.FLAG,
    examples=[
        Example("10人相同", {"health_check": _people(10, **_VITALS)}, _everybody(10)),
        Example("9人相同", {"health_check": _people(9, **_VITALS)}, {}),
        Example("没有测血糖", {"health_check": _people(10, **{**_VITALS, "fpg": None})}, {}),
    ],
)
def people_differ(health_check, book):
    measured = health_check.select("record", "person", *WORKDAY, *VITALS)
    measured = measured.filter([measured[name].notnull() for name in (*VITALS, "doctor")])
    alike = measured.mutate(people=measured.person.nunique().over(ibis.window(group_by=(*WORKDAY, *VITALS))))
    return alike.filter(alike.people >= int(book["identical_people"])).select("record", other=nobody())


@across(
    code="C-79Z",
    subjects={"health_check": "sbp_left"},
    key=Key.WORKDAY,
    says="同一责任医生同一天的血压值大多以0结尾，疑似估计而不是测量。",
    because=f"当日血压值不少于40个，其中80%以上以0结尾（界限{PROVISIONAL}）；电子血压计的末位数字大致均匀。",
    remedy="请核对当日的测量方法和原始记录；无误可不处理，有误请更正后重报。",
    effect=Effect.FLAG,
    examples=[
        Example("40个中有33个", {"health_check": _round(33, 40)}, _everybody(40)),
        Example("40个中有32个，正好80%", {"health_check": _round(32, 40)}, {}),
        Example("只有39个", {"health_check": _round(39, 39)}, {}),
    ],
)
def last_digits_vary(health_check, book):
    checks = health_check.select(
        "record",
        *WORKDAY,
        read=_how_many(health_check[name].notnull() for name in PRESSURES),
        rounded=_how_many((health_check[name] % 10 == 0).fill_null(False) for name in PRESSURES),
    )
    checks = checks.filter(checks.doctor.notnull())
    day = ibis.window(group_by=WORKDAY)
    counted = checks.mutate(readings=checks.read.sum().over(day), noughts=checks.rounded.sum().over(day))
    wrong = counted.filter(
        (counted.readings >= int(book["digit_readings"]))
        & (counted.noughts * 100 > counted.readings * book["digit_share"])
    )
    return wrong.select("record", other=nobody())


def _how_many(conditions: Iterable[Any]) -> Any:
    return reduce(add, (condition.ifelse(1, 0) for condition in conditions))
