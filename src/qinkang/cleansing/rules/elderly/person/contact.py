"""How to reach the person, where they are registered, and who keeps the record."""

from datetime import date

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.parameters import PROVISIONAL
from qinkang.cleansing.rule import rule
from qinkang.standards.datasets import Person

REGISTERED_HERE = "1"
SELF = "0"


@rule(
    Person,
    code="B-01",
    each=[("phone", "contact_phone")],
    says="本人电话和联系人电话至少应填一项。",
    because="体检、随访和紧急情况都要能联系到人。",
    remedy="请在源系统中补填后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"phone": "13991234567"},
        {"contact_phone": "13991234567"},
        {"phone": "13991234567", "contact_phone": "13991234568"},
    ],
    rejects=[{}],
)
def somebody_can_be_rung(person, phone, contact_phone):
    return phone.notnull() | contact_phone.notnull()


@rule(
    Person,
    code="B-02",
    each=[("contact_rel", "contact_name")],
    says="填写了联系人的，应填联系人与本人关系，且不应是本人。",
    because="联系人是找不到本人时要找的人。",
    remedy="请核对联系人和关系；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"contact_name": "王英", "contact_rel": "2"},
        {"contact_rel": "0"},
        {},
    ],
    rejects=[{"contact_name": "王英"}, {"contact_name": "王英", "contact_rel": "0"}],
)
def contact_is_somebody_else(person, relation, name):
    return name.isnull() | (relation.notnull() & (relation != SELF))


@rule(
    Person,
    code="B-03",
    each=[("residency", "live_region", "hukou_region")],
    says="常住类型为户籍的，户籍区划与居住区划应在同一县（市、区）。",
    because="户籍常住指户口就在居住地；常住类型决定计入哪一个分母。",
    remedy="请核对常住类型、户籍区划和居住区划；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"residency": "1", "live_region": "610323001", "hukou_region": "610323"},
        {"residency": "2", "live_region": "610323", "hukou_region": "610102"},
        {"residency": "1", "live_region": "610323"},
        {"live_region": "610323", "hukou_region": "610102"},
    ],
    rejects=[{"residency": "1", "live_region": "610323", "hukou_region": "610102"}],
)
def registered_resident_lives_where_registered(person, residency, living, registered):
    return ~((residency == REGISTERED_HERE) & (living.substr(0, 6) != registered.substr(0, 6)))


@rule(
    Person,
    code="B-04",
    each=[("phr_no",)],
    says="健康档案编号应为17位。",
    because="省级约定（默认）：县级区划6位、乡镇3位、村居3位、顺序号5位。",
    remedy="请核对档案编号；本系统自编的可不处理。",
    effect=Effect.FLAG,
    accepts=[{"phr_no": "61032300100100001"}, {}],
    rejects=[{"phr_no": "6103230010010000"}, {"phr_no": "610323001001000011"}],
)
def file_number_has_seventeen_digits(person, number):
    return number.length() == 17


@rule(
    Person,
    code="B-05",
    each=[("record_date", "as_of")],
    says="建档日期不应晚于信息更新日期，也不应晚于接收数据的日期。",
    because=f"先建档，后更新；与接收日期的容差1天（{PROVISIONAL}）。",
    remedy="请核对两个日期；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"record_date": date(2025, 3, 5), "as_of": date(2025, 3, 5)},
        {"record_date": date(2025, 7, 1)},
        {"as_of": date(2025, 3, 5)},
    ],
    rejects=[
        {"record_date": date(2025, 3, 6), "as_of": date(2025, 3, 5)},
        {"record_date": date(2025, 7, 2)},
    ],
)
def record_was_made_before(person, made, updated, book):
    received = made.delta(book.received_on, unit="day") <= book["early_days"]
    return received & (updated.isnull() | (made <= updated))
