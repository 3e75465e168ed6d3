"""Allergies, exposures, past illnesses, operations and those of the family."""

from qinkang.standards.codes.person import (
    DISABILITY,
    DISEASE,
    DRUG_ALLERGY,
    EXPOSURE,
    FAMILY_DISEASE,
    HAS,
)
from qinkang.standards.field import Choice, Choices, Month, Need, Text
from qinkang.standards.part import part
from qinkang.standards.privacy import Privacy

M, SPECIAL = Need.MANDATORY, Privacy.SPECIAL  # mental illness and infections stand among the diseases
PAST, FAMILY = "既往史", "家族史"


class History:
    """过敏史、暴露史和既往史。没有的填“无”，不留空。"""

    drug_allergy = Choices(
        "药物过敏史",
        DRUG_ALLERGY,
        none="1",
        need=M,
        detail="其他过敏药物",
        aliases=("药物过敏", "过敏史", "过敏药物"),
        clause="药物过敏史",
    )
    exposure = Choices("暴露史", EXPOSURE, none="1", need=M, aliases=("环境暴露史",), clause="暴露史")
    history_disease = Choices(
        "既往史疾病",
        DISEASE,
        none="1",
        need=M,
        privacy=SPECIAL,
        detail="既往史其他疾病",
        aliases=("既往史-疾病", "疾病史", "既往疾病史", "既往病史", "既往患病", "慢性病史"),
        clause=PAST,
    )
    diagnoses = part(
        "疾病确诊时间",
        6,
        disease=Choice(
            "确诊疾病", DISEASE, privacy=SPECIAL, aliases=("疾病名称", "既往疾病", "患病名称"), clause=PAST
        ),
        diagnosed=Month(
            "确诊年月", aliases=("确诊时间", "确诊日期", "疾病确诊时间"), privacy=SPECIAL, clause=PAST
        ),
    )
    history_surgery = Choice(
        "手术史", HAS, need=M, aliases=("既往史-手术", "既往手术史", "有无手术史"), clause=PAST
    )
    surgery = part(
        "手术",
        2,
        name=Text("手术名称", longest=100, clause=PAST),
        happened=Month("手术时间", aliases=("手术日期", "手术年月"), clause=PAST),
    )
    history_trauma = Choice(
        "外伤史", HAS, need=M, aliases=("既往史-外伤", "既往外伤史", "有无外伤史"), clause=PAST
    )
    trauma = part(
        "外伤",
        2,
        name=Text("外伤名称", longest=100, clause=PAST),
        happened=Month("外伤时间", aliases=("外伤日期", "外伤年月"), clause=PAST),
    )
    history_transfusion = Choice(
        "输血史", HAS, need=M, aliases=("既往史-输血", "既往输血史", "有无输血史"), clause=PAST
    )
    transfusion = part(
        "输血",
        2,
        name=Text("输血原因", longest=100, clause=PAST),
        happened=Month("输血时间", aliases=("输血日期", "输血年月"), clause=PAST),
    )


def _of(relative: str, *aliases: str) -> Choices:
    """The illnesses of one relative. Code 11 is another than in the person's own history."""
    return Choices(
        f"家族史{relative}",
        FAMILY_DISEASE,
        none="1",
        need=M,
        privacy=SPECIAL,
        detail=f"家族史{relative}其他疾病",
        aliases=(f"家族史-{relative}", f"{relative}疾病史", f"{relative}患病情况", *aliases),
        clause=FAMILY,
    )


class Family:
    """家族史、遗传病史和残疾情况。"""

    fam_father = _of("父亲", "家族史-父")
    fam_mother = _of("母亲", "家族史-母")
    fam_siblings = _of("兄弟姐妹")
    fam_children = _of("子女")
    genetic = Choice(
        "遗传病史",
        HAS,
        need=M,
        privacy=SPECIAL,
        detail="遗传病名称",
        aliases=("有无遗传病史", "遗传疾病史"),
        clause="遗传病史",
    )
    disability = Choices(
        "残疾情况",
        DISABILITY,
        none="1",
        need=M,
        privacy=SPECIAL,
        detail="其他残疾情况",
        aliases=("残疾类别", "残疾状况", "残疾类型"),
        clause="残疾情况",
    )
