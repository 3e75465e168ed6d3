"""Defects and near misses of the self-care assessment beyond identity and area."""

from datetime import timedelta

from qinkang.sandbox.defects.days import of_the_day
from qinkang.sandbox.defects.defect import Effect, Row, between, both, coded, has
from qinkang.standards.datasets import SelfCare

SELF_CARE = of_the_day(SelfCare)
breaks, keeps = SELF_CARE.breaks, SELF_CARE.keeps

_SCORES = ("meal_score", "wash_score", "dress_score", "toilet_score", "activity_score")
_ALLOWED = {"meal_score": (0, 3, 5), "wash_score": (0, 1, 3, 7), "toilet_score": (0, 1, 5, 10)}
_EDGES = {3: (0, 1, 0, 1, 1), 4: (3, 1, 0, 0, 0), 8: (3, 3, 0, 1, 1), 9: (3, 3, 3, 0, 0), 18: (3, 7, 3, 5, 0), 19: (3, 7, 3, 5, 1)}  # fmt: skip
_GRADES = {3: "1", 4: "2", 8: "2", 9: "3", 18: "3", 19: "4"}


@breaks("K-01", Effect.REJECT, "org", says="评估机构为空")
def nowhere(row: Row) -> None:
    row.write("org", "")


def _no_such_score(field: str, allowed: tuple[int, ...]) -> None:
    @breaks("C-80", Effect.BLANK, field, says="评分不是评估表上的分值", rate=0.001)
    def write(row: Row) -> None:
        row.write(field, row.one_of(*(str(n) for n in (2, 4, 6, 8, 9) if n not in allowed)))


for _field, _points in _ALLOWED.items():
    _no_such_score(_field, _points)


@breaks("C-80L", Effect.BLANK, "total", *_SCORES[4:], says="总评分超过37分，且有一项没有评分")
def beyond_all_scores(row: Row) -> None:
    row.write("activity_score", "")
    row.write("total", str(row.number_between(38, 100)))


@breaks("C-81", Effect.REPAIR, "total", *_SCORES, says="总评分与五项之和不符", rate=0.006)
def wrong_sum(row: Row) -> None:
    total = int(row.plain("total"))
    row.write("total", str(total + 1 if total < 20 else total - 2))


@breaks("C-81", Effect.REPAIR, "total", *_SCORES, says="总评分为空而五项齐全")
def no_sum(row: Row) -> None:
    row.write("total", "")


@breaks("C-81G", Effect.REPAIR, "grade", "total", says="等级与总评分不符", rate=0.006)
def wrong_grade(row: Row) -> None:
    row.write_codes("grade", row.one_of(*(g for g in "1234" if g != row.plain("grade"))))


@breaks("C-30", Effect.BLANK, "meal_level", says="代码不在代码表内", rate=0.002)
def no_such_level(row: Row) -> None:
    row.write("meal_level", row.one_of("6", "99") if row.sheet.codes else row.one_of("半自理", "详见附页"))


@breaks("C-33", Effect.REPAIR, "next_assess_date", says="用日期或文字表示空值")
def no_next_in_words(row: Row) -> None:
    row.write("next_assess_date", row.one_of("9999-12-31", "1900-01-01", "-", "无"))


@breaks("C-34", Effect.REPAIR, "total", says="分数带单位", rate=0.002)
def points_with_unit(row: Row) -> None:
    row.write("total", row.plain("total") + "分")


@breaks("C-34U", Effect.BLANK, "dress_score", says="分数无法识别")
def unreadable_points(row: Row) -> None:
    row.write("dress_score", row.one_of("正常", "O分", "两分", "0..3"))


@breaks("C-41", Effect.BLANK, "next_assess_date", says="下次评估日期不存在")
def impossible_next(row: Row) -> None:
    row.write("next_assess_date", row.plain("next_assess_date")[:5] + row.one_of("02-30", "06-31", "13-01"))


@breaks(
    "S-01", Effect.FLAG, "wash_level", "wash_score", says="程度与评分不符", needs=coded("wash_level", "1")
)
def level_of_another_score(row: Row) -> None:
    row.write_codes("wash_level", row.one_of("3", "4"))


@breaks("S-03", Effect.FLAG, "next_assess_date", says="下次评估日期不晚于评估日期")
def next_comes_earlier(row: Row) -> None:
    row.write(
        "next_assess_date", (row.day("assess_date") - timedelta(days=row.number_between(0, 90))).isoformat()
    )


def _at_the_edge(total: int) -> None:
    @keeps(
        "C-81G",
        "grade",
        "total",
        *_SCORES,
        says=f"总评分恰为{total}分",
        needs=both(has("total"), between("total", 0, 8)),
    )
    def write(row: Row) -> None:
        for field, points in zip(_SCORES, _EDGES[total], strict=True):
            row.write(field, str(points))
        row.write("total", str(total))
        row.write_codes("grade", _GRADES[total])


for _total in _EDGES:
    _at_the_edge(_total)


@keeps("C-81", "total", "wash_score", says="一项没有评分，总评分不能核对", needs=coded("wash_score", "1"))
def one_score_missing(row: Row) -> None:
    row.write("wash_score", "")
