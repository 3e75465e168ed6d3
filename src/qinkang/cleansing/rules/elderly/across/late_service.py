"""Services after death, graded by how long after (C-45, C-46)."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis

from qinkang.cleansing.across.rule import Example, across
from qinkang.cleansing.across.tables import derived
from qinkang.cleansing.effect import Effect
from qinkang.cleansing.parameters import PROVISIONAL
from qinkang.cleansing.rules.elderly.across.naming import days_between, named
from qinkang.cleansing.rules.elderly.across.the_dead import CHECK, PASS, POLICE, VILLAGE

D = date
PASSED = "1"
SERVICES = {
    "health_check": "check_date",
    "self_care": "assess_date",
    "contract": "begin_date",
    "recertification": "recert_date",
}
"""Services that only the living receive, by table, with the field that says when."""


@derived
def late_service(
    the_dead: Any, health_check: Any, self_care: Any, contract: Any, recertification: Any
) -> Any:
    """Services after death: table, record, person, days after death, on how many days there were any."""
    passed = recertification.select("record", "person", "day", "result")
    served = ibis.union(
        _service("health_check", health_check, health_check.day),
        _service("self_care", self_care, self_care.day),
        _service("contract", contract, contract.sign_date.coalesce(contract.day)),
        _service("recertification", alive := passed.filter(passed.result == PASSED), alive.day),
    )
    dead = the_dead.select("person", "died", "told_by", "confirmed")
    late = served.join(dead, "person")
    late = late.filter(late.served > late.died)
    return late.select(
        "table",
        "record",
        "confirmed",
        days=days_between(late.served, late.died),
        visits=late.served.nunique().over(ibis.window(group_by="person")),
        other=named("death", late.told_by),
    )


def _service(name: str, table: Any, day: Any) -> Any:
    """Services of one kind, with the day on which the person must have been alive."""
    return table.select("record", "person", table=ibis.literal(name), served=day)


def _seen(late_service: Any) -> Any:
    return late_service.select("table", "record", "confirmed", "days", "visits", "other")


def _slip(late: Any, book: Any) -> Any:
    return (late.visits == 1) & (late.days <= int(book["death_slip_days"]))


def _grave(late: Any, book: Any) -> Any:
    return (late.visits > 1) | (late.days > int(book["death_grave_days"]))


@across(
    code="C-45S",
    subjects=SERVICES,
    says="{title}晚于死亡日期不超过7天，或死亡尚未确认，请核实两个日期。",
    because=f"相差几天多半是日期填错；只有一个来源报告的死亡在确认以前不能据以判断（界限{PROVISIONAL}）。",
    remedy="请核对服务日期和死亡日期；有误的一方更正后重报。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "去世1天后体检",
            {"death": [POLICE], "health_check": [{**CHECK, "day": D(2025, 3, 2)}]},
            {"health_check": frozenset({1})},
        ),
        Example(
            "村居上报、尚未确认的死亡，100天后体检",
            {"death": [VILLAGE], "health_check": [{**CHECK, "day": D(2025, 6, 9)}]},
            {"health_check": frozenset({1})},
        ),
        Example("去世当日体检", {"death": [POLICE], "health_check": [{**CHECK, "day": D(2025, 3, 1)}]}, {}),
        Example(
            "去世8天后体检，另有规则",
            {"death": [POLICE], "health_check": [{**CHECK, "day": D(2025, 3, 9)}]},
            {},
        ),
        Example("没有死亡信息", {"health_check": [{**CHECK, "day": D(2025, 3, 2)}]}, {}),
    ],
)
def service_days_after_death(late_service, book):
    late = _seen(late_service)
    return late.filter(~late.confirmed | _slip(late, book)).select("table", "record", "other")


@across(
    code="C-45",
    subjects=SERVICES,
    says="{title}不应在死亡日期以后。",
    because=f"已确认死亡的老年人在去世8至90天后仍有服务，服务或死亡有一方不实（界限{PROVISIONAL}）。",
    remedy="该记录暂不参加统计和上报；请与死亡信息的来源共同核实，有误的一方更正或撤销后重报。",
    effect=Effect.HOLD,
    examples=[
        Example(
            "去世8天后体检",
            {"death": [POLICE], "health_check": [{**CHECK, "day": D(2025, 3, 9)}]},
            {"health_check": frozenset({1})},
        ),
        Example(
            "去世90天后通过认证",
            {"death": [POLICE], "recertification": [{**PASS, "day": D(2025, 5, 30)}]},
            {"recertification": frozenset({3})},
        ),
        Example(
            "签约早于去世，协议次年生效",
            {
                "death": [POLICE],
                "contract": [{"record": 2, "person": 1, "sign_date": D(2025, 2, 20), "day": D(2025, 4, 1)}],
            },
            {},
        ),
        Example(
            "去世后认证结果为死亡核销",
            {"death": [POLICE], "recertification": [{**PASS, "result": "3", "day": D(2025, 3, 20)}]},
            {},
        ),
        Example(
            "尚未确认的死亡", {"death": [VILLAGE], "health_check": [{**CHECK, "day": D(2025, 3, 20)}]}, {}
        ),
        Example(
            "公安撤销了村居上报的死亡",
            {
                "death": [
                    {**VILLAGE, "confirm_status": "1"},
                    {**POLICE, "record": 10, "confirm_status": "2"},
                ],
                "health_check": [{**CHECK, "day": D(2025, 3, 20)}],
            },
            {},
        ),
        Example(
            "村居撤销不了公安注销",
            {
                "death": [POLICE, {**VILLAGE, "record": 10, "confirm_status": "2"}],
                "health_check": [{**CHECK, "day": D(2025, 3, 20)}],
            },
            {"health_check": frozenset({1})},
        ),
    ],
)
def service_after_death(late_service, book):
    late = _seen(late_service)
    return late.filter(late.confirmed & ~_slip(late, book) & ~_grave(late, book)).select(
        "table", "record", "other"
    )


@across(
    code="C-46",
    subjects=SERVICES,
    says="去世90天以后，或去世后在两个以上的日子仍有服务，疑似虚假服务。",
    because=f"相隔很久或一再发生，不会是日期填错（界限{PROVISIONAL}）；常见原因是批量补录或沿用上一年的记录。",
    remedy="该记录暂不参加统计和上报，并提请上级核查；请逐条核实服务是否发生，作废不实的记录。",
    effect=Effect.HOLD,
    examples=[
        Example(
            "去世91天后体检",
            {"death": [POLICE], "health_check": [{**CHECK, "day": D(2025, 5, 31)}]},
            {"health_check": frozenset({1})},
        ),
        Example(
            "去世后两天都有服务",
            {
                "death": [POLICE],
                "health_check": [{**CHECK, "day": D(2025, 3, 2)}],
                "self_care": [{"record": 2, "person": 1, "day": D(2025, 3, 3)}],
            },
            {"health_check": frozenset({1}), "self_care": frozenset({2})},
        ),
        Example(
            "同一天的体检和评估是一次",
            {
                "death": [POLICE],
                "health_check": [{**CHECK, "day": D(2025, 3, 2)}],
                "self_care": [{"record": 2, "person": 1, "day": D(2025, 3, 2)}],
            },
            {},
        ),
        Example(
            "去世90天后体检，另有规则",
            {"death": [POLICE], "health_check": [{**CHECK, "day": D(2025, 5, 30)}]},
            {},
        ),
    ],
)
def service_long_after_death(late_service, book):
    late = _seen(late_service)
    return late.filter(late.confirmed & _grave(late, book)).select("table", "record", "other")
