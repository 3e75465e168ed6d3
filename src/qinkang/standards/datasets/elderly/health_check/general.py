"""Head of the form, symptoms, general condition, and the screens for older people."""

from qinkang.standards.codes.health_check import SCREEN, SELF_CARE_GRADE, SELF_RATED_HEALTH, SYMPTOM
from qinkang.standards.field import Choice, Choices, CreditCode, Day, Limits, Need, Number, Text
from qinkang.standards.party import Party
from qinkang.standards.privacy import Privacy


def _pressure(side: str, kind: str, plain: str, limits: Limits) -> Number:
    """One of the four pressures: left or right, systolic or diastolic."""
    return Number(
        f"{side}侧{kind}",
        unit="mmHg",
        units=("毫米汞柱",),
        confused_with=("kPa",),
        need=Need.MANDATORY,
        clause="一般状况",
        aliases=(
            f"{kind}({side})",
            f"{side}{kind}",
            f"{side}侧{plain}",
            f"血压{side}侧{kind}",
            f"{side}上臂{kind}",
        ),
        limits=limits,
    )


SYSTOLIC = Limits(rule="C-52", hard=(50, 300), soft=(80, 220))
DIASTOLIC = Limits(rule="C-53", hard=(30, 200), soft=(45, 130))


class Head:
    """体检基本信息。谁在哪里、哪天、由谁体检。"""

    record_no = Text(
        "体检编号",
        aliases=("编号", "档案编号", "健康档案编号", "体检流水号", "记录编号"),
        privacy=Privacy.PERSONAL,
        by_name=True,
        longest=40,
    )
    subject = Party(title="受检人", needs=(("name", Need.KEY), ("id_no", Need.CONDITIONAL)))
    check_date = Day("体检日期", aliases=("体检时间", "检查日期", "年检日期", "体检年月日"), need=Need.KEY)
    year = Number("年度", aliases=("体检年度", "年份"), privacy=Privacy.OPEN)
    org = Text(
        "体检机构",
        aliases=("机构名称", "检查机构", "体检单位", "录入机构", "所属机构", "医疗机构名称", "机构"),
        need=Need.KEY,
        privacy=Privacy.OPEN,
    )
    org_uscc = CreditCode("机构统一社会信用代码", aliases=("统一社会信用代码", "机构代码", "体检机构代码"))
    doctor = Text(
        "责任医生",
        aliases=("医生", "责任医生姓名", "体检医生", "家庭医生"),
        need=Need.MANDATORY,
        privacy=Privacy.OPEN,
        longest=50,
    )


class GeneralCondition:
    """症状、一般状况。"""

    symptoms = Choices(
        "症状",
        SYMPTOM,
        none="1",
        need=Need.MANDATORY,
        detail="其他症状",
        aliases=("自觉症状",),
        clause="症状",
    )
    temperature = Number(
        "体温",
        unit="℃",
        decimals=1,
        need=Need.MANDATORY,
        clause="一般状况",
        units=("度", "°C"),
        limits=Limits(rule="C-58", hard=(34, 42), soft=(35.5, 38)),
    )
    pulse = Number(
        "脉率",
        unit="次/分",
        need=Need.MANDATORY,
        clause="一般状况",
        aliases=("脉搏", "脉搏频率"),
        units=("次/分钟", "次"),
        limits=Limits(rule="C-59", hard=(30, 220), soft=(45, 120)),
    )
    resp = Number(
        "呼吸频率",
        unit="次/分",
        need=Need.MANDATORY,
        clause="一般状况",
        aliases=("呼吸", "呼吸率"),
        units=("次/分钟", "次"),
        limits=Limits(rule="C-60", hard=(6, 60), soft=(12, 28)),
    )
    sbp_left = _pressure("左", "收缩压", "高压", SYSTOLIC)
    dbp_left = _pressure("左", "舒张压", "低压", DIASTOLIC)
    sbp_right = _pressure("右", "收缩压", "高压", SYSTOLIC)
    dbp_right = _pressure("右", "舒张压", "低压", DIASTOLIC)
    height = Number(
        "身高",
        unit="cm",
        decimals=1,
        need=Need.MANDATORY,
        clause="一般状况",
        units=("厘米", "公分"),
        confused_with=("m",),
        limits=Limits(rule="C-61", hard=(100, 220), soft=(130, 195)),
    )
    weight = Number(
        "体重",
        unit="kg",
        decimals=1,
        need=Need.MANDATORY,
        clause="一般状况",
        units=("公斤", "千克"),
        limits=Limits(rule="C-63", hard=(20, 200), soft=(35, 120)),
    )
    waist = Number(
        "腰围",
        unit="cm",
        decimals=1,
        need=Need.MANDATORY,
        clause="一般状况",
        units=("厘米", "公分"),
        confused_with=("尺",),
        limits=Limits(rule="C-67", hard=(40, 180), soft=(55, 130)),
    )
    bmi = Number(
        "体质指数",
        unit="kg/m²",
        decimals=1,
        aliases=("BMI", "体质指数(BMI)", "体重指数"),
        clause="一般状况",
        units=("kg/㎡", "kg/m2"),
        limits=Limits(rule="C-66", hard=(10, 60), soft=(15, 40)),
    )


class ElderlyScreens:
    """老年人自我评估与粗筛；65岁及以上必填。"""

    health_self = Choice(
        "老年人健康状态自我评估",
        SELF_RATED_HEALTH,
        need=Need.CONDITIONAL,
        aliases=("健康状态自我评估", "健康自评"),
    )
    selfcare_self = Choice(
        "老年人生活自理能力自我评估",
        SELF_CARE_GRADE,
        need=Need.CONDITIONAL,
        aliases=("生活自理能力自我评估", "自理能力自评", "生活自理能力"),
    )
    cognition_screen = Choice(
        "老年人认知功能", SCREEN, need=Need.CONDITIONAL, aliases=("认知功能", "认知功能粗筛", "认知粗筛")
    )
    mmse_total = Number(
        "简易智力状态检查总分",
        unit="分",
        need=Need.CONDITIONAL,
        aliases=("认知功能总分", "MMSE总分", "简易智力状态检查"),
        limits=Limits(rule="C-88L", hard=(0, 30)),
    )
    emotion_screen = Choice(
        "老年人情感状态", SCREEN, need=Need.CONDITIONAL, aliases=("情感状态", "情感状态粗筛", "情感粗筛")
    )
    gds_total = Number(
        "老年人抑郁评分检查总分",
        unit="分",
        need=Need.CONDITIONAL,
        aliases=("抑郁评分总分", "GDS总分", "老年抑郁量表总分"),
        limits=Limits(rule="C-88L", hard=(0, 30)),
    )
