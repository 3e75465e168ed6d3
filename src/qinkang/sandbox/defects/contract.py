"""Defects and near misses of contracts with family doctors beyond identity and area."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from qinkang.sandbox.defects.days import reborn, spellings
from qinkang.sandbox.defects.defect import Effect, Row, Ways, both, coded, has

CONTRACT = Ways()
breaks, keeps = CONTRACT.breaks, CONTRACT.keeps

_PERIOD = ("begin_date", "end_date")
_YEAR = 365


def _later(row: Row, days: int) -> str:
    """So many days after the file leaves."""
    return str(row.sheet.last_day + np.timedelta64(days, "D"))


def _after(row: Row, field: str, days: int) -> str:
    return (row.day(field) + timedelta(days=days)).isoformat()


@breaks("K-01", Effect.REJECT, "begin_date", says="开始日期为空")
def undated(row: Row) -> None:
    row.write("begin_date", "")


@breaks("K-01", Effect.REJECT, "begin_date", says="开始日期不存在", also=("C-41",))
def impossible(row: Row) -> None:
    row.write("begin_date", f"{row.day('begin_date').year}-{row.one_of('02-30', '04-31', '13-05')}")


@breaks("K-01", Effect.REJECT, "org", says="签约机构为空")
def nowhere(row: Row) -> None:
    row.write("org", "")


@breaks("C-35", Effect.REJECT, *_PERIOD, says="开始日期晚于接收日期90天以上")
def begins_far_ahead(row: Row) -> None:
    days = row.number_between(100, 300)
    row.write("begin_date", _later(row, days))
    row.write("end_date", _later(row, days + _YEAR - 1))


@breaks("C-35D", Effect.BLANK, "sign_date", says="签约日期晚于接收日期一天以上")
def signed_in_the_future(row: Row) -> None:
    row.write("sign_date", _later(row, row.number_between(3, 200)))


@breaks(
    "C-35D",
    Effect.BLANK,
    "items_1_last_done_at",
    says="最近服务日期晚于接收日期一天以上",
    needs=has("items_1_last_done_at"),
)
def served_in_the_future(row: Row) -> None:
    row.write("items_1_last_done_at", _later(row, row.number_between(3, 200)))


@breaks("C-36", Effect.REJECT, "begin_date", "id_no", "birth_date", says="协议开始当日不满60岁")
def too_young(row: Row) -> None:
    reborn(row, "begin_date", row.number_between(35, 59), -1)


@breaks("C-40", Effect.REPAIR, "begin_date", says="开始日期写法不规范", rate=0.003)
def other_spelling(row: Row) -> None:
    row.write("begin_date", row.one_of(*spellings(row.day("begin_date"))))


@breaks("C-95", Effect.HOLD, *_PERIOD[::-1], says="到期日期不晚于开始日期", rate=0.001)
def ends_at_once(row: Row) -> None:
    row.write("end_date", _after(row, "begin_date", -row.number_between(0, 400)))


@breaks("C-95L", Effect.HOLD, *_PERIOD[::-1], says="签约期超过5年", rate=0.001)
def for_ever(row: Row) -> None:
    row.write("end_date", row.one_of("2099-12-31", "2050-01-01", _after(row, "begin_date", 6 * _YEAR)))


@breaks("N-10", Effect.BLANK, "years", says="签约年限不在1至5年")
def odd_years(row: Row) -> None:
    row.write("years", row.one_of("0", "6", "12", "99"))


@breaks("N-11", Effect.BLANK, "items_1_due_n", says="应服务次数过多", needs=has("items_1_due_n"))
def too_many_times(row: Row) -> None:
    row.write("items_1_due_n", row.one_of("367", "400", "1000"))


@breaks("N-12", Effect.BLANK, "fee", "paid", says="服务包费用过大")
def too_dear(row: Row) -> None:
    row.write_codes("paid", "2")
    row.write("fee", row.one_of("100001", "1200000"))


@breaks("Q-11", Effect.BLANK, "items_2_done_n", says="已履约次数带小数", needs=has("items_2_done_n"))
def half_a_time(row: Row) -> None:
    row.write("items_2_done_n", row.one_of("0.5", "1.5", "0.75"))


@breaks("C-30", Effect.BLANK, "status", says="代码不在代码表内", rate=0.002)
def no_such_status(row: Row) -> None:
    row.write("status", row.one_of("8", "99") if row.sheet.codes else row.one_of("履约中", "冻结"))


@breaks(
    "C-30", Effect.BLANK, "items_1_item_code", says="服务项目不在代码表内", needs=has("items_1_item_code")
)
def no_such_service(row: Row) -> None:
    row.write("items_1_item_code", "77" if row.sheet.codes else row.one_of("义诊讲座", "送药上门"))


@breaks("C-32", Effect.REPAIR, "groups", says="“普通人群”与其他分类并存", rate=0.002)
def plain_and_not(row: Row) -> None:
    row.write_codes("groups", row.one_of("01,03", "01,03,05"))


@breaks("C-33", Effect.REPAIR, "village_doctor", says="用文字表示空值")
def nobody_in_words(row: Row) -> None:
    row.write("village_doctor", row.one_of("无", "不详", "-", "暂无"))


@breaks("C-33", Effect.REPAIR, "stop_date", says="用特殊日期表示空值", needs=coded("status", "1", "4"))
def not_stopped_in_a_date(row: Row) -> None:
    row.write("stop_date", row.one_of("1900-01-01", "9999-12-31"))


@breaks("C-34", Effect.REPAIR, "items_1_due_n", says="次数带单位", needs=has("items_1_due_n"), rate=0.002)
def times_with_unit(row: Row) -> None:
    row.write("items_1_due_n", row.plain("items_1_due_n") + row.one_of("次", " 次"))


@breaks("C-34U", Effect.BLANK, "years", says="年限无法识别")
def unreadable_years(row: Row) -> None:
    row.write("years", row.one_of("长期", "一两年", "1..0"))


@breaks("C-41", Effect.BLANK, "sign_date", says="签约日期不存在")
def impossible_signing(row: Row) -> None:
    row.write("sign_date", row.plain("sign_date")[:5] + row.one_of("02-30", "06-31", "13-01"))


@breaks("C-95P", Effect.FLAG, *_PERIOD[::-1], says="签约期超过3年")
def four_years(row: Row) -> None:
    row.write("end_date", _after(row, "begin_date", 4 * _YEAR))


@breaks(
    "C-97",
    Effect.FLAG,
    "items_1_done_n",
    "items_1_due_n",
    says="已履约次数多于应服务次数",
    needs=has("items_1_last_done_at"),
    rate=0.003,
)
def more_than_agreed(row: Row) -> None:
    row.write("items_1_done_n", str(int(row.plain("items_1_due_n")) + row.number_between(1, 4)))


@breaks("Q-05", Effect.FLAG, "status", "stop_date", says="在约却有解约日期", needs=coded("status", "1", "4"))
def stopped_but_in_force(row: Row) -> None:
    row.write("stop_date", _after(row, "begin_date", 20))


@breaks("Q-04", Effect.FLAG, "stop_date", "status", says="解约没有解约日期", needs=has("stop_date"))
def stopped_without_a_day(row: Row) -> None:
    row.write("stop_date", "")


@breaks("Q-23", Effect.FLAG, "signed_by_resident", says="居民没有签字")
def not_signed(row: Row) -> None:
    row.write_codes("signed_by_resident", "2")


@keeps("C-35", *_PERIOD, says="开始日期为接收后第90天")
def begins_on_the_last_day_allowed(row: Row) -> None:
    row.write("begin_date", _later(row, 90))
    row.write("end_date", _later(row, 90 + _YEAR - 1))


@keeps("C-35D", "sign_date", says="签约日期为接收次日")
def signed_tomorrow(row: Row) -> None:
    row.write("sign_date", _later(row, 1))


@keeps("C-36", "birth_date", "id_no", says="协议开始当日恰满60岁")
def exactly_sixty(row: Row) -> None:
    reborn(row, "begin_date", 60)


@keeps("C-95", *_PERIOD[::-1], says="到期日期为开始次日")
def one_day(row: Row) -> None:
    row.write("end_date", _after(row, "begin_date", 1))


@keeps("C-95L", *_PERIOD[::-1], "years", says="签约期恰为5年")
def five_years(row: Row) -> None:
    begin = row.day("begin_date")
    row.write("end_date", date(begin.year + 5, begin.month, begin.day).isoformat())
    row.write("years", "5")


@keeps(
    "C-97",
    "items_1_done_n",
    "items_1_due_n",
    says="恰好全部履约",
    needs=both(has("items_1_last_done_at"), has("items_1_due_n")),
)
def all_done(row: Row) -> None:
    row.write("items_1_done_n", row.plain("items_1_due_n"))
