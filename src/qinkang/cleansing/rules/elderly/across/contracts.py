"""Contracts of one person beside each other, and beside where he lives."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis

from qinkang.cleansing.across.rule import Example, across
from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rules.elderly.across.naming import named, nobody

D = date
STOPPED = "2"
_ONE = {
    "record": 1,
    "person": 1,
    "org": "甲卫生院",
    "begin_date": D(2025, 1, 1),
    "end_date": D(2025, 12, 31),
    "status": "1",
}
_TWO = {**_ONE, "record": 2, "org": "乙卫生院", "begin_date": D(2025, 7, 1), "end_date": D(2026, 6, 30)}


def _last_day(contract: Any) -> Any:
    """The last day in force: the day before it was stopped, where that comes first."""
    before_stop = contract.stop_date - ibis.interval(days=1)
    return ibis.least(contract.end_date, before_stop.cast("date"))


def _overlapping(contract: Any) -> Any:
    """Pairs of contracts of one person that are both in force on some day."""
    # A contract that was stopped on a day nobody wrote down cannot be compared.
    known = contract.select(
        "record",
        "person",
        "org",
        "org_uscc",
        "status",
        "stop_date",
        first="begin_date",
        last=_last_day(contract),
    )
    known = known.filter(~((known.status == STOPPED) & known.stop_date.isnull()).fill_null(False))
    others = known.view()
    both = known.join(others, [known.person == others.person, known.record != others.record])
    return both.filter((both.first <= both.last_right) & (both.first_right <= both.last))


def _same_institution(both: Any) -> Any:
    by_code = both.org_uscc == both.org_uscc_right
    return by_code.fill_null(both.org == both.org_right)


@across(
    code="C-31",
    subjects={"contract": "begin_date"},
    says="同一居民同一天只能有一份在约的协议，这份协议与另一家机构的协议重叠。",
    because="一人在全省只签约一家机构；统计和经费以最近签订的一份为准，两家机构都会收到提示。",
    remedy="请与另一家机构核实居民的意愿，解除不再履行的一份并填写解约日期。",
    effect=Effect.FLAG,
    examples=[
        Example("两家机构的协议重叠半年", {"contract": [_ONE, _TWO]}, {"contract": frozenset({1, 2})}),
        Example(
            "前一份在后一份开始之日解约",
            {"contract": [{**_ONE, "status": "2", "stop_date": D(2025, 7, 1)}, _TWO]},
            {},
        ),
        Example(
            "前一份在后一份开始次日解约",
            {"contract": [{**_ONE, "status": "2", "stop_date": D(2025, 7, 2)}, _TWO]},
            {"contract": frozenset({1, 2})},
        ),
        Example("前后相接", {"contract": [{**_ONE, "end_date": D(2025, 6, 30)}, _TWO]}, {}),
        Example("没有填解约日期的不作比较", {"contract": [{**_ONE, "status": "2"}, _TWO]}, {}),
        Example("没有填到期日期的不作比较", {"contract": [{**_ONE, "end_date": None}, _TWO]}, {}),
        Example("两个人的协议", {"contract": [_ONE, {**_TWO, "person": 2}]}, {}),
        Example("同一机构的，另有规则", {"contract": [_ONE, {**_TWO, "org": "甲卫生院"}]}, {}),
    ],
)
def one_institution_at_a_time(contract):
    both = _overlapping(contract)
    return both.filter(~_same_institution(both)).select("record", other=named("contract", both.record_right))


@across(
    code="C-31S",
    subjects={"contract": "begin_date"},
    says="同一机构与同一居民的两份协议不应重叠。",
    because="常见原因是续签时没有改前一份的到期日期，或同一份协议录入了两次。",
    remedy="请合并或改正两份协议的起止日期后重报。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "续签早了半年", {"contract": [_ONE, {**_TWO, "org": "甲卫生院"}]}, {"contract": frozenset({1, 2})}
        ),
        Example(
            "名称不同、信用代码相同",
            {"contract": [{**_ONE, "org_uscc": "一"}, {**_TWO, "org_uscc": "一"}]},
            {"contract": frozenset({1, 2})},
        ),
        Example("两家机构", {"contract": [_ONE, _TWO]}, {}),
    ],
)
def one_contract_with_an_institution(contract):
    both = _overlapping(contract)
    return both.filter(_same_institution(both)).select("record", other=named("contract", both.record_right))


@across(
    code="C-96",
    subjects={"contract": "org"},
    says="签约机构不在居民居住的县（市、区）。",
    because="允许跨县（市、区）签约，但签约率的分子和分母不在同一地区。",
    remedy="无误可不处理；居住区划或签约机构有误的请更正后重报。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "住岐山，在扶风签约",
            {"contract": [{**_ONE, "county": "610323", "org_county": "610324"}]},
            {"contract": frozenset({1})},
        ),
        Example(
            "住岐山，在岐山签约", {"contract": [{**_ONE, "county": "610323", "org_county": "610323"}]}, {}
        ),
        Example("机构不在名录", {"contract": [{**_ONE, "county": "610323"}]}, {}),
    ],
)
def contract_is_in_the_own_county(contract):
    placed = contract.select("record", "county", "org_county")
    return placed.filter(placed.county != placed.org_county).select("record", other=nobody())
