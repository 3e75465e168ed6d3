"""Defects and near misses of the yearly survival check beyond identity and area."""

from datetime import timedelta

import numpy as np

from qinkang.sandbox.defects.days import of_the_day
from qinkang.sandbox.defects.defect import Effect, Row, both, coded, has
from qinkang.standards.datasets import Recertification

RECERTIFICATION = of_the_day(Recertification)
breaks, keeps = RECERTIFICATION.breaks, RECERTIFICATION.keeps


@breaks("V-01", Effect.REPAIR, "cycle", says="认证周期写成“年度”", rate=0.004)
def named_year(row: Row) -> None:
    row.write("cycle", row.plain("cycle") + row.one_of("年", "年度"))


@breaks("V-02", Effect.HOLD, "cycle", says="认证周期不是年份")
def no_cycle(row: Row) -> None:
    year = row.plain("cycle")
    row.write("cycle", row.one_of(year[2:], f"{year}13", "上半年", f"{year}-1"))


@breaks("K-01", Effect.REJECT, "cycle", says="认证周期为空")
def empty_cycle(row: Row) -> None:
    row.write("cycle", "")


@breaks(
    "C-30", Effect.BLANK, "method", says="代码不在代码表内", needs=coded("method", "2", "3", "4"), rate=0.002
)
def no_such_method(row: Row) -> None:
    row.write("method", row.one_of("8", "99") if row.sheet.codes else "电话")


@breaks("C-41", Effect.BLANK, "due_date", says="应认证日期不存在")
def impossible_due(row: Row) -> None:
    row.write("due_date", row.plain("due_date")[:5] + row.one_of("02-30", "06-31", "13-01"))


@breaks("C-33", Effect.REPAIR, "next_due_date", says="用日期表示空值")
def no_next_in_words(row: Row) -> None:
    row.write("next_due_date", row.one_of("9999-12-31", "1900-01-01", "-"))


@breaks("V-03", Effect.FLAG, "cycle", says="认证周期与认证日期不同年")
def other_year(row: Row) -> None:
    row.write("cycle", str(int(row.plain("cycle")) - 1))


@breaks("V-04", Effect.FLAG, "next_due_date", says="下次日期不晚于认证日期")
def next_comes_earlier(row: Row) -> None:
    row.write("next_due_date", row.plain("recert_date"))


@breaks(
    "V-05",
    Effect.FLAG,
    "evidence_uri",
    says="人脸识别没有凭证",
    needs=both(has("evidence_uri"), coded("result", "1")),
)
def no_picture(row: Row) -> None:
    row.write("evidence_uri", "")


@breaks("V-07", Effect.FLAG, "result", says="人脸识别的结果是死亡核销", needs=coded("method", "1", "2", "5"))
def seen_and_written_off(row: Row) -> None:
    row.write_codes("result", "3")


@breaks("C-50", Effect.FLAG, "recert_date", "due_date", says="逾期31天以上才认证")
def overdue(row: Row) -> None:
    row.write("due_date", (row.day("recert_date") - timedelta(days=row.number_between(31, 90))).isoformat())


@keeps("V-02", "cycle", says="认证周期到月")
def monthly_cycle(row: Row) -> None:
    row.write("cycle", row.plain("recert_date")[:7].replace("-", ""))


@keeps("C-35", "recert_date", "due_date", "next_due_date", says="认证日期为接收日次日")
def tomorrow(row: Row) -> None:
    row.write("recert_date", str(row.sheet.last_day + 1))
    row.write("due_date", str(row.sheet.last_day + 1))
    row.write("next_due_date", str(row.sheet.last_day + np.timedelta64(366, "D")))


@keeps("C-50", "recert_date", "due_date", says="逾期30天内认证")
def just_in_time(row: Row) -> None:
    row.write("due_date", (row.day("recert_date") - timedelta(days=30)).isoformat())
