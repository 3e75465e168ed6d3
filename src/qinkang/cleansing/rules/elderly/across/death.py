"""Death in one source, life in another (C-47 to C-49, C-103)."""

from datetime import date

from qinkang.cleansing.across.rule import Example, across
from qinkang.cleansing.effect import Effect
from qinkang.cleansing.parameters import PROVISIONAL
from qinkang.cleansing.rules.elderly.across.naming import days_between, named
from qinkang.cleansing.rules.elderly.across.the_dead import CHECK, PASS, POLICE, confirmed, standing

D = date
PASSED = "1"
SEEN_WITH_DOCUMENT = ("1", "2")  # by face, on the spot
IN_FORCE = ("1", "4")
ALIVE, DEAD = "1", "2"


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
                "death": [POLICE],
                "person": [{"record": 5, "person": 1, "life_status": "1", "day": D(2025, 4, 1)}],
            },
            {"person": frozenset({5})},
        ),
        Example(
            "去世以前登记的在世",
            {
                "death": [POLICE],
                "person": [{"record": 5, "person": 1, "life_status": "1", "day": D(2025, 2, 1)}],
            },
            {},
        ),
    ],
)
def alive_although_dead(person, the_dead):
    seen = person.select("record", "person", "day", "life_status")
    seen = seen.filter(seen.life_status == ALIVE).join(confirmed(the_dead), "person")
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
            {"death": [POLICE, {**POLICE, "record": 10, "source": "1", "day": D(2025, 4, 1)}]},
            {"death": frozenset({9, 10})},
        ),
        Example(
            "相差30天",
            {"death": [POLICE, {**POLICE, "record": 10, "source": "1", "day": D(2025, 3, 31)}]},
            {},
        ),
        Example(
            "其中一个已撤销",
            {"death": [POLICE, {**POLICE, "record": 10, "confirm_status": "2", "day": D(2025, 5, 1)}]},
            {},
        ),
    ],
)
def one_day_of_death(death, book):
    reports = standing(death)
    others = reports.view()
    both = reports.join(others, [reports.person == others.person])
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
                "death": [POLICE],
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
                "death": [POLICE],
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
                "death": [POLICE],
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
    held = held.join(confirmed(the_dead), "person")
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
            {"death": [POLICE], "recertification": [{**PASS, "day": D(2025, 4, 1)}]},
            {"death": frozenset({9})},
        ),
        Example(
            "去世后数据比对通过",
            {"death": [POLICE], "recertification": [{**PASS, "method": "4", "day": D(2025, 4, 1)}]},
            {},
        ),
    ],
)
def seen_alive_after_death(death, recertification):
    seen = recertification.select("person", "result", "method", passed="day", shown_by="record")
    seen = seen.filter((seen.result == PASSED) & seen.method.isin(SEEN_WITH_DOCUMENT))
    both = standing(death).join(seen, "person")
    later = both.filter(both.passed > both.day)
    return later.select("record", other=named("recertification", later.shown_by))


@across(
    code="C-103",
    subjects={"health_check": "check_date"},
    says="基本信息已登记死亡的老年人，此后不应再有体检。",
    because="生存状态为死亡而没有死亡信息，两方必有一方有误。",
    remedy="请与登记死亡的来源核对；确已去世的请作废体检，登记有误的请更正生存状态。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "登记死亡后体检",
            {
                "person": [{"record": 5, "person": 1, "life_status": "2", "day": D(2025, 2, 1)}],
                "health_check": [{**CHECK, "day": D(2025, 2, 2)}],
            },
            {"health_check": frozenset({1})},
        ),
        Example(
            "登记死亡当日体检",
            {
                "person": [{"record": 5, "person": 1, "life_status": "2", "day": D(2025, 2, 1)}],
                "health_check": [{**CHECK, "day": D(2025, 2, 1)}],
            },
            {},
        ),
        Example(
            "另有死亡信息，由其他规则判断",
            {
                "death": [POLICE],
                "person": [{"record": 5, "person": 1, "life_status": "2", "day": D(2025, 2, 1)}],
                "health_check": [{**CHECK, "day": D(2025, 2, 2)}],
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
