"""The cycle, and the days within it."""

from datetime import date
from functools import reduce
from operator import or_

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.parameters import PROVISIONAL
from qinkang.cleansing.rule import rule
from qinkang.standards.datasets import Recertification

YEARS_BACK = 30  # the survival check is younger than that


def _year(cycle):
    return cycle.substr(0, 4).between("2000", "2099")


def _digit(cycle, place):
    return cycle.substr(place, 1).between("0", "9")


def _four_digits(cycle):
    return _year(cycle) & _digit(cycle, 2) & _digit(cycle, 3)


@rule(
    Recertification,
    code="V-01",
    each=[("cycle",)],
    says="认证周期只写年份数字，不写“年”或“年度”。",
    because="“2025年”与“2025”会被当成两个周期。",
    remedy="已去掉年份后面的字，请在源系统中同样改正。",
    effect=Effect.REPAIR,
    accepts=[{"cycle": "2025"}, {"cycle": "202506"}, {"cycle": "年度"}, {}],
    rejects=[{"cycle": "2025年"}, {"cycle": "2025年度"}],
    mends=lambda check, cycle: {cycle.get_name(): cycle.substr(0, 4)},
    mended=[({"cycle": "2025年度"}, {"cycle": "2025"}), ({"cycle": "2024年"}, {"cycle": "2024"})],
)
def cycle_is_a_bare_year(check, cycle):
    named = cycle.substr(4, cycle.length() - 4).isin(("年", "年度"))
    return ~(_four_digits(cycle) & named)


@rule(
    Recertification,
    code="V-02",
    each=[("cycle",)],
    says="认证周期应是四位年份，或四位年份加两位月份。",
    because="周期不明的认证不能归到哪一年，也分不清是否重复。",
    remedy="该记录暂不参加统计和上报，请更正认证周期后重报。",
    effect=Effect.HOLD,
    accepts=[{"cycle": "2025"}, {"cycle": "202501"}, {"cycle": "202512"}, {}],
    rejects=[
        {"cycle": "25"},
        {"cycle": "202513"},
        {"cycle": "202500"},
        {"cycle": "1025"},
        {"cycle": "上半年"},
        {"cycle": "2025-1"},
    ],
)
def cycle_is_a_year_or_month(check, cycle):
    month = cycle.substr(4, 2).between("01", "12") & _digit(cycle, 4) & _digit(cycle, 5)
    return _four_digits(cycle) & ((cycle.length() == 4) | ((cycle.length() == 6) & month))


@rule(
    Recertification,
    code="V-03",
    each=[("cycle", "recert_date")],
    says="认证周期的年份应与认证日期的年份一致。",
    because="按年度统计时会归到另一年；跨年补认证的除外。",
    remedy="请核对认证周期和认证日期；无误可不处理，有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"cycle": "2025", "recert_date": date(2025, 12, 31)},
        {"cycle": "202506", "recert_date": date(2025, 1, 1)},
        {"cycle": "上半年", "recert_date": date(2025, 1, 1)},
        {"cycle": "2025"},
        {"recert_date": date(2025, 1, 1)},
    ],
    rejects=[
        {"cycle": "2024", "recert_date": date(2025, 1, 1)},
        {"cycle": "2026", "recert_date": date(2025, 12, 31)},
    ],
)
def cycle_is_that_of_the_day(check, cycle, day, book):
    years = range(book.year - YEARS_BACK, book.year + 2)
    same = reduce(or_, ((cycle.substr(0, 4) == str(year)) & (day.year() == year) for year in years))
    return ~_four_digits(cycle) | same


@rule(
    Recertification,
    code="C-50",
    each=[("recert_date", "due_date")],
    says="复审认证应按期完成。",
    because=f"应认证日期之后又过了30天宽限（{PROVISIONAL}）才认证；逾期只作提示，不能据以认定死亡。",
    remedy="请核对应认证日期和认证日期；属实的可不处理。",
    effect=Effect.FLAG,
    accepts=[
        {"due_date": date(2025, 3, 1), "recert_date": date(2025, 3, 31)},
        {"due_date": date(2025, 3, 1), "recert_date": date(2025, 1, 5)},
        {"recert_date": date(2025, 1, 5)},
        {"due_date": date(2025, 3, 1)},
    ],
    rejects=[{"due_date": date(2025, 3, 1), "recert_date": date(2025, 4, 1)}],
)
def check_is_in_time(check, day, due, book):
    return day.delta(due, unit="day") <= book["recert_grace_days"]


@rule(
    Recertification,
    code="V-04",
    each=[("next_due_date", "recert_date")],
    says="下次应认证日期应晚于认证日期。",
    because="常见原因是两栏填反，或沿用了上一周期的日期。",
    remedy="请核实下次应认证日期；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"recert_date": date(2025, 3, 5), "next_due_date": date(2025, 3, 6)},
        {"recert_date": date(2025, 3, 5)},
        {"next_due_date": date(2025, 3, 5)},
    ],
    rejects=[{"recert_date": date(2025, 3, 5), "next_due_date": date(2025, 3, 5)}],
)
def next_check_comes_later(check, following, day):
    return following > day
