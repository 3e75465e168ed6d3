"""Five scores, their total, and the grade that follows."""

from __future__ import annotations

from functools import reduce
from operator import add, and_
from typing import Any

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.standards.datasets import SelfCare

POINTS = {
    "meal": (0, 0, 3, 5),
    "wash": (0, 1, 3, 7),
    "dress": (0, 0, 3, 5),
    "toilet": (0, 1, 5, 10),
    "activity": (0, 1, 5, 10),
}
"""What each item gives for the four levels, as printed on the form."""

SCORES = tuple(f"{item}_score" for item in POINTS)
LEVELS = tuple((f"{item}_level", f"{item}_score") for item in POINTS)
BANDS = ((3, "1"), (8, "2"), (18, "3"))
"""Highest total of each grade; what is higher is grade 4."""

HIGHEST = 37
BEDRIDDEN = 10
INDEPENDENT: dict[str, Any] = dict.fromkeys(SCORES, 0)
HELPED: dict[str, Any] = dict(zip(SCORES, (3, 3, 0, 1, 1), strict=True))


def _points(score: Any) -> tuple[int, ...]:
    return POINTS[score.get_name().removesuffix("_score")]


def _possible(row: Any) -> Any:
    """Whether every score is one that the form knows."""
    return reduce(and_, (row[name].isin(_points(row[name])) for name in SCORES))


def _sum(row: Any) -> Any:
    """The five scores together; missing where one is missing."""
    return reduce(add, (row[name] for name in SCORES))


def _grade(total: Any) -> Any:
    worst = "4"
    return reduce(lambda rest, band: (total <= band[0]).ifelse(band[1], rest), reversed(BANDS), worst)


@rule(
    SelfCare,
    code="C-81",
    each=[("total",)],
    says="总评分应等于五项评分之和。",
    because="评估表总评分由进餐、梳洗、穿衣、如厕、活动五项相加；常见原因是手工相加或改了单项没有改总分。",
    remedy="已按五项评分重新计算，请在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[
        {**HELPED, "total": 8},
        {**INDEPENDENT, "total": 0},
        {**HELPED, "meal_score": 2, "total": 7},
        {**HELPED, "meal_score": None, "total": 5},
        {"total": 5},
    ],
    rejects=[{**HELPED, "total": 7}, {**INDEPENDENT, "total": 100}, HELPED],
    mends=lambda row, total: {"total": _sum(row)},
    mended=[({**HELPED, "total": 7}, {"total": 8}), (HELPED, {"total": 8})],
)
def total_is_the_sum(row, total):
    # A total that is not there is computed too, as long as all five scores are.
    return ~_possible(row) | (total.coalesce(-1) == _sum(row))


@rule(
    SelfCare,
    code="C-81G",
    each=[("grade", "total")],
    says="生活自理能力等级应与总评分相符。",
    because="评估表判断标准：0至3分可自理，4至8分轻度依赖，9至18分中度依赖，19分及以上不能自理。",
    remedy="已按总评分改正等级，请在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[
        {"total": 3, "grade": "1"},
        {"total": 4, "grade": "2"},
        {"total": 8, "grade": "2"},
        {"total": 9, "grade": "3"},
        {"total": 18, "grade": "3"},
        {"total": 19, "grade": "4"},
        {"total": 38, "grade": "1"},
        {"grade": "1"},
        {},
    ],
    rejects=[
        {"total": 3, "grade": "2"},
        {"total": 4, "grade": "1"},
        {"total": 9, "grade": "2"},
        {"total": 19, "grade": "3"},
        {"total": 37, "grade": "1"},
        {"total": 0},
    ],
    mends=lambda row, grade, total: {"grade": _grade(total)},
    mended=[
        ({"total": 8, "grade": "1"}, {"grade": "2"}),
        ({"total": 19, "grade": "3"}, {"grade": "4"}),
        ({"total": 18}, {"grade": "3"}),
    ],
)
def grade_follows_the_total(row, grade, total):
    return ~total.between(0, HIGHEST) | (grade.coalesce("") == _grade(total))


@rule(
    SelfCare,
    code="C-80",
    each=[(name,) for name in SCORES],
    says="{title}应是评估表上有的分值。",
    because="每项只有规定的几个分值：进餐、穿衣0、3、5分，梳洗0、1、3、7分，如厕、活动0、1、5、10分。",
    remedy="该值未采用，请按评估表重新评分后重报。",
    effect=Effect.BLANK,
    accepts=[{"meal_score": 0}, {"meal_score": 3}, {"meal_score": 5}, {}],
    rejects=[{"meal_score": 1}, {"meal_score": 2}, {"meal_score": 7}, {"meal_score": -3}],
)
def score_is_on_the_form(row, score):
    return score.isin(_points(score))


@rule(
    SelfCare,
    code="S-01",
    each=LEVELS,
    says="{title}应与该项评分相符。",
    because="评估表上每一程度有固定的分值；常见原因是只改了程度或只改了评分。",
    remedy="请核对该项的程度和评分；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"meal_level": "1", "meal_score": 0},
        {"meal_level": "2", "meal_score": 0},
        {"meal_level": "3", "meal_score": 3},
        {"meal_level": "4", "meal_score": 5},
        {"meal_level": "4"},
        {"meal_score": 5},
    ],
    rejects=[{"meal_level": "1", "meal_score": 3}, {"meal_level": "4", "meal_score": 3}],
)
def level_has_its_score(row, level, score):
    return reduce(
        and_, ((level != str(place)) | (score == points) for place, points in enumerate(_points(score), 1))
    )


@rule(
    SelfCare,
    code="S-02",
    each=[("activity_score",)],
    says="活动评为卧床不起的，其他四项不应都是独立完成。",
    because="卧床不起的老年人梳洗、如厕通常也要帮助；常见原因是系统带出默认值。",
    remedy="请核对五项评分；无误可不处理，有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {**INDEPENDENT, "activity_score": 10, "toilet_score": 1},
        {**INDEPENDENT, "activity_score": 5},
        {**INDEPENDENT, "activity_score": None},
        {"activity_score": 10},
    ],
    rejects=[{**INDEPENDENT, "activity_score": 10}],
)
def bedridden_needs_help(row, activity):
    others = reduce(add, (row[name] for name in SCORES if name != "activity_score"))
    return ~((activity == BEDRIDDEN) & (others == 0))
