"""Who it is, and the facts of everyday life that stand at the head of the form."""

from qinkang.standards.codes.person import (
    ABO,
    EDUCATION,
    MARITAL,
    NATION,
    OCCUPATION,
    PAYMENT,
    RELATION,
    RESIDENCY,
    RH,
)
from qinkang.standards.field import AreaCode, Choice, Choices, Day, Need
from qinkang.standards.party import Party
from qinkang.standards.privacy import Privacy

M, PERSONAL = Need.MANDATORY, Privacy.PERSONAL
FORM = "个人基本信息表"


class Head:
    """登记日期。这些情况截至哪一天。"""

    subject = Party(
        title="本人",
        needs=(
            ("name", Need.KEY),
            ("id_type", M),
            ("id_no", Need.CONDITIONAL),
            ("sex", M),
            ("birth_date", M),
            ("phone", Need.CONDITIONAL),
            ("live_addr", M),
            ("live_region", M),
            ("hukou_addr", M),
            ("contact_name", Need.CONDITIONAL),
            ("contact_phone", Need.CONDITIONAL),
        ),
        adds=("hukou_addr", "contact_name", "contact_phone"),
    )
    as_of = Day(
        "信息更新日期",
        aliases=(
            *("更新日期", "最后更新日期", "更新时间", "最后更新时间", "信息更新时间", "修改日期"),
            *("采集日期", "信息采集日期", "登记日期", "填表日期", "数据更新日期"),
        ),
        need=Need.KEY,
        privacy=Privacy.OPEN,
    )


class Social:
    """社会人口情况。民族、户籍、联系人、血型、文化程度、职业、婚姻、医疗费用支付方式。"""

    nation = Choice("民族", NATION, need=M, privacy=PERSONAL, aliases=("民族代码", "民族名称"), clause=FORM)
    hukou_region = AreaCode(
        "户籍区划",
        need=M,
        aliases=(
            *("户籍地区划", "户籍区划代码", "户籍地行政区划", "户籍地行政区划代码", "户口所在地区划"),
            *("户籍行政区划", "户籍行政区划代码"),
        ),
        clause=FORM,
    )
    residency = Choice(
        "常住类型", RESIDENCY, need=M, privacy=PERSONAL, aliases=("常住户籍类型", "居住类型"), clause=FORM
    )
    contact_rel = Choice(
        "联系人与本人关系",
        RELATION,
        need=Need.CONDITIONAL,
        privacy=PERSONAL,
        aliases=("联系人关系", "与联系人关系", "与本人关系", "紧急联系人关系", "联系人与老人关系"),
        clause=FORM,
    )
    abo = Choice("ABO血型", ABO, need=M, aliases=("血型", "血型ABO", "ABO"), clause=FORM)
    # A column RH阴性 of the older form answers 1否 2是: its numbers mean the reverse and need a map.
    rh = Choice("Rh血型", RH, need=M, aliases=("血型Rh", "RH血型", "Rh", "RH"), clause=FORM)
    education = Choice(
        "文化程度",
        EDUCATION,
        need=M,
        privacy=PERSONAL,
        aliases=("学历", "受教育程度", "教育程度"),
        clause=FORM,
    )
    occupation = Choice(
        "职业",
        OCCUPATION,
        need=M,
        privacy=PERSONAL,
        aliases=("职业类别", "从事职业", "退休前职业"),
        clause=FORM,
    )
    marital = Choice(
        "婚姻状况", MARITAL, need=M, privacy=PERSONAL, aliases=("婚姻", "婚姻状态", "婚姻情况"), clause=FORM
    )
    pay_methods = Choices(
        "医疗费用支付方式",
        PAYMENT,
        need=M,
        privacy=PERSONAL,
        detail="其他支付方式",
        aliases=("支付方式", "医疗付费方式", "医疗费用支付", "医保类型", "参保类型", "医疗保险类型"),
        clause=FORM,
    )
