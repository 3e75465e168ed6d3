"""Defects and near misses of the living arrangement beyond identity and area."""

from qinkang.sandbox.defects.days import of_the_day
from qinkang.sandbox.defects.defect import Effect, Row, coded, has
from qinkang.standards.datasets import Living

LIVING = of_the_day(Living)
breaks, keeps = LIVING.breaks, LIVING.keeps

_TOGETHER = coded("living_arrangement", "03", "06")


@breaks(
    "C-30", Effect.BLANK, "caregiver_rel", says="代码不在代码表内", needs=has("caregiver_rel"), rate=0.002
)
def no_such_relation(row: Row) -> None:
    row.write("caregiver_rel", row.one_of("88", "K") if row.sheet.codes else row.one_of("亲戚", "志愿者"))


@breaks("C-33", Effect.REPAIR, "cohabit_n", says="用文字表示空值", needs=_TOGETHER)
def nobody_in_words(row: Row) -> None:
    row.write("cohabit_n", row.one_of("无", "不详", "-", "暂无"))


@breaks("C-34", Effect.REPAIR, "cohabit_n", says="数字为全角或带单位", needs=_TOGETHER, rate=0.002)
def counted_with_a_unit(row: Row) -> None:
    row.write("cohabit_n", row.one_of("３", "2人", "4口", "２ 人"))


@breaks("C-34U", Effect.BLANK, "cohabit_n", says="同住人数不是数字", needs=_TOGETHER)
def counted_in_words(row: Row) -> None:
    row.write("cohabit_n", row.one_of("三口", "一家人", "2或3", "好几个"))


@breaks("N-21", Effect.BLANK, "cohabit_n", says="同住人数超出可能范围", needs=_TOGETHER)
def too_many(row: Row) -> None:
    row.write("cohabit_n", row.one_of("501", "9999", "-1"))


@breaks("H-02", Effect.BLANK, "cohabit_n", says="同住人数不是整数", needs=_TOGETHER)
def half_a_person(row: Row) -> None:
    row.write("cohabit_n", row.one_of("1.5", "2.5", "0.5"))


@breaks(
    "C-98",
    Effect.FLAG,
    "living_arrangement",
    "cohabit_n",
    says="独居却有人同住",
    needs=coded("living_arrangement", "01"),
)
def alone_with_others(row: Row) -> None:
    row.write("cohabit_n", "1")


@breaks(
    "C-98U",
    Effect.FLAG,
    "institution_uscc",
    says="住养老机构却未填机构代码",
    needs=has("institution_uscc"),
)
def nameless_home(row: Row) -> None:
    row.write("institution_uscc", "")


@breaks("H-01", Effect.FLAG, "cohabit_n", says="与子女同住却无人同住", needs=_TOGETHER)
def together_with_nobody(row: Row) -> None:
    row.write("cohabit_n", "0")


@breaks("H-03", Effect.FLAG, "empty_nest", says="与子女同住却是空巢", needs=coded("living_arrangement", "03"))
def full_nest(row: Row) -> None:
    row.write_codes("empty_nest", "1")


@breaks("H-04", Effect.FLAG, "monthly_visit", says="独居却未填探访", needs=coded("living_arrangement", "01"))
def unvisited(row: Row) -> None:
    row.write("monthly_visit", "")


@breaks("H-05", Effect.FLAG, "caregiver_rel", says="照护者写成本人")
def own_caregiver(row: Row) -> None:
    row.write_codes("caregiver_rel", "0")


@breaks("N-21W", Effect.FLAG, "cohabit_n", says="同住人数少见", needs=_TOGETHER)
def many(row: Row) -> None:
    row.write("cohabit_n", "13")


@keeps("N-21", "cohabit_n", says="同住500人", needs=_TOGETHER)
def most(row: Row) -> None:
    row.write("cohabit_n", "500")


@keeps("C-35", "as_of", says="调查日期为接收日次日")
def tomorrow(row: Row) -> None:
    row.write("as_of", str(row.sheet.last_day + 1))
