"""From when to when a contract holds, how long, and whether it still does."""

from datetime import date

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.parameters import PROVISIONAL
from qinkang.cleansing.rule import rule
from qinkang.standards.datasets import Contract

STOPPED, EXPIRED = "2", "3"
IN_FORCE = ("1", "4")
OTHER = "5"
DAYS_OF_A_YEAR = 365.25


@rule(
    Contract,
    code="C-35",
    each=[("begin_date",)],
    says="协议的开始日期不应比接收数据的日期晚太多。",
    because=f"年底可以签次年的协议，最多提前90天（{PROVISIONAL}）；更晚的多半是年份填错。",
    remedy="请核实开始日期后重报。",
    effect=Effect.REJECT,
    accepts=[{"begin_date": date(2025, 6, 30)}, {"begin_date": date(2025, 9, 28)}, {}],
    rejects=[{"begin_date": date(2025, 9, 29)}, {"begin_date": date(2026, 6, 30)}],
)
def contract_begins_soon(row, begin, book):
    return begin.delta(book.received_on, unit="day") <= book["contract_ahead_days"]


@rule(
    Contract,
    code="C-35D",
    each=[("sign_date",), ("stop_date",), *((f"items_{n}_last_done_at",) for n in range(1, 11))],
    says="{title}不应晚于接收数据的日期。",
    because=f"还没有发生的事不能上报；容差1天（{PROVISIONAL}）。常见原因是年份填错。",
    remedy="该值未采用，请核实日期后重报。",
    effect=Effect.BLANK,
    accepts=[{"sign_date": date(2025, 7, 1)}, {}],
    rejects=[{"sign_date": date(2025, 7, 2)}],
)
def day_has_come(row, day, book):
    return day.delta(book.received_on, unit="day") <= book["early_days"]


@rule(
    Contract,
    code="C-95",
    each=[("end_date", "begin_date")],
    says="到期日期应晚于开始日期。",
    because="协议期不能确定，签约是否有效无从判断；常见原因是两栏填反或年份填错。",
    remedy="该记录暂不参加统计和上报，请核实协议期后重报。",
    effect=Effect.HOLD,
    accepts=[
        {"begin_date": date(2025, 1, 1), "end_date": date(2025, 1, 2)},
        {"begin_date": date(2025, 1, 1)},
        {"end_date": date(2025, 1, 1)},
    ],
    rejects=[
        {"begin_date": date(2025, 1, 1), "end_date": date(2025, 1, 1)},
        {"begin_date": date(2025, 1, 1), "end_date": date(2024, 12, 31)},
    ],
)
def contract_ends_after_it_begins(row, end, begin):
    return end > begin


@rule(
    Contract,
    code="C-95L",
    each=[("end_date", "begin_date")],
    says="签约期不应超过5年。",
    because=f"签约年限为1至5年（{PROVISIONAL}）；更长的多半是用远期日期代替没有填的到期日期。",
    remedy="该记录暂不参加统计和上报，请核实到期日期后重报。",
    effect=Effect.HOLD,
    accepts=[
        {"begin_date": date(2025, 1, 1), "end_date": date(2030, 1, 1)},
        {"begin_date": date(2025, 1, 1)},
        {"end_date": date(9999, 1, 1)},
    ],
    rejects=[
        {"begin_date": date(2025, 1, 1), "end_date": date(2030, 1, 4)},
        {"begin_date": date(2025, 1, 1), "end_date": date(9999, 12, 31)},
    ],
)
def contract_is_not_endless(row, end, begin, book):
    return end.delta(begin, unit="day") <= int(book["contract_longest_years"] * DAYS_OF_A_YEAR + 1)


@rule(
    Contract,
    code="C-95P",
    each=[("end_date", "begin_date")],
    says="签约期一般不超过3年。",
    because=f"2022年家庭医生签约服务的政策允许1至3年（{PROVISIONAL}）。",
    remedy="请核对协议期；无误可不处理，有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"begin_date": date(2025, 1, 1), "end_date": date(2028, 1, 1)},
        {"begin_date": date(2025, 1, 1), "end_date": date(2031, 1, 1)},
        {"begin_date": date(2025, 1, 1)},
    ],
    rejects=[
        {"begin_date": date(2025, 1, 1), "end_date": date(2028, 1, 4)},
        {"begin_date": date(2025, 1, 1), "end_date": date(2030, 1, 1)},
    ],
)
def contract_is_as_long_as_the_policy_allows(row, end, begin, book):
    days = end.delta(begin, unit="day")
    return (days <= int(book["contract_policy_years"] * DAYS_OF_A_YEAR + 1)) | (
        days > int(book["contract_longest_years"] * DAYS_OF_A_YEAR + 1)
    )


@rule(
    Contract,
    code="Q-01",
    each=[("years", "begin_date", "end_date")],
    says="签约年限应与开始日期和到期日期相符。",
    because=f"到期日期应是开始日期加签约年限；容差3天（{PROVISIONAL}）。",
    remedy="请核对签约年限和起止日期；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"years": 1, "begin_date": date(2025, 1, 1), "end_date": date(2025, 12, 31)},
        {"years": 1, "begin_date": date(2024, 1, 1), "end_date": date(2025, 1, 1)},
        {"years": 3, "begin_date": date(2025, 1, 1), "end_date": date(2027, 12, 31)},
        {"years": 1, "begin_date": date(2025, 1, 1)},
        {"begin_date": date(2025, 1, 1), "end_date": date(2025, 12, 31)},
    ],
    rejects=[
        {"years": 2, "begin_date": date(2025, 1, 1), "end_date": date(2025, 12, 31)},
        {"years": 1, "begin_date": date(2025, 1, 1), "end_date": date(2025, 12, 27)},
    ],
)
def years_are_those_of_the_period(row, years, begin, end, book):
    days = end.delta(begin, unit="day")
    return (days - years * DAYS_OF_A_YEAR).abs() <= book["contract_year_tolerance"] + 1


@rule(
    Contract,
    code="Q-02",
    each=[("sign_date", "begin_date")],
    says="签约日期不应晚于协议的开始日期。",
    because="先签约后服务；签约日期更晚的多半是补签，或两栏填反。",
    remedy="请核对签约日期和开始日期；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"sign_date": date(2025, 1, 1), "begin_date": date(2025, 1, 1)},
        {"sign_date": date(2024, 12, 20), "begin_date": date(2025, 1, 1)},
        {"begin_date": date(2025, 1, 1)},
    ],
    rejects=[{"sign_date": date(2025, 1, 2), "begin_date": date(2025, 1, 1)}],
)
def signed_before_it_begins(row, signed, begin):
    return signed <= begin


@rule(
    Contract,
    code="Q-03",
    each=[("stop_date", "begin_date", "end_date")],
    says="解约日期应在协议期内。",
    because="协议开始以前和到期以后都不需要解约；常见原因是日期填错。",
    remedy="请核对解约日期和协议期；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"begin_date": date(2025, 1, 1), "end_date": date(2025, 12, 31), "stop_date": date(2025, 1, 1)},
        {"begin_date": date(2025, 1, 1), "end_date": date(2025, 12, 31), "stop_date": date(2025, 12, 31)},
        {"begin_date": date(2025, 1, 1), "stop_date": date(2025, 3, 1)},
        {"begin_date": date(2025, 1, 1), "end_date": date(2025, 12, 31)},
    ],
    rejects=[
        {"begin_date": date(2025, 1, 1), "end_date": date(2025, 12, 31), "stop_date": date(2024, 12, 31)},
        {"begin_date": date(2025, 1, 1), "end_date": date(2025, 12, 31), "stop_date": date(2026, 1, 1)},
        {"begin_date": date(2025, 1, 1), "stop_date": date(2024, 12, 31)},
    ],
)
def stopped_within_the_period(row, stopped, begin, end):
    return (stopped >= begin) & (stopped <= end)


@rule(
    Contract,
    code="Q-04",
    each=[("stop_date", "status"), ("stop_reason", "status")],
    says="签约状态为解约的，{title}应填写。",
    because="没有解约日期，不能知道签约到哪一天为止。",
    remedy="请补填后重报。",
    effect=Effect.FLAG,
    accepts=[{"status": "2", "stop_date": date(2025, 3, 5)}, {"status": "1"}, {}],
    rejects=[{"status": "2"}],
)
def stopped_contract_says_when_and_why(row, told, status):
    return ~((status == STOPPED) & told.isnull())


@rule(
    Contract,
    code="Q-05",
    each=[("status", "stop_date")],
    says="有解约日期的，签约状态应为解约。",
    because="解约日期与“签约”“续约”互相矛盾；常见原因是续签后没有清除上一份协议的解约日期。",
    remedy="请核对签约状态和解约日期；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"status": "2", "stop_date": date(2025, 3, 5)},
        {"status": "3", "stop_date": date(2025, 3, 5)},
        {"status": "1"},
        {"stop_date": date(2025, 3, 5)},
    ],
    rejects=[{"status": "1", "stop_date": date(2025, 3, 5)}, {"status": "4", "stop_date": date(2025, 3, 5)}],
)
def contract_in_force_is_not_stopped(row, status, stopped):
    return ~(status.isin(IN_FORCE) & stopped.notnull())


@rule(
    Contract,
    code="Q-06",
    each=[("status", "end_date")],
    says="签约状态应与到期日期相符：没有到期的不应写到期，已经到期的不应仍写签约。",
    because="签约状态没有随到期日期更新；是否在约按起止日期判断。",
    remedy="请更新签约状态；到期日期有误的请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"status": "3", "end_date": date(2025, 6, 30)},
        {"status": "1", "end_date": date(2025, 6, 30)},
        {"status": "4", "end_date": date(2025, 7, 1)},
        {"status": "2", "end_date": date(2025, 1, 1)},
        {"status": "1"},
        {"end_date": date(2025, 6, 29)},
    ],
    rejects=[{"status": "3", "end_date": date(2025, 7, 1)}, {"status": "1", "end_date": date(2025, 6, 29)}],
)
def status_is_that_of_the_period(row, status, end, book):
    early = (status == EXPIRED) & (end > book.received_on)
    late = status.isin(IN_FORCE) & (end < book.received_on)
    return ~(early | late)


@rule(
    Contract,
    code="Q-07",
    each=[("stop_reason_other", "stop_reason")],
    says="解约原因选“其他”的，应写明原因。",
    because="“其他”没有说明就不能分析解约的原因。",
    remedy="请补填解约原因后重报。",
    effect=Effect.FLAG,
    accepts=[{"stop_reason": "5", "stop_reason_other": "住院"}, {"stop_reason": "1"}, {}],
    rejects=[{"stop_reason": "5"}],
)
def other_reason_is_written(row, words, reason):
    return ~((reason == OTHER) & words.isnull())
