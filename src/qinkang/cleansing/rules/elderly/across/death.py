"""Death in one source, life in another (C-45 to C-49, C-103)."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis

from qinkang.cleansing.across.rule import Example, across
from qinkang.cleansing.across.tables import derived
from qinkang.cleansing.effect import Effect
from qinkang.cleansing.parameters import PROVISIONAL
from qinkang.cleansing.rules.elderly.across.naming import days_between, named

CONFIRMED, CANCELLED = "1", "2"
RANKS = {"2": 1, "3": 1, "1": 2, "4": 3, "5": 3}
"""Precedence of the sources of a death: police and funeral, certificate and death register, insurances.
Whoever is not listed (follow-up, village) comes last."""
LAST_RANK, SUFFICIENT_RANK = 4, 2
PASSED = "1"
SEEN_WITH_DOCUMENT = ("1", "2")  # by face, on the spot
IN_FORCE = ("1", "4")
ALIVE, DEAD = "1", "2"

SERVICES = {
    "health_check": "check_date",
    "self_care": "assess_date",
    "contract": "begin_date",
    "recertification": "recert_date",
}
"""Services that only the living receive, by table, with the field that says when."""

D = date
_POLICE = {
    "record": 9,
    "person": 1,
    "day": D(2025, 3, 1),
    "source": "2",
    "confirm_status": "1",
    "reported_at": D(2025, 3, 10),
}
_VILLAGE = {**_POLICE, "source": "7", "confirm_status": "0"}
_CHECK = {"record": 1, "person": 1}
_PASS = {"record": 3, "person": 1, "result": "1", "method": "1"}


@derived("death")
def the_dead(death: Any) -> Any:
    """Who is dead: person, day, record that says so, and whether it is confirmed.

    Of several reports the source of precedence speaks, then the earlier report. Who cancels a report
    cancels those of equal and lower precedence too. Confirmed is a report that says so, or of a source
    that suffices alone, or of two sources.
    """
    reports = death.select(
        "record",
        "person",
        "reported_at",
        "source",
        "confirm_status",
        died="day",
        rank=death.source.cases(*RANKS.items(), else_=LAST_RANK),
    )
    cancelling = reports.filter(reports.confirm_status == CANCELLED)
    cancelling = cancelling.group_by("person").aggregate(cancelled_by=cancelling["rank"].min())
    standing = reports.filter((reports.confirm_status != CANCELLED).fill_null(True))
    standing = standing.left_join(cancelling, "person").drop("person_right")
    standing = standing.filter((standing["rank"] < standing.cancelled_by).fill_null(True))
    order = ibis.window(
        group_by="person",
        order_by=[standing["rank"], ibis.asc(standing.reported_at, nulls_first=False), standing.record],
    )
    all_of_them = ibis.window(group_by="person")
    sure = ((standing.confirm_status == CONFIRMED) | (standing["rank"] <= SUFFICIENT_RANK)).fill_null(False)
    standing = standing.mutate(
        place=ibis.row_number().over(order),
        sure=sure.any().over(all_of_them),
        sources=standing.source.nunique().over(all_of_them),
    )
    first = standing.filter(standing.place == 0)
    return first.select("person", "died", told_by="record", confirmed=first.sure | (first.sources > 1))


@derived("the_dead")
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


def _confirmed(the_dead: Any) -> Any:
    dead = the_dead.select("person", "died", "told_by", "confirmed")
    return dead.filter(dead.confirmed)


def _standing(death: Any) -> Any:
    """Reports of a death that nobody cancelled."""
    reports = death.select("record", "person", "day", "confirm_status")
    return reports.filter((reports.confirm_status != CANCELLED).fill_null(True))


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
            {"death": [_POLICE], "health_check": [{**_CHECK, "day": D(2025, 3, 2)}]},
            {"health_check": frozenset({1})},
        ),
        Example(
            "村居上报、尚未确认的死亡，100天后体检",
            {"death": [_VILLAGE], "health_check": [{**_CHECK, "day": D(2025, 6, 9)}]},
            {"health_check": frozenset({1})},
        ),
        Example("去世当日体检", {"death": [_POLICE], "health_check": [{**_CHECK, "day": D(2025, 3, 1)}]}, {}),
        Example(
            "去世8天后体检，另有规则",
            {"death": [_POLICE], "health_check": [{**_CHECK, "day": D(2025, 3, 9)}]},
            {},
        ),
        Example("没有死亡信息", {"health_check": [{**_CHECK, "day": D(2025, 3, 2)}]}, {}),
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
            {"death": [_POLICE], "health_check": [{**_CHECK, "day": D(2025, 3, 9)}]},
            {"health_check": frozenset({1})},
        ),
        Example(
            "去世90天后通过认证",
            {"death": [_POLICE], "recertification": [{**_PASS, "day": D(2025, 5, 30)}]},
            {"recertification": frozenset({3})},
        ),
        Example(
            "签约早于去世，协议次年生效",
            {
                "death": [_POLICE],
                "contract": [{"record": 2, "person": 1, "sign_date": D(2025, 2, 20), "day": D(2025, 4, 1)}],
            },
            {},
        ),
        Example(
            "去世后认证结果为死亡核销",
            {"death": [_POLICE], "recertification": [{**_PASS, "result": "3", "day": D(2025, 3, 20)}]},
            {},
        ),
        Example(
            "尚未确认的死亡", {"death": [_VILLAGE], "health_check": [{**_CHECK, "day": D(2025, 3, 20)}]}, {}
        ),
        Example(
            "公安撤销了村居上报的死亡",
            {
                "death": [
                    {**_VILLAGE, "confirm_status": "1"},
                    {**_POLICE, "record": 10, "confirm_status": "2"},
                ],
                "health_check": [{**_CHECK, "day": D(2025, 3, 20)}],
            },
            {},
        ),
        Example(
            "村居撤销不了公安注销",
            {
                "death": [_POLICE, {**_VILLAGE, "record": 10, "confirm_status": "2"}],
                "health_check": [{**_CHECK, "day": D(2025, 3, 20)}],
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
            {"death": [_POLICE], "health_check": [{**_CHECK, "day": D(2025, 5, 31)}]},
            {"health_check": frozenset({1})},
        ),
        Example(
            "去世后两天都有服务",
            {
                "death": [_POLICE],
                "health_check": [{**_CHECK, "day": D(2025, 3, 2)}],
                "self_care": [{"record": 2, "person": 1, "day": D(2025, 3, 3)}],
            },
            {"health_check": frozenset({1}), "self_care": frozenset({2})},
        ),
        Example(
            "同一天的体检和评估是一次",
            {
                "death": [_POLICE],
                "health_check": [{**_CHECK, "day": D(2025, 3, 2)}],
                "self_care": [{"record": 2, "person": 1, "day": D(2025, 3, 2)}],
            },
            {},
        ),
        Example(
            "去世90天后体检，另有规则",
            {"death": [_POLICE], "health_check": [{**_CHECK, "day": D(2025, 5, 30)}]},
            {},
        ),
    ],
)
def service_long_after_death(late_service, book):
    late = _seen(late_service)
    return late.filter(late.confirmed & _grave(late, book)).select("table", "record", "other")


@across(
    code="C-47A",
    subjects={"person": "life_status"},
    says="生存状态为在世，但在此之前已有确认的死亡信息。",
    because="公安注销、殡葬火化、死亡登记等来源的死亡信息优先于其他来源的在世状态。",
    remedy="请与死亡信息核对；确已去世的请更正生存状态，死亡有误的请联系其来源撤销。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "去世后仍登记为在世",
            {
                "death": [_POLICE],
                "person": [{"record": 5, "person": 1, "life_status": "1", "day": D(2025, 4, 1)}],
            },
            {"person": frozenset({5})},
        ),
        Example(
            "去世以前登记的在世",
            {
                "death": [_POLICE],
                "person": [{"record": 5, "person": 1, "life_status": "1", "day": D(2025, 2, 1)}],
            },
            {},
        ),
    ],
)
def alive_although_dead(person, the_dead):
    seen = person.select("record", "person", "day", "life_status")
    seen = seen.filter(seen.life_status == ALIVE).join(_confirmed(the_dead), "person")
    return seen.filter(seen.day > seen.died).select("record", other=named("death", seen.told_by))


@across(
    code="C-47D",
    subjects={"death": "death_date"},
    says="各来源报告的死亡日期相差不应超过30天。",
    because=f"同一人只有一个死亡日期；相差很大的多半是报告日期当作死亡日期，或不是同一个人（界限{PROVISIONAL}）。",
    remedy="请各来源核对死亡日期；有误的更正后重报。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "相差31天",
            {"death": [_POLICE, {**_POLICE, "record": 10, "source": "1", "day": D(2025, 4, 1)}]},
            {"death": frozenset({9, 10})},
        ),
        Example(
            "相差30天",
            {"death": [_POLICE, {**_POLICE, "record": 10, "source": "1", "day": D(2025, 3, 31)}]},
            {},
        ),
        Example(
            "其中一个已撤销",
            {"death": [_POLICE, {**_POLICE, "record": 10, "confirm_status": "2", "day": D(2025, 5, 1)}]},
            {},
        ),
    ],
)
def one_day_of_death(death, book):
    standing = _standing(death)
    others = standing.view()
    both = standing.join(others, [standing.person == others.person])
    apart = days_between(both.day, both.day_right).abs() > int(book["death_date_tolerance"])
    return both.filter(apart).select("record", other=named("death", both.record_right))


@across(
    code="C-48",
    subjects={"contract": "status"},
    says="签约居民去世后，协议应当终止。",
    because="已确认死亡的居民名下还有在约的协议，会多计签约和经费。",
    remedy="请办理解约，解约日期写去世之日；死亡有误的请联系其来源撤销。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "去世时在约，没有解约",
            {
                "death": [_POLICE],
                "contract": [
                    {
                        "record": 2,
                        "person": 1,
                        "day": D(2025, 1, 1),
                        "begin_date": D(2025, 1, 1),
                        "end_date": D(2025, 12, 31),
                        "status": "1",
                    }
                ],
            },
            {"contract": frozenset({2})},
        ),
        Example(
            "去世后已解约",
            {
                "death": [_POLICE],
                "contract": [
                    {
                        "record": 2,
                        "person": 1,
                        "day": D(2025, 1, 1),
                        "begin_date": D(2025, 1, 1),
                        "end_date": D(2025, 12, 31),
                        "status": "2",
                        "stop_date": D(2025, 3, 1),
                    }
                ],
            },
            {},
        ),
        Example(
            "去世以前已到期",
            {
                "death": [_POLICE],
                "contract": [
                    {
                        "record": 2,
                        "person": 1,
                        "day": D(2024, 1, 1),
                        "begin_date": D(2024, 1, 1),
                        "end_date": D(2024, 12, 31),
                        "status": "1",
                    }
                ],
            },
            {},
        ),
    ],
)
def contract_ends_with_life(contract, the_dead):
    held = contract.select("record", "person", "begin_date", "end_date", "stop_date", "status")
    held = held.filter(held.status.isin(IN_FORCE) & held.stop_date.isnull())
    held = held.join(_confirmed(the_dead), "person")
    in_force = (held.begin_date <= held.died) & (held.end_date > held.died)
    return held.filter(in_force).select("record", other=named("death", held.told_by))


@across(
    code="C-49",
    subjects={"death": "death_date"},
    says="死亡日期以后有经人脸或现场核验通过的认证，死亡可能是误报。",
    because="核验本人通过说明当时在世；常见原因是同名误报或身份证件号码被误用。",
    remedy="请向死亡信息的来源核实；误报的请撤销，认证有误的请联系经办机构。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "去世后人脸识别通过",
            {"death": [_POLICE], "recertification": [{**_PASS, "day": D(2025, 4, 1)}]},
            {"death": frozenset({9})},
        ),
        Example(
            "去世后数据比对通过",
            {"death": [_POLICE], "recertification": [{**_PASS, "method": "4", "day": D(2025, 4, 1)}]},
            {},
        ),
    ],
)
def seen_alive_after_death(death, recertification):
    seen = recertification.select("person", "result", "method", passed="day", shown_by="record")
    seen = seen.filter((seen.result == PASSED) & seen.method.isin(SEEN_WITH_DOCUMENT))
    both = _standing(death).join(seen, "person")
    later = both.filter(both.passed > both.day)
    return later.select("record", other=named("recertification", later.shown_by))


@across(
    code="C-103",
    subjects={"health_check": "check_date"},
    says="基本信息已登记死亡的老年人，此后不应再有体检。",
    because="生存状态为死亡而没有死亡信息，两方必有一方有误。",
    remedy="请与登记死亡的来源核对；确已去世的请作废体检，登记有误的请更正生存状态。",
    effect=Effect.FLAG,
    may_lack=("death",),
    examples=[
        Example(
            "登记死亡后体检",
            {
                "person": [{"record": 5, "person": 1, "life_status": "2", "day": D(2025, 2, 1)}],
                "health_check": [{**_CHECK, "day": D(2025, 2, 2)}],
            },
            {"health_check": frozenset({1})},
        ),
        Example(
            "登记死亡当日体检",
            {
                "person": [{"record": 5, "person": 1, "life_status": "2", "day": D(2025, 2, 1)}],
                "health_check": [{**_CHECK, "day": D(2025, 2, 1)}],
            },
            {},
        ),
        Example(
            "另有死亡信息，由其他规则判断",
            {
                "death": [_POLICE],
                "person": [{"record": 5, "person": 1, "life_status": "2", "day": D(2025, 2, 1)}],
                "health_check": [{**_CHECK, "day": D(2025, 2, 2)}],
            },
            {},
        ),
    ],
)
def checked_although_registered_dead(health_check, person, death):
    gone = person.select("person", "life_status", since="day", told_by="record")
    seen = health_check.select("record", "person", "day").join(
        gone.filter(gone.life_status == DEAD), "person"
    )
    seen = seen.anti_join(death.select("person"), "person")
    later = seen.filter(seen.day > seen.since)
    return later.select("record", other=named("person", later.told_by))
