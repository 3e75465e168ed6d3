"""Self-care assessments of one person beside each other and beside the check-up."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis

from qinkang.cleansing.across.rule import Example, across
from qinkang.cleansing.effect import Effect
from qinkang.cleansing.parameters import PROVISIONAL
from qinkang.cleansing.rules.elderly.across.naming import days_between, named

D = date
DEPENDENT, MOVES_FREELY, EXERCISES_DAILY = "4", "1", "1"
_CHECK = {"record": 1, "person": 1, "day": D(2025, 3, 5), "selfcare_self": "1"}
_ASSESSED = {"record": 2, "person": 1, "day": D(2025, 3, 20), "grade": "2"}


def _together(health_check: Any, self_care: Any, book: Any) -> Any:
    """Check-ups with the assessments near them, in days."""
    graded = self_care.select("person", "grade", assessed="day", shown_by="record")
    checks = health_check.select("record", "person", "day", "selfcare_self", "motor", "ex_freq")
    both = checks.join(graded.filter(graded.grade.notnull()), "person")
    both = both.mutate(apart=days_between(both.assessed, both.day).abs())
    return both.filter(both.apart <= int(book["same_visit_days"]))


@across(
    code="C-82",
    subjects={"health_check": "selfcare_self"},
    says="老年人生活自理能力自我评估应与前后30天内的自理能力评估等级一致。",
    because=f"同一时期两张表的等级不同；以评分的评估表为准（天数{PROVISIONAL}）。",
    remedy="请核对两张表；有误的一张更正后重报。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "15天后评为轻度依赖",
            {"health_check": [_CHECK], "self_care": [_ASSESSED]},
            {"health_check": frozenset({1})},
        ),
        Example("等级相同", {"health_check": [_CHECK], "self_care": [{**_ASSESSED, "grade": "1"}]}, {}),
        Example(
            "相隔31天", {"health_check": [_CHECK], "self_care": [{**_ASSESSED, "day": D(2025, 4, 5)}]}, {}
        ),
        Example(
            "最近的一次等级相同",
            {
                "health_check": [_CHECK],
                "self_care": [_ASSESSED, {**_ASSESSED, "record": 3, "day": D(2025, 3, 5), "grade": "1"}],
            },
            {},
        ),
        Example(
            "体检没有填自评",
            {"health_check": [{**_CHECK, "selfcare_self": None}], "self_care": [_ASSESSED]},
            {},
        ),
    ],
)
def check_up_agrees_with_the_assessment(health_check, self_care, book):
    both = _together(health_check, self_care, book)
    both = both.filter(both.selfcare_self.notnull())
    nearest = ibis.window(group_by="record", order_by=[both.apart, both.assessed, both.shown_by])
    both = both.mutate(place=ibis.row_number().over(nearest))
    wrong = both.filter((both.place == 0) & (both.selfcare_self != both.grade))
    return wrong.select("record", other=named("self_care", wrong.shown_by))


@across(
    code="C-83A",
    subjects={"self_care": "grade"},
    says="评为不能自理的，前后30天内的体检不应运动功能顺利完成或每天锻炼。",
    because=f"两张表互相矛盾；常见原因是体检表带出默认值（天数{PROVISIONAL}）。",
    remedy="请核对评估和体检；有误的一张更正后重报。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "不能自理而每天锻炼",
            {"health_check": [{**_CHECK, "ex_freq": "1"}], "self_care": [{**_ASSESSED, "grade": "4"}]},
            {"self_care": frozenset({2})},
        ),
        Example(
            "不能自理而运动功能顺利完成",
            {"health_check": [{**_CHECK, "motor": "1"}], "self_care": [{**_ASSESSED, "grade": "4"}]},
            {"self_care": frozenset({2})},
        ),
        Example(
            "中度依赖",
            {"health_check": [{**_CHECK, "motor": "1"}], "self_care": [{**_ASSESSED, "grade": "3"}]},
            {},
        ),
        Example(
            "不能自理，无法完成动作",
            {
                "health_check": [{**_CHECK, "motor": "2", "ex_freq": "4"}],
                "self_care": [{**_ASSESSED, "grade": "4"}],
            },
            {},
        ),
    ],
)
def dependence_agrees_with_the_check_up(self_care, health_check, book):
    both = _together(health_check, self_care, book)
    moves = (both.motor == MOVES_FREELY).fill_null(False) | (both.ex_freq == EXERCISES_DAILY).fill_null(False)
    wrong = both.filter((both.grade == DEPENDENT) & moves)
    return wrong.select(record=wrong.shown_by, other=named("health_check", wrong.record))


@across(
    code="S-11",
    subjects={"self_care": "grade"},
    says="生活自理能力等级与半年内的上一次评估相差两级以上，请核实。",
    because=f"等级很少在半年内变化两级；常见原因是评错项目或评错人（界限{PROVISIONAL}）。",
    remedy="请核对两次评估；病情确有变化的可不处理，有误请更正后重报。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "三个月内由不能自理变为可自理",
            {
                "self_care": [
                    {**_ASSESSED, "grade": "4"},
                    {**_ASSESSED, "record": 3, "day": D(2025, 6, 20), "grade": "1"},
                ]
            },
            {"self_care": frozenset({3})},
        ),
        Example(
            "三个月内差一级",
            {"self_care": [_ASSESSED, {**_ASSESSED, "record": 3, "day": D(2025, 6, 20), "grade": "1"}]},
            {},
        ),
        Example(
            "一年后差三级",
            {
                "self_care": [
                    {**_ASSESSED, "grade": "4"},
                    {**_ASSESSED, "record": 3, "day": D(2026, 3, 20), "grade": "1"},
                ]
            },
            {},
        ),
    ],
)
def grade_does_not_jump(self_care, book):
    graded = self_care.select("record", "person", "day", "grade")
    graded = graded.filter(graded.grade.notnull())
    before = ibis.window(group_by="person", order_by=[graded.day, graded.record])
    graded = graded.mutate(
        last_grade=graded.grade.lag().over(before),
        last_day=graded.day.lag().over(before),
        last_record=graded.record.lag().over(before),
    )
    levels = (graded.grade.cast("int64") - graded.last_grade.cast("int64")).abs()
    soon = days_between(graded.day, graded.last_day) <= int(book["grade_jump_days"])
    wrong = graded.filter((levels >= int(book["grade_jump_levels"])) & soon)
    return wrong.select("record", other=named("self_care", wrong.last_record))
