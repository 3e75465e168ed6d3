"""Auxiliary examinations. All starred on the form: what was not done stays empty."""

from qinkang.standards.codes.health_check import NEGATIVE, NORMAL
from qinkang.standards.field import Choice, Limits, Number, Text


def _strip(title: str) -> Text:
    """A result of a urine strip: -, +, ++ …, or a quantity with its unit."""
    return Text(title, aliases=(f"尿常规{title}",), longest=20, clause="辅助检查*", means=("-",))


class Laboratory:
    """辅助检查。65岁及以上免费项目：血常规、尿常规、肝功能、肾功能、空腹血糖、血脂、心电图、腹部B超。"""

    hb = Number(
        "血红蛋白",
        unit="g/L",
        decimals=1,
        aliases=("血常规血红蛋白", "HGB"),
        confused_with=("g/dL",),
        header_tells_unit=True,
        clause="辅助检查*",
        limits=Limits(rule="C-71", hard=(20, 250), soft=(70, 190)),
    )
    wbc = Number(
        "白细胞",
        unit="10⁹/L",
        decimals=2,
        aliases=("血常规白细胞", "WBC", "白细胞计数"),
        units=("×10^9/L", "10^9/L", "×10⁹/L"),
        clause="辅助检查*",
        limits=Limits(rule="C-72", hard=(0.1, 200), soft=(2, 20)),
    )
    plt = Number(
        "血小板",
        unit="10⁹/L",
        decimals=1,
        aliases=("血常规血小板", "PLT", "血小板计数"),
        units=("×10^9/L", "10^9/L", "×10⁹/L"),
        clause="辅助检查*",
        limits=Limits(rule="C-72", hard=(1, 2000), soft=(50, 600)),
    )
    blood_other = Text("血常规其他", clause="辅助检查*")
    urine_protein = _strip("尿蛋白")
    urine_sugar = _strip("尿糖")
    urine_ketone = _strip("尿酮体")
    urine_blood = _strip("尿潜血")
    urine_other = Text("尿常规其他", clause="辅助检查*")
    fpg = Number(
        "空腹血糖",
        unit="mmol/L",
        decimals=2,
        aliases=("空腹血糖值", "FPG", "GLU"),
        confused_with=("mg/dL",),
        header_tells_unit=True,
        clause="辅助检查*",
        limits=Limits(rule="C-68", hard=(1, 50), soft=(3, 25)),
    )
    ecg = Choice("心电图", NORMAL, detail="心电图异常描述", clause="辅助检查*")
    microalbumin = Number(
        "尿微量白蛋白",
        unit="mg/dL",
        decimals=2,
        clause="辅助检查*",
        limits=Limits(rule="L-04", hard=(0, 1000)),
    )
    fecal_occult = Choice("大便潜血", NEGATIVE, aliases=("便潜血",), clause="辅助检查*")
    hba1c = Number(
        "糖化血红蛋白",
        unit="%",
        decimals=1,
        aliases=("HbA1c",),
        confused_with=("mmol/mol",),
        header_tells_unit=True,
        clause="辅助检查*",
        limits=Limits(rule="C-69", hard=(3, 20), soft=(4, 14)),
    )
    hbsag = Choice("乙型肝炎表面抗原", NEGATIVE, aliases=("乙肝表面抗原", "HBsAg"), clause="辅助检查*")
    alt = Number(
        "血清谷丙转氨酶",
        unit="U/L",
        decimals=1,
        aliases=("谷丙转氨酶", "ALT", "丙氨酸氨基转移酶"),
        units=("IU/L",),
        clause="辅助检查*",
        limits=Limits(rule="C-73", hard=(0, 5000), soft=(0, 200)),
    )
    ast = Number(
        "血清谷草转氨酶",
        unit="U/L",
        decimals=1,
        aliases=("谷草转氨酶", "AST", "天门冬氨酸氨基转移酶"),
        units=("IU/L",),
        clause="辅助检查*",
        limits=Limits(rule="C-73", hard=(0, 5000), soft=(0, 200)),
    )
    alb = Number(
        "白蛋白",
        unit="g/L",
        decimals=1,
        aliases=("ALB",),
        clause="辅助检查*",
        limits=Limits(rule="C-77L", hard=(10, 70)),
    )
    tbil = Number(
        "总胆红素",
        unit="μmol/L",
        decimals=1,
        aliases=("TBIL",),
        units=("umol/L", "µmol/L"),
        clause="辅助检查*",
        limits=Limits(rule="L-05", hard=(0, 1000)),
    )
    dbil = Number(
        "结合胆红素",
        unit="μmol/L",
        decimals=1,
        aliases=("直接胆红素", "DBIL"),
        units=("umol/L", "µmol/L"),
        clause="辅助检查*",
        limits=Limits(rule="L-05", hard=(0, 1000)),
    )
    scr = Number(
        "血清肌酐",
        unit="μmol/L",
        decimals=1,
        aliases=("肌酐", "Scr", "CREA"),
        units=("umol/L", "µmol/L"),
        confused_with=("mg/dL",),
        header_tells_unit=True,
        clause="辅助检查*",
        limits=Limits(rule="C-74", hard=(10, 2000), soft=(35, 300)),
    )
    bun = Number(
        "血尿素",
        unit="mmol/L",
        decimals=2,
        aliases=("血尿素氮", "尿素氮", "BUN", "尿素"),
        clause="辅助检查*",
        limits=Limits(rule="C-75", hard=(0.5, 80), soft=(2, 20)),
    )
    k = Number(
        "血钾浓度",
        unit="mmol/L",
        decimals=2,
        aliases=("血钾", "钾"),
        clause="辅助检查*",
        limits=Limits(rule="C-78L", hard=(1.5, 9)),
    )
    na = Number(
        "血钠浓度",
        unit="mmol/L",
        decimals=1,
        aliases=("血钠", "钠"),
        clause="辅助检查*",
        limits=Limits(rule="C-78L", hard=(90, 190)),
    )
    tc = Number(
        "总胆固醇",
        unit="mmol/L",
        decimals=2,
        aliases=("TC", "CHOL"),
        clause="辅助检查*",
        limits=Limits(rule="C-76", hard=(0.5, 30), soft=(2, 10)),
    )
    tg = Number(
        "甘油三酯",
        unit="mmol/L",
        decimals=2,
        aliases=("TG",),
        clause="辅助检查*",
        limits=Limits(rule="C-76", hard=(0.1, 60), soft=(0.3, 10)),
    )
    ldl = Number(
        "血清低密度脂蛋白胆固醇",
        unit="mmol/L",
        decimals=2,
        aliases=("低密度脂蛋白胆固醇", "LDL-C", "LDL"),
        clause="辅助检查*",
        limits=Limits(rule="C-76", hard=(0.1, 20), soft=(1, 7)),
    )
    hdl = Number(
        "血清高密度脂蛋白胆固醇",
        unit="mmol/L",
        decimals=2,
        aliases=("高密度脂蛋白胆固醇", "HDL-C", "HDL"),
        clause="辅助检查*",
        limits=Limits(rule="C-76", hard=(0.1, 6), soft=(0.5, 3.5)),
    )
    cxr = Choice(
        "胸部X线片", NORMAL, detail="胸部X线片异常描述", aliases=("胸片", "胸部X光片"), clause="辅助检查*"
    )
    b_abdomen = Choice(
        "腹部B超", NORMAL, detail="腹部B超异常描述", aliases=("B超腹部", "B超"), clause="辅助检查*"
    )
    b_elsewhere = Choice(
        "B超其他", NORMAL, detail="B超其他异常描述", aliases=("其他B超",), clause="辅助检查*"
    )
    pap = Choice("宫颈涂片", NORMAL, detail="宫颈涂片异常描述", clause="辅助检查*")
    lab_other = Text("辅助检查其他", aliases=("其他辅助检查",), clause="辅助检查*")
