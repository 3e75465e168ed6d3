"""One person as several sources give him, and one telephone as several persons give it."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis

from qinkang.cleansing.across.rule import Example, Key, across
from qinkang.cleansing.across.tables import derived
from qinkang.cleansing.effect import Effect
from qinkang.cleansing.parameters import PROVISIONAL
from qinkang.cleansing.rules.elderly.across.naming import named, nobody

NAMED = ("contract", "death", "health_check", "living", "recertification", "self_care")
EVERYBODY = (*NAMED, "person")
MAN_OR_WOMAN = ("1", "2")


@derived
def somebody(
    contract: Any,
    death: Any,
    health_check: Any,
    living: Any,
    person: Any,
    recertification: Any,
    self_care: Any,
) -> Any:
    """Every record about a person: table, record, person, sighting, and what the source says of him."""
    tables = (contract, death, health_check, living, person, recertification, self_care)
    return ibis.union(
        *(
            one.select(
                "record", "person", "sighting", "sex", "born", "phone", table=ibis.literal(one.get_name())
            )
            for one in tables
        )
    )


@across(
    code="C-13",
    subjects=dict.fromkeys(EVERYBODY, "id_no"),
    says="同一身份证件号码在另一来源中是另一姓名、性别或出生日期。",
    because="一个号码只属于一个人；姓名错一字的多，冒用他人号码的也有。逐一核实以前照收，以免一处笔误使此人的全部记录退出统计。",
    remedy="请按证件核对号码、姓名、性别和出生日期；有误请更正后重报。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "号码相同、姓名不同，待核",
            {
                "health_check": [{"record": 1, "sighting": 7}, {"record": 2, "sighting": 8}],
                "contradiction": [{"sighting": 8}],
            },
            {"health_check": frozenset({2})},
        ),
        Example("已核实为同一人", {"health_check": [{"record": 1, "sighting": 7}]}, {}),
    ],
)
def one_number_is_one_person(somebody, contradiction):
    said = somebody.select("table", "record", "sighting")
    wrong = said.semi_join(contradiction.select("sighting"), "sighting")
    return wrong.select("table", "record", other=nobody())


@across(
    code="C-10P",
    subjects=dict.fromkeys(NAMED, "sex"),
    says="性别应与基本信息中的性别一致。",
    because="同一人在两个来源的性别不同；性别以人口信息为准。",
    remedy="请核对证件和性别；有误的来源更正后重报。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "体检为男，基本信息为女",
            {
                "health_check": [{"record": 1, "person": 1, "sex": "1"}],
                "person": [{"record": 5, "person": 1, "sex": "2"}],
            },
            {"health_check": frozenset({1})},
        ),
        Example(
            "两处基本信息不一，其一相同",
            {
                "health_check": [{"record": 1, "person": 1, "sex": "1"}],
                "person": [{"record": 5, "person": 1, "sex": "2"}, {"record": 6, "person": 1, "sex": "1"}],
            },
            {},
        ),
        Example(
            "基本信息未说明",
            {
                "health_check": [{"record": 1, "person": 1, "sex": "1"}],
                "person": [{"record": 5, "person": 1, "sex": "9"}],
            },
            {},
        ),
    ],
)
def sex_is_that_of_the_basic_information(somebody):
    said = somebody.select("table", "record", "person", said="sex")
    return _contradicted(said.filter(said.said.isin(MAN_OR_WOMAN)))


def _contradicted(said: Any) -> Any:
    """Records that say something else than every basic information of the person that says anything."""
    told = said.filter(said.table == "person").select("person", told="said", told_by="record")
    others = said.filter(said.table != "person")
    alone = others.anti_join(told, [others.person == told.person, others.said == told.told])
    wrong = alone.join(told, "person")
    return wrong.select("table", "record", other=named("person", wrong.told_by))


@across(
    code="C-11P",
    subjects=dict.fromkeys(NAMED, "birth_date"),
    says="出生日期应与基本信息中的出生日期一致。",
    because="同一人在两个来源的出生日期不同；出生日期以人口信息为准。常见原因是填了农历生日。",
    remedy="请核对证件和出生日期；有误的来源更正后重报。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "差一个月",
            {
                "health_check": [{"record": 1, "person": 1, "born": date(1950, 2, 1)}],
                "person": [{"record": 5, "person": 1, "born": date(1950, 3, 1)}],
            },
            {"health_check": frozenset({1})},
        ),
        Example(
            "相同",
            {
                "health_check": [{"record": 1, "person": 1, "born": date(1950, 2, 1)}],
                "person": [{"record": 5, "person": 1, "born": date(1950, 2, 1)}],
            },
            {},
        ),
        Example(
            "体检没有出生日期",
            {
                "health_check": [{"record": 1, "person": 1}],
                "person": [{"record": 5, "person": 1, "born": date(1950, 3, 1)}],
            },
            {},
        ),
    ],
)
def birth_date_is_that_of_the_basic_information(somebody):
    said = somebody.select("table", "record", "person", said="born")
    return _contradicted(said.filter(said.said.notnull()))


@across(
    code="C-24N",
    subjects=dict.fromkeys((one for one in EVERYBODY if one != "death"), "phone"),
    key=Key.PHONE,
    says="本人电话被5个以上的人共用，请核实。",
    because=f"常见原因是填了村医、机构或录入人员的号码，随访和通知到不了本人（人数{PROVISIONAL}）。",
    remedy="请填写本人或同住家人的号码；没有电话的请留空。",
    effect=Effect.FLAG,
    examples=[
        Example(
            "6个人用一个号码",
            {
                "health_check": [{"record": 1, "phone": "甲"}, {"record": 2, "phone": "乙"}],
                "bearer": [{"phone": "甲", "person": n} for n in range(6)],
            },
            {"health_check": frozenset({1})},
        ),
        Example(
            "5个人用一个号码",
            {
                "health_check": [{"record": 1, "phone": "甲"}],
                "bearer": [{"phone": "甲", "person": n} for n in range(5)],
            },
            {},
        ),
    ],
)
def phone_is_the_own(somebody, bearer, book):
    shared = bearer.group_by("phone").aggregate(people=bearer.person.nunique())
    shared = shared.filter(shared.people > int(book["phone_persons"]))
    said = somebody.select("table", "record", "phone")
    return said.semi_join(shared, "phone").select("table", "record", other=nobody())
