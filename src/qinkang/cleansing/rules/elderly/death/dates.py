"""The day of death and that of the report."""

from datetime import date

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.parameters import PROVISIONAL
from qinkang.cleansing.rule import rule
from qinkang.cleansing.rules.age import full_years
from qinkang.cleansing.rules.people.party import born
from qinkang.standards.datasets import Death


@rule(
    Death,
    code="C-43",
    each=[("death_date",)],
    says="死亡日期不应早于出生日期。",
    because="不能先死后生；常见原因是两栏填反，或出生日期填错。",
    remedy="请核实出生日期和死亡日期后重报。",
    effect=Effect.REJECT,
    accepts=[
        {"birth_date": date(1940, 3, 5), "death_date": date(2025, 3, 5)},
        {"birth_date": date(2025, 3, 5), "death_date": date(2025, 3, 5)},
        {"birth_date": date(2025, 3, 5)},
        {"death_date": date(2025, 3, 5)},
    ],
    rejects=[
        {"birth_date": date(2025, 3, 6), "death_date": date(2025, 3, 5)},
        {"id_no": "610125195203071220", "death_date": date(1952, 3, 6)},
    ],
)
def death_follows_birth(death, day):
    return born(death) <= day


@rule(
    Death,
    code="C-36",
    each=[("death_date",)],
    says="死者死亡当日应年满60周岁。",
    because=f"老龄数据集只收60周岁及以上的人（{PROVISIONAL}）；常见原因是出生日期或死亡日期填错。",
    remedy="请核实出生日期和死亡日期；不满60周岁的不在本数据集上报。",
    effect=Effect.REJECT,
    accepts=[
        {"birth_date": date(1965, 3, 5), "death_date": date(2025, 3, 5)},
        {"birth_date": date(2025, 3, 6), "death_date": date(2025, 3, 5)},
        {"birth_date": date(1965, 3, 6)},
        {"death_date": date(2025, 3, 5)},
    ],
    rejects=[
        {"birth_date": date(1965, 3, 6), "death_date": date(2025, 3, 5)},
        {"id_no": "610125195203071220", "death_date": date(2012, 3, 6)},
    ],
)
def deceased_was_old_enough(death, day, book):
    return (born(death) > day) | (full_years(born(death), day) >= book["elderly_from"])


@rule(
    Death,
    code="C-44",
    each=[("death_date", "reported_at")],
    says="死亡日期不应晚于报告日期，也不应晚于接收数据的日期。",
    because=f"还没有发生的死亡不能报告；与接收日期的容差1天（{PROVISIONAL}）。常见原因是年份填错。",
    remedy="请核实死亡日期和报告日期后重报。",
    effect=Effect.REJECT,
    accepts=[
        {"death_date": date(2025, 3, 5), "reported_at": date(2025, 3, 5)},
        {"death_date": date(2025, 7, 1)},
        {"reported_at": date(2025, 3, 5)},
    ],
    rejects=[
        {"death_date": date(2025, 3, 6), "reported_at": date(2025, 3, 5)},
        {"death_date": date(2025, 7, 2)},
    ],
)
def death_has_happened(death, day, reported, book):
    received = day.delta(book.received_on, unit="day") <= book["early_days"]
    return received & (reported.isnull() | (day <= reported))


@rule(
    Death,
    code="D-01",
    each=[("reported_at", "death_date")],
    says="死亡应在规定的时限内报告。",
    because=f"报告越晚，在世人数和服务对象名单越不准；时限7天（{PROVISIONAL}）。",
    remedy="补报的可不处理；经常超时的，请检查报告流程。",
    effect=Effect.FLAG,
    accepts=[
        {"death_date": date(2025, 3, 5), "reported_at": date(2025, 3, 12)},
        {"death_date": date(2025, 3, 5)},
        {"reported_at": date(2025, 3, 5)},
    ],
    rejects=[{"death_date": date(2025, 3, 5), "reported_at": date(2025, 3, 13)}],
)
def death_is_reported_in_time(death, reported, day, book):
    return reported.delta(day, unit="day") <= book["death_report_days"]


@rule(
    Death,
    code="D-02",
    each=[("reported_at",)],
    says="报告日期不应晚于接收数据的日期。",
    because=f"不能在报告之前收到报告；容差1天（{PROVISIONAL}）。",
    remedy="请核实报告日期；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[{"reported_at": date(2025, 7, 1)}, {}],
    rejects=[{"reported_at": date(2025, 7, 2)}],
)
def report_has_been_made(death, reported, book):
    return reported.delta(book.received_on, unit="day") <= book["early_days"]


@rule(
    Death,
    code="D-03",
    each=[("death_time",)],
    says="死亡时刻应写成 08:30 的形式，24小时制。",
    because="时刻写法不一，不能比较先后。",
    remedy="请改为时、分各两位，中间用冒号；不详的请留空。",
    effect=Effect.FLAG,
    accepts=[{"death_time": "00:00"}, {"death_time": "23:59"}, {"death_time": "08:30:00"}, {}],
    rejects=[
        {"death_time": "8:30"},
        {"death_time": "24:00"},
        {"death_time": "08:60"},
        {"death_time": "上午"},
        {"death_time": "08：30"},
    ],
)
def time_is_of_the_day(death, time):
    hour = time.substr(0, 2).between("00", "23")
    minute = (time.substr(2, 1) == ":") & time.substr(3, 2).between("00", "59")
    return hour & minute & time.length().isin((5, 8))
