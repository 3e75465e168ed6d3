"""The identity document: its number and its kind."""

import ibis

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rules.people.declaring import elderly, rule_of_people
from qinkang.cleansing.rules.people.party import CITIZEN_ID, said_to_be_citizen_id
from qinkang.kernel.area import PROVINCE, PROVINCES

OFTEN_TICKED_BY_MISTAKE = ("03", "06", "07", "99")
SHAANXI = PROVINCE[:2]


@rule_of_people(
    code="C-16",
    each=[("id_type", "id_no")],
    says="18位公民身份号码的证件类别应为居民身份证。",
    because="号码的长度、出生日期和校验码都符合 GB 11643-1999；常见原因是证件类别选错。",
    remedy="证件类别已改为居民身份证，请在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[
        {"id_type": "01", "id_no": "610125195203071220"},
        {"id_type": "03", "id_no": "E12345678"},
        {"id_type": "99", "id_no": "810000199408230021"},
        {"id_type": "03", "id_no": "610125195203071223"},
        {"id_no": "610125195203071220"},
    ],
    rejects=[
        {"id_type": "03", "id_no": "610125195203071220"},
        {"id_type": "99", "id_no": "610125195203071220"},
    ],
    mends=lambda who, kind, number: {kind.get_name(): ibis.literal(CITIZEN_ID)},
    mended=[
        (
            {"id_type": "06", "id_no": "610125195203071220"},
            {"id_type": "01", "id_no": "610125195203071220"},
        )
    ],
)
def kind_fits_a_sound_citizen_id(who, kind, number):
    mistaken = kind.isin(OFTEN_TICKED_BY_MISTAKE) & (who.id_no_kind == CITIZEN_ID)
    return ~(mistaken & who.id_no_problem.isnull())


@rule_of_people(
    code="C-02",
    each=[("id_no",)],
    says="身份证件号码应完整，不应被表格软件改成科学计数法或末尾补零。",
    because="表格软件只保留15位有效数字，18位号码按数字保存后末几位已丢失，不能恢复。",
    remedy="请把该列设为文本格式，按原证件重新填写后重报。",
    effect=Effect.REJECT,
    accepts=[{"id_no": "610125195203071220"}, {"id_type": "03", "id_no": "6.10125E+17"}, {}],
    rejects=[{"id_no": "6.10125E+17"}, {"id_type": "01", "id_no": "610125195203071000"}],
)
def number_is_undamaged(who, number):
    return ~(said_to_be_citizen_id(who) & (who.id_no_problem == "excel"))


@rule_of_people(
    code="C-05",
    each=[("id_no",)],
    says="居民身份证号码应为18位，前17位是数字，末位是数字或大写X。",
    because="GB 11643-1999 规定的长度和字符；常见原因是漏抄、多抄一位。",
    remedy="请按原证件核对后重报；不是居民身份证的，请填写证件类别。",
    effect=Effect.REJECT,
    accepts=[
        {"id_no": "610125195203071220"},
        {"id_type": "03", "id_no": "61012519520307122"},
        {"id_no": "E12345678"},
        {},
    ],
    rejects=[
        {"id_no": "61012519520307122"},
        {"id_type": "01", "id_no": "6101251952030712200"},
        {"id_no": "6101251952030A1222"},
        {"id_type": "01", "id_no": "E12345678"},
    ],
)
def number_is_well_formed(who, number):
    malformed = who.id_no_problem.isin(("length", "characters"))
    another_kind = who.id_type.isnull() & who.id_no_kind.notnull()
    return ~(said_to_be_citizen_id(who) & malformed & ~another_kind)


@rule_of_people(
    code="C-05T",
    each=[("id_no", "id_type")],
    says="身份证件号码应符合所填证件类别的写法。",
    because="各类证件的号码有固定的长度和字符；常见原因是证件类别选错或号码抄错。",
    remedy="请核对证件类别和号码；无误可不处理，有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"id_type": "03", "id_no": "E12345678"},
        {"id_type": "07", "id_no": "12345678"},
        {"id_type": "01", "id_no": "E12345678"},
        {"id_type": "03"},
        {"id_no": "护照2"},
    ],
    rejects=[{"id_type": "03", "id_no": "护照2"}, {"id_type": "06", "id_no": "E12345678"}],
)
def number_fits_the_kind_of_document(who, number, kind):
    return (kind == CITIZEN_ID) | who.id_no_fits.contains(kind)


@rule_of_people(
    code="C-06",
    each=[("id_no",)],
    says="居民身份证号码的末位应与前17位相符。",
    because="GB 11643-1999 的校验码；常见原因是抄错一位或相邻两位颠倒。",
    remedy="该记录暂不参加统计和上报，请按原证件核对后重报。",
    effect=Effect.HOLD,
    accepts=[{"id_no": "610125195203071220"}, {"id_type": "02", "id_no": "610125195203071223"}, {}],
    rejects=[{"id_no": "610125195203071223"}, {"id_type": "01", "id_no": "610125195203071232"}],
)
def check_character_follows(who, number):
    return ~(said_to_be_citizen_id(who) & (who.id_no_problem == "check"))


@rule_of_people(
    code="C-07",
    each=[("id_no",)],
    says="居民身份证号码的第7至14位应是日历上有的出生日期。",
    because="GB 11643-1999 的出生日期码；常见原因是抄错。",
    remedy="该记录暂不参加统计和上报，请按原证件核对后重报。",
    effect=Effect.HOLD,
    accepts=[{"id_no": "610125195203071220"}, {"id_no": "610125195202291221"}, {}],
    rejects=[{"id_no": "610125195102291224"}, {"id_no": "610125195213071224"}],
)
def birth_part_is_a_date(who, number):
    return ~(said_to_be_citizen_id(who) & (who.id_no_problem == "birth"))


@rule_of_people(
    code="C-12",
    each=[("id_no",)],
    says="身份证件号码不应是为占位而编的号码。",
    because="重复数字、顺排数字或顺序码000的号码从未签发，会把不同的人并成一个人。",
    remedy="没有证件号码的请留空；有的请按原证件填写后重报。",
    effect=Effect.REJECT,
    accepts=[{"id_no": "610125195203071220"}, {"id_no": "610125195203070017"}, {}],
    rejects=[
        {"id_no": "111111111111111111"},
        {"id_no": "123456789012345678"},
        {"id_no": "610125195203070009"},
    ],
)
def number_is_no_placeholder(who, number):
    return ~(said_to_be_citizen_id(who) & (who.id_no_problem == "placeholder"))


@rule_of_people(
    code="C-08",
    each=[("id_no",)],
    says="居民身份证号码的前六位应是曾经使用过的行政区划代码。",
    because="GB/T 2260；本省核对到县级（含已撤销的代码，如原地区行署），外省只核对省级。",
    remedy="请按原证件核对；无误可不处理，有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"id_no": "610125195203071220"},
        {"id_no": "612127194501011517"},
        {"id_no": "110199194501011519"},
        {"id_type": "99", "id_no": "830000199408230025"},
        {},
    ],
    rejects=[{"id_no": "610999194501011510"}, {"id_no": "160101194501011512"}],
)
def prefix_is_a_known_area(who, number, book):
    of_shaanxi = {area.code for area in book.areas.areas}
    prefix = who.id_no_prefix
    told = prefix.startswith(SHAANXI).ifelse(prefix, prefix.substr(0, 2))
    known = sorted(of_shaanxi | set(PROVINCES) - {SHAANXI})
    return (who.id_no_kind != CITIZEN_ID) | told.isin(known)


@rule_of_people(
    code="C-15",
    each=[("id_no",)],
    says="身份证件号码应填写；没有号码的记录不能向国家平台上报。",
    because="国家平台以证件号码识别个人；省内以来源系统和记录编号代替。",
    remedy="请向本人或公安部门核实号码，补填后重报。",
    effect=Effect.BLOCK,
    target="national_elderly",
    only=elderly,
    accepts=[{"id_no": "610125195203071220"}, {"id_no": "E12345678"}],
    rejects=[{}],
)
def number_is_there(who, number):
    return number.notnull()
