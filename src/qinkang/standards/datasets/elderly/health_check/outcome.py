"""Existing problems, treatment of the past year, assessment and guidance."""

from qinkang.standards.codes.health_check import (
    ADHERENCE,
    ASSESSMENT,
    CEREBRO,
    EYE,
    FOUND,
    GUIDANCE,
    HEART,
    KIDNEY,
    RISK_CONTROL,
    VESSEL,
)
from qinkang.standards.field import Choice, Choices, Day, Limits, Month, Need, Number, Text
from qinkang.standards.part import part

M = Need.MANDATORY


class Problems:
    """现存主要健康问题。"""

    cerebro = Choices(
        "脑血管疾病", CEREBRO, none="1", need=M, detail="脑血管疾病其他", clause="现存主要健康问题"
    )
    kidney = Choices("肾脏疾病", KIDNEY, none="1", need=M, detail="肾脏疾病其他", clause="现存主要健康问题")
    heart = Choices("心脏疾病", HEART, none="1", need=M, detail="心脏疾病其他", clause="现存主要健康问题")
    vessel = Choices("血管疾病", VESSEL, none="1", need=M, detail="血管疾病其他", clause="现存主要健康问题")
    eye = Choices("眼部疾病", EYE, none="1", need=M, detail="眼部疾病其他", clause="现存主要健康问题")
    neuro = Choice(
        "神经系统疾病",
        FOUND,
        need=M,
        detail="神经系统疾病描述",
        aliases=("神经系统其他疾病",),
        clause="现存主要健康问题",
    )
    other_system = Choice("其他系统疾病", FOUND, need=M, detail="其他系统疾病描述", clause="现存主要健康问题")


class Treatment:
    """近一年住院治疗、主要用药、非免疫规划预防接种。"""

    hospital = part(
        "住院史",
        2,
        admitted=Month("入院日期", aliases=("住院史入院日期", "入院时间")),
        discharged=Month("出院日期", aliases=("住院史出院日期", "出院时间")),
        reason=Text("住院原因"),
        org=Text("住院机构名称", aliases=("住院医疗机构",)),
        mrn=Text("住院病案号", longest=40),
    )
    home_bed = part(
        "家庭病床史",
        2,
        opened=Month("建床日期"),
        closed=Month("撤床日期"),
        reason=Text("建床原因"),
        org=Text("建床机构名称", aliases=("建床医疗机构",)),
        mrn=Text("家庭病床病案号", longest=40),
    )
    drugs = part(
        "主要用药情况",
        6,
        name=Text("药物名称", aliases=("用药名称", "药品名称")),
        route=Text("药物用法", aliases=("用法",)),
        dose=Text("药物用量", aliases=("用量",)),
        duration=Text("用药时间"),
        adherence=Choice("服药依从性", ADHERENCE, aliases=("依从性",)),
    )
    vaccines = part(
        "非免疫规划预防接种史",
        3,
        name=Text("接种名称", aliases=("疫苗名称",)),
        given=Day("接种日期"),
        org=Text("接种机构"),
    )


class Outcome:
    """健康评价与健康指导。"""

    assess = Choice("健康评价", ASSESSMENT, need=M, aliases=("健康评价结果", "体检结论"), clause="健康评价")
    abnormal = part("健康评价异常", 4, finding=Text("异常", aliases=("异常情况", "健康评价异常情况")))
    guidance = Choices("健康指导", GUIDANCE, need=M, clause="健康指导")
    risk_control = Choices("危险因素控制", RISK_CONTROL, need=M, detail="危险因素控制其他", clause="健康指导")
    target_weight = Number(
        "减体重目标",
        unit="kg",
        decimals=1,
        aliases=("目标体重",),
        units=("公斤", "千克"),
        clause="健康指导",
        limits=Limits(rule="L-06", hard=(20, 200)),
    )
    advised_vaccine = Text("建议接种疫苗", clause="健康指导")
