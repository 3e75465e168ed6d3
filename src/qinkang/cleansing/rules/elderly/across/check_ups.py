"""Check-ups of one person beside earlier ones, and beside what is known of the person."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis

from qinkang.cleansing.across.rule import Example, across
from qinkang.cleansing.effect import Effect
from qinkang.cleansing.parameters import PROVISIONAL
from qinkang.cleansing.rules.elderly.across.naming import days_between, named

D = date
HYPERTENSION, DIABETES = "2", "3"
_NOW = {"record": 1, "person": 1, "day": D(2025, 3, 5), "org": "甲卫生院"}
_BEFORE = {**_NOW, "record": 2, "day": D(2024, 3, 5)}
_VITALS = {"sbp_left": 138.0, "dbp_left": 82.0, "fpg": 5.6, "weight": 61.5}


def _with_the_one_before(health_check: Any, *names: str) -> Any:
    """Check-ups in which all of these were measured, each with the one of them before it."""
    measured = health_check.select("record", "person", "day", *names)
    measured = measured.filter([measured[name].notnull() for name in names])
    order = ibis.window(group_by="person", order_by=[measured.day, measured.record])
    return measured.mutate(
        last_day=measured.day.lag().over(order),
        last_record=measured.record.lag().over(order),
        **{f"last_{name}": measured[name].lag().over(order) for name in names},
    )


def _recently(check: Any, book: Any) -> Any:
    return days_between(check.day, check.last_day) <= int(book["compared_days"])


@across(
    code="C-62",
    subjects={"health_check": "height"},
    says="身高与上一次体检相差不应超过5厘米。",
    because=f"老年人的身高一年变化不大；常见原因是量错、填错或量的不是同一个人（界限{PROVISIONAL}）。",
    remedy="请重新测量或核对两次体检；有误请更正后重报。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "矮了6厘米",
            {"health_check": [{**_NOW, "height": 159.0}, {**_BEFORE, "height": 165.0}]},
            {"health_check": frozenset({1})},
        ),
        Example("矮了5厘米", {"health_check": [{**_NOW, "height": 160.0}, {**_BEFORE, "height": 165.0}]}, {}),
        Example(
            "三年前的不比",
            {"health_check": [{**_NOW, "height": 159.0}, {**_BEFORE, "day": D(2022, 3, 5), "height": 165.0}]},
            {},
        ),
        Example("上一次没有量", {"health_check": [{**_NOW, "height": 159.0}, _BEFORE]}, {}),
    ],
)
def height_stays(health_check, book):
    check = _with_the_one_before(health_check, "height")
    apart = (check.height - check.last_height).abs() > book["height_change"]
    wrong = check.filter(apart & _recently(check, book))
    return wrong.select("record", other=named("health_check", wrong.last_record))


@across(
    code="C-64",
    subjects={"health_check": "weight"},
    says="体重与上一次体检相差不应超过15%。",
    because=f"变化很大的要么是病情，要么是单位写成市斤、量错或不是同一个人（界限{PROVISIONAL}）。",
    remedy="请重新测量或核对两次体检；确有变化的可不处理，有误请更正后重报。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "轻了16%",
            {"health_check": [{**_NOW, "weight": 50.4}, {**_BEFORE, "weight": 60.0}]},
            {"health_check": frozenset({1})},
        ),
        Example(
            "重了一倍，多半是市斤",
            {"health_check": [{**_NOW, "weight": 120.0}, {**_BEFORE, "weight": 60.0}]},
            {"health_check": frozenset({1})},
        ),
        Example("轻了15%", {"health_check": [{**_NOW, "weight": 51.0}, {**_BEFORE, "weight": 60.0}]}, {}),
        Example("只有一次体检", {"health_check": [{**_NOW, "weight": 51.0}]}, {}),
    ],
)
def weight_changes_slowly(health_check, book):
    check = _with_the_one_before(health_check, "weight")
    # Multiplied out, so that 51 beside 60 is exactly 15 per cent.
    apart = (check.weight - check.last_weight).abs() * 100 > check.last_weight * book["weight_change"]
    wrong = check.filter(apart & _recently(check, book))
    return wrong.select("record", other=named("health_check", wrong.last_record))


@across(
    code="C-79",
    subjects={"health_check": "sbp_left"},
    says="血压、空腹血糖、体重与上一年的体检完全相同，疑似复制粘贴。",
    because="四项都测得分毫不差几乎不可能；常见原因是复制上一年的体检表。",
    remedy="请核实这次体检是否进行；没有进行的请作废，填错的请更正后重报。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "四项都同上一年",
            {"health_check": [{**_NOW, **_VITALS}, {**_BEFORE, **_VITALS}]},
            {"health_check": frozenset({1})},
        ),
        Example(
            "体重差0.1千克",
            {"health_check": [{**_NOW, **_VITALS, "weight": 61.6}, {**_BEFORE, **_VITALS}]},
            {},
        ),
        Example(
            "同一年的两次",
            {"health_check": [{**_NOW, **_VITALS}, {**_BEFORE, **_VITALS, "day": D(2025, 1, 5)}]},
            {},
        ),
        Example(
            "隔了一年的不比",
            {"health_check": [{**_NOW, **_VITALS}, {**_BEFORE, **_VITALS, "day": D(2023, 3, 5)}]},
            {},
        ),
        Example(
            "没有测血糖",
            {"health_check": [{**_NOW, **_VITALS, "fpg": None}, {**_BEFORE, **_VITALS, "fpg": None}]},
            {},
        ),
    ],
)
def vital_signs_are_measured_anew(health_check):
    check = _with_the_one_before(health_check, *_VITALS)
    same = [check[name] == check[f"last_{name}"] for name in _VITALS]
    wrong = check.filter([*same, check.day.year() - check.last_day.year() == 1])
    return wrong.select("record", other=named("health_check", wrong.last_record))


@across(
    code="C-92",
    subjects={"health_check": "sbp_left"},
    says="血压或空腹血糖达到诊断界值，而既往史中没有高血压或糖尿病，疑似漏管。",
    because="收缩压140或舒张压90毫米汞柱以上，空腹血糖7.0毫摩尔每升以上；多次测量才能诊断，因此只作提示。",
    remedy="请安排复测；确诊的请纳入慢性病管理并补充既往史。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "收缩压140，既往史为无",
            {
                "health_check": [{**_NOW, "sbp_left": 140.0, "dbp_left": 80.0}],
                "person": [{"record": 5, "person": 1, "history_disease": ["1"]}],
            },
            {"health_check": frozenset({1})},
        ),
        Example(
            "血糖7.0，既往史只有高血压",
            {
                "health_check": [{**_NOW, "fpg": 7.0}],
                "person": [{"record": 5, "person": 1, "history_disease": ["2"]}],
            },
            {"health_check": frozenset({1})},
        ),
        Example(
            "收缩压180，既往史有高血压",
            {
                "health_check": [{**_NOW, "sbp_left": 180.0, "fpg": 6.9}],
                "person": [{"record": 5, "person": 1, "history_disease": ["2"]}],
            },
            {},
        ),
        Example(
            "两个来源中有一个写了高血压",
            {
                "health_check": [{**_NOW, "sbp_left": 180.0}],
                "person": [
                    {"record": 5, "person": 1, "history_disease": ["1"]},
                    {"record": 6, "person": 1, "history_disease": ["2", "4"]},
                ],
            },
            {},
        ),
        Example("没有基本信息", {"health_check": [{**_NOW, "sbp_left": 180.0}]}, {}),
    ],
)
def what_was_found_is_known(health_check, person):
    told = person.select("record", "person", "history_disease")
    told = told.filter(told.history_disease.notnull())
    told = told.group_by("person").aggregate(
        hypertension=told.history_disease.contains(HYPERTENSION).any(),
        diabetes=told.history_disease.contains(DIABETES).any(),
        told_by=told.record.min(),
    )
    checks = health_check.select("record", "person", "sbp_left", "sbp_right", "dbp_left", "dbp_right", "fpg")
    both = checks.join(told, "person")
    systolic = ibis.greatest(both.sbp_left, both.sbp_right)
    diastolic = ibis.greatest(both.dbp_left, both.dbp_right)
    pressure = (systolic >= 140).fill_null(False) | (diastolic >= 90).fill_null(False)
    sugar = (both.fpg >= 7.0).fill_null(False)
    wrong = both.filter((pressure & ~both.hypertension) | (sugar & ~both.diabetes))
    return wrong.select("record", other=named("person", wrong.told_by))


@across(
    code="C-94",
    subjects={"health_check": "check_date"},
    says="同一年在另一家机构还有较晚的体检，统计时一人只算一次，采用较晚的一次。",
    because="年度体检一年一次；常见原因是居民在居住地和户籍地各检一次。",
    remedy="请与另一家机构核实；没有进行的请作废，都属实的可不处理。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "三月在甲院、五月在乙院",
            {"health_check": [_NOW, {**_NOW, "record": 2, "day": D(2025, 5, 1), "org": "乙卫生院"}]},
            {"health_check": frozenset({1})},
        ),
        Example("同一家机构", {"health_check": [_NOW, {**_NOW, "record": 2, "day": D(2025, 5, 1)}]}, {}),
        Example("跨年", {"health_check": [_NOW, {**_BEFORE, "org": "乙卫生院"}]}, {}),
        Example(
            "同一天在两家机构",
            {"health_check": [_NOW, {**_NOW, "record": 2, "org": "乙卫生院"}]},
            {"health_check": frozenset({1})},
        ),
        Example(
            "名称不同、信用代码相同",
            {
                "health_check": [
                    {**_NOW, "org_uscc": "一"},
                    {**_NOW, "record": 2, "day": D(2025, 5, 1), "org": "甲镇卫生院", "org_uscc": "一"},
                ]
            },
            {},
        ),
    ],
)
def examined_once_a_year(health_check):
    checks = health_check.select("record", "person", "day", "org", "org_uscc", year=health_check.day.year())
    others = checks.view()
    both = checks.join(others, [checks.person == others.person, checks.year == others.year])
    later = (both.day < both.day_right) | ((both.day == both.day_right) & (both.record < both.record_right))
    same = (both.org_uscc == both.org_uscc_right).fill_null(both.org == both.org_right)
    wrong = both.filter(later & ~same)
    return wrong.select("record", other=named("health_check", wrong.record_right))
