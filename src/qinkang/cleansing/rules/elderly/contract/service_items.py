"""The agreed services: how often each is due, how often it was done, and when last."""

from datetime import date
from functools import reduce
from itertools import combinations
from operator import or_

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.standards.datasets import Contract

PLACES = range(1, Contract.parts["items"].at_most + 1)
OTHER = "99"
COUNTS = tuple((f"items_{n}_{name}",) for n in PLACES for name in ("due_n", "done_n"))


@rule(
    Contract,
    code="Q-11",
    each=COUNTS,
    says="{title}应为整数。",
    because="服务次数一次一次地计；带小数的多半是把金额或比例填进了次数栏。",
    remedy="该值未采用，请核实后重报。",
    effect=Effect.BLANK,
    accepts=[{"items_1_due_n": 0}, {"items_1_due_n": 12}, {}],
    rejects=[{"items_1_due_n": 0.5}, {"items_1_due_n": 4.2}],
)
def services_are_counted_one_by_one(row, times):
    return times == times.round(0)


@rule(
    Contract,
    code="C-97",
    each=[(f"items_{n}_done_n", f"items_{n}_due_n") for n in PLACES],
    says="{title}不应多于应服务次数。",
    because="超出约定的次数不计入履约；常见原因是把几年的次数加在一起，或两栏填反。",
    remedy="请核对两个次数；无误可不处理，有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"items_1_due_n": 4, "items_1_done_n": 4},
        {"items_1_due_n": 4, "items_1_done_n": 0},
        {"items_1_done_n": 4},
        {"items_1_due_n": 4},
    ],
    rejects=[{"items_1_due_n": 4, "items_1_done_n": 5}],
)
def no_more_done_than_due(row, done, due):
    return done <= due


@rule(
    Contract,
    code="C-97D",
    each=[(f"items_{n}_last_done_at", "begin_date", "end_date", "stop_date") for n in PLACES],
    says="{title}应在协议期内。",
    because="协议开始以前、到期或解约以后的服务不是履行这份协议；常见原因是带出了上一年的日期。",
    remedy="请核对最近服务日期和协议期；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"items_1_last_done_at": date(2025, 1, 1), "begin_date": date(2025, 1, 1)},
        {
            "items_1_last_done_at": date(2025, 12, 31),
            "begin_date": date(2025, 1, 1),
            "end_date": date(2025, 12, 31),
        },
        {"begin_date": date(2025, 1, 1), "end_date": date(2025, 12, 31)},
    ],
    rejects=[
        {"items_1_last_done_at": date(2024, 12, 31), "begin_date": date(2025, 1, 1)},
        {
            "items_1_last_done_at": date(2026, 1, 1),
            "begin_date": date(2025, 1, 1),
            "end_date": date(2025, 12, 31),
        },
        {
            "items_1_last_done_at": date(2025, 3, 6),
            "begin_date": date(2025, 1, 1),
            "end_date": date(2025, 12, 31),
            "stop_date": date(2025, 3, 5),
        },
    ],
)
def served_within_the_contract(row, served, begin, end, stopped):
    return (served >= begin) & (served <= end) & (served <= stopped)


@rule(
    Contract,
    code="Q-12",
    each=[(f"items_{n}_last_done_at", f"items_{n}_done_n") for n in PLACES],
    says="{title}与已履约次数应同时有或同时没有。",
    because="没有服务过就没有最近服务日期；服务过就有日期可查。",
    remedy="请核对服务记录，补填或更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"items_1_last_done_at": date(2025, 3, 5), "items_1_done_n": 1},
        {"items_1_done_n": 0},
        {"items_1_last_done_at": date(2025, 3, 5)},
        {},
    ],
    rejects=[{"items_1_last_done_at": date(2025, 3, 5), "items_1_done_n": 0}, {"items_1_done_n": 2}],
)
def what_was_done_has_its_day(row, served, done):
    return (done > 0) == served.notnull()


@rule(
    Contract,
    code="Q-13",
    each=[
        (f"items_{n}_item_code", f"items_{n}_due_n", f"items_{n}_done_n", f"items_{n}_last_done_at")
        for n in PLACES
    ],
    says="填写了次数或日期的，应填写{title}。",
    because="没有项目名称的次数不能计入任何一项服务的履约。",
    remedy="请补填服务项目后重报。",
    effect=Effect.FLAG,
    accepts=[{"items_1_item_code": "01", "items_1_due_n": 1}, {"items_1_item_code": "01"}, {}],
    rejects=[
        {"items_1_due_n": 1},
        {"items_1_done_n": 1},
        {"items_1_last_done_at": date(2025, 3, 5)},
    ],
)
def counted_service_is_named(row, item, due, done, served):
    return item.notnull() | (due.isnull() & done.isnull() & served.isnull())


@rule(
    Contract,
    code="Q-14",
    each=[(f"items_{n}_item_name", f"items_{n}_item_code") for n in PLACES],
    says="服务项目选“其他”的，应写明项目名称。",
    because="“其他”没有名称就不知道约定了什么服务。",
    remedy="请补填其他服务项目名称后重报。",
    effect=Effect.FLAG,
    accepts=[{"items_1_item_code": "99", "items_1_item_name": "义诊"}, {"items_1_item_code": "01"}, {}],
    rejects=[{"items_1_item_code": "99"}],
)
def other_service_is_named(row, words, item):
    return ~((item == OTHER) & words.isnull())


@rule(
    Contract,
    code="Q-15",
    each=[("items_1_item_code",)],
    says="同一服务项目不应列两次。",
    because="重复的项目使履约率的分母变大；次数应合在一项里填写。",
    remedy="请合并重复的服务项目后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"items_1_item_code": "01", "items_2_item_code": "02"},
        {"items_1_item_code": "99", "items_2_item_code": "99"},
        {"items_1_item_code": "01"},
        {},
    ],
    rejects=[
        {"items_1_item_code": "01", "items_2_item_code": "01"},
        {"items_1_item_code": "02", "items_3_item_code": "05", "items_10_item_code": "05"},
    ],
)
def each_service_stands_once(row, first):
    items = [row[f"items_{n}_item_code"] for n in PLACES]
    return ~reduce(or_, ((one == other) & (one != OTHER) for one, other in combinations(items, 2)))


@rule(
    Contract,
    code="Q-16",
    each=[("items_1_item_code", "status")],
    says="在约的协议应列出至少一项服务。",
    because="履约按服务项目计算，没有项目的协议无从履约。",
    remedy="请补填约定的服务项目和次数后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"status": "1", "items_1_item_code": "01"},
        {"status": "1", "items_2_item_code": "01"},
        {"status": "2"},
        {},
    ],
    rejects=[{"status": "1"}, {"status": "4"}],
)
def contract_in_force_lists_services(row, first, status):
    none = reduce(lambda left, right: left & right, (row[f"items_{n}_item_code"].isnull() for n in PLACES))
    return ~(status.isin(("1", "4")) & none)
