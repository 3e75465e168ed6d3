"""Exercise, diet, smoking, drinking, occupational exposure."""

from qinkang.standards.codes.health_check import DIET, DRINKING, DRINKING_QUIT, EXERCISE, SMOKING, SPIRIT
from qinkang.standards.codes.person import HAS, YES_NO
from qinkang.standards.field import Choice, Choices, Limits, Need, Number, Text

AGE = Limits(rule="C-89L", hard=(3, 122))


class Lifestyle:
    """生活方式。从不吸烟、从不饮酒者其后各项不填；已戒者填戒前情况。"""

    ex_freq = Choice(
        "锻炼频率",
        EXERCISE,
        need=Need.MANDATORY,
        aliases=("体育锻炼频率", "体育锻炼锻炼频率"),
        clause="体育锻炼",
    )
    ex_minutes = Number(
        "每次锻炼时间",
        unit="分钟",
        aliases=("每次锻炼时长",),
        units=("分",),
        clause="体育锻炼",
        limits=Limits(rule="L-01", hard=(0, 720)),
    )
    ex_years = Number(
        "坚持锻炼时间",
        unit="年",
        decimals=1,
        aliases=("坚持锻炼年数",),
        clause="体育锻炼",
        limits=Limits(rule="L-01", hard=(0, 122)),
    )
    ex_way = Text("锻炼方式", clause="体育锻炼")
    diet = Choices("饮食习惯", DIET, need=Need.MANDATORY, clause="饮食习惯")

    smoke = Choice("吸烟状况", SMOKING, need=Need.MANDATORY, aliases=("吸烟",), clause="吸烟情况")
    smoke_per_day = Number(
        "日吸烟量",
        unit="支",
        aliases=("平均日吸烟量", "每日吸烟量"),
        clause="吸烟情况",
        limits=Limits(rule="L-02", hard=(0, 200)),
    )
    smoke_start_age = Number("开始吸烟年龄", unit="岁", clause="吸烟情况", limits=AGE)
    smoke_quit_age = Number("戒烟年龄", unit="岁", clause="吸烟情况", limits=AGE)

    drink_freq = Choice("饮酒频率", DRINKING, need=Need.MANDATORY, aliases=("饮酒",), clause="饮酒情况")
    drink_liang_per_day = Number(
        "日饮酒量",
        unit="两",
        decimals=1,
        aliases=("平均日饮酒量", "每日饮酒量"),
        clause="饮酒情况",
        limits=Limits(rule="L-02", hard=(0, 60)),
    )
    drink_quit = Choice("是否戒酒", DRINKING_QUIT, clause="饮酒情况")
    drink_quit_age = Number("戒酒年龄", unit="岁", clause="饮酒情况", limits=AGE)
    drink_start_age = Number("开始饮酒年龄", unit="岁", clause="饮酒情况", limits=AGE)
    drunk_last_year = Choice(
        "近一年内是否曾醉酒", YES_NO, aliases=("是否曾醉酒", "近一年是否醉酒"), clause="饮酒情况"
    )
    drink_kinds = Choices("饮酒种类", SPIRIT, detail="其他饮酒种类", clause="饮酒情况")

    occ_exposure = Choice(
        "职业病危害因素接触史",
        HAS,
        need=Need.MANDATORY,
        aliases=("职业暴露情况", "职业病危害因素"),
        clause="职业病危害因素接触史",
    )
    occ_job = Text("接触工种", aliases=("工种",), clause="职业病危害因素接触史")
    occ_years = Number(
        "从业时间",
        unit="年",
        decimals=1,
        aliases=("从业年数", "接触年数"),
        clause="职业病危害因素接触史",
        limits=Limits(rule="L-01", hard=(0, 90)),
    )
    occ_dust = Text("粉尘", aliases=("接触粉尘",), clause="职业病危害因素接触史")
    occ_dust_protection = Choice("粉尘防护措施", HAS, clause="职业病危害因素接触史")
    occ_radiation = Text("放射物质", aliases=("接触放射物质",), clause="职业病危害因素接触史")
    occ_radiation_protection = Choice("放射物质防护措施", HAS, clause="职业病危害因素接触史")
    occ_physical = Text("物理因素", aliases=("接触物理因素",), clause="职业病危害因素接触史")
    occ_physical_protection = Choice("物理因素防护措施", HAS, clause="职业病危害因素接触史")
    occ_chemical = Text("化学物质", aliases=("接触化学物质",), clause="职业病危害因素接触史")
    occ_chemical_protection = Choice("化学物质防护措施", HAS, clause="职业病危害因素接触史")
    occ_other = Text("其他职业病危害因素", clause="职业病危害因素接触史")
    occ_other_protection = Choice("其他职业病危害因素防护措施", HAS, clause="职业病危害因素接触史")
