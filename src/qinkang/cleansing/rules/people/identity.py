"""Name, sex, birth date, telephone."""

from datetime import date

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rules.people.declaring import rule_of_people
from qinkang.cleansing.rules.people.party import MAN, WOMAN

NOBODYS = ("placeholder", "digits", "signs", "too_short", "too_long")
"""Problems of names that are no person's."""


@rule_of_people(
    code="C-11",
    each=[("birth_date", "id_no")],
    says="出生日期应与身份证件号码中的出生日期一致。",
    because="号码的校验码正确，其中的出生日期以公安登记为准；常见原因是填了农历生日或抄错。",
    remedy="已改为号码中的出生日期；登记有误的请先到公安部门更正。",
    effect=Effect.REPAIR,
    accepts=[
        {"birth_date": date(1952, 3, 7), "id_no": "610125195203071220"},
        {"birth_date": date(1952, 3, 8), "id_no": "610125195203071223"},
        {"birth_date": date(1952, 3, 8)},
        {"id_no": "610125195203071220"},
    ],
    rejects=[{"birth_date": date(1952, 3, 8), "id_no": "610125195203071220"}],
    mends=lambda who, birth_date, number: {birth_date.get_name(): who.id_no_birth},
    mended=[
        (
            {"birth_date": date(1952, 2, 12), "id_no": "610125195203071220"},
            {"birth_date": date(1952, 3, 7), "id_no": "610125195203071220"},
        )
    ],
)
def birth_date_is_that_of_the_number(who, birth_date, number):
    return birth_date == who.id_no_birth


@rule_of_people(
    code="C-10",
    each=[("sex", "id_no")],
    says="性别应与身份证件号码一致。",
    because="GB 11643-1999：号码第17位奇数为男、偶数为女；常见原因是选错性别或用了他人的号码。",
    remedy="请核对证件和性别；无误可不处理，有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"sex": "2", "id_no": "610125195203071220"},
        {"sex": "9", "id_no": "610125195203071220"},
        {"sex": "1", "id_no": "610125195203071223"},
        {"id_no": "610125195203071220"},
    ],
    rejects=[{"sex": "1", "id_no": "610125195203071220"}, {"sex": "2", "id_no": "610125195203070017"}],
)
def sex_is_that_of_the_number(who, sex, number):
    return ~sex.isin((MAN, WOMAN)) | (sex == who.id_no_sex)


@rule_of_people(
    code="C-19",
    each=[("name",), ("contact_name",)],
    says="{title}应写成通行的汉字，不应有乱码或缺字符号。",
    because="生僻字或编码转换错误会变成“?”“□”或乱码，无法与其他来源比对。",
    remedy="请按证件核对；无误可不处理，有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[{"name": "王秀英"}, {"name": "买买提·艾力"}, {}],
    rejects=[{"name": "王?英"}, {"name": "王□英"}],
)
def name_is_legible(who, name):
    return ~(who.fact(name, "problem") == "garbled")


@rule_of_people(
    code="C-20",
    each=[("name",)],
    says="姓名应是本人的姓名，2至30个字，不含数字、符号和身份词。",
    because="“测试”“无名”“某某之母”等不能确定是谁。",
    remedy="该记录暂不参加统计和上报，请按证件填写姓名后重报。",
    effect=Effect.HOLD,
    accepts=[{"name": "王英"}, {"name": "欧阳秀英"}, {"name": "王?英"}, {}],
    rejects=[
        {"name": "王"},
        {"name": "测试"},
        {"name": "王三1"},
        {"name": "=王三"},
        {"name": "王明之母"},
        {"name": "王" * 31},
    ],
)
def name_is_a_persons(who, name):
    return ~who.fact(name, "problem").isin(NOBODYS)


@rule_of_people(
    code="C-24",
    each=[("phone",), ("contact_phone",)],
    says="{title}应是真实的号码。",
    because="重复或顺排的号码是为占位而编的，拨不通。",
    remedy="请核实号码；没有电话的请留空。",
    effect=Effect.FLAG,
    accepts=[{"phone": "13991234567"}, {"phone": "13800000001"}, {}],
    rejects=[{"phone": "13800000000"}, {"phone": "13888888888"}],
)
def phone_is_no_placeholder(who, phone):
    return ~(who.fact(phone, "problem") == "placeholder")


@rule_of_people(
    code="C-23",
    each=[("phone",), ("contact_phone",)],
    says="固定电话应写明区号。",
    because="没有区号的固定电话在外地不能拨通，各地号码会重复。",
    remedy="请补填区号，写成“区号-号码”。",
    effect=Effect.FLAG,
    accepts=[{"phone": "0917-3265432"}, {"phone": "029-87654320"}, {"phone": "13991234567"}, {}],
    rejects=[{"phone": "87654320"}, {"phone": "3265432"}],
)
def landline_has_its_area_code(who, phone):
    return ~(who.fact(phone, "problem") == "area_code")


@rule_of_people(
    code="C-20C",
    each=[("contact_name",)],
    says="联系人姓名应是一个人的姓名，2至30个字，不含数字、符号和身份词。",
    because="写“儿子”“邻居”或“无名”的，需要时找不到人；关系另有一栏。",
    remedy="请填写联系人的姓名；没有联系人的请留空。",
    effect=Effect.FLAG,
    accepts=[{"contact_name": "王英"}, {"contact_name": "王?英"}, {}],
    rejects=[{"contact_name": "测试"}, {"contact_name": "王三1"}, {"contact_name": "王明之母"}],
)
def contact_has_a_name(who, name):
    return ~who.fact(name, "problem").isin(NOBODYS)
