"""Functions of the organs and physical examination."""

from qinkang.standards.codes.health_check import (
    BARREL,
    BREAST,
    DORSALIS_PEDIS,
    EDEMA,
    HEARING,
    LIPS,
    LYMPH,
    MOTOR,
    NORMAL,
    RALES,
    RECTAL,
    RHYTHM,
    SCLERA,
    SKIN,
    TEETH,
    THROAT,
)
from qinkang.standards.codes.person import HAS
from qinkang.standards.field import Choice, Choices, Limits, Need, Number

M = Need.MANDATORY
VISION = Limits(rule="L-03", hard=(0, 5.5))  # five-point logarithmic scale of GB/T 11533; 0 is blind


class Organs:
    """脏器功能。"""

    lips = Choice("口唇", LIPS, need=M, clause="脏器功能")
    teeth = Choices("齿列", TEETH, none="1", need=M, aliases=("牙齿",), detail="齿列描述", clause="脏器功能")
    throat = Choice("咽部", THROAT, need=M, clause="脏器功能")
    vision_left = Number(
        "左眼视力", decimals=1, aliases=("视力左眼", "裸眼视力左"), limits=VISION, clause="脏器功能"
    )
    vision_right = Number(
        "右眼视力", decimals=1, aliases=("视力右眼", "裸眼视力右"), limits=VISION, clause="脏器功能"
    )
    corrected_left = Number(
        "左眼矫正视力", decimals=1, aliases=("矫正视力左眼", "矫正视力左"), limits=VISION, clause="脏器功能"
    )
    corrected_right = Number(
        "右眼矫正视力", decimals=1, aliases=("矫正视力右眼", "矫正视力右"), limits=VISION, clause="脏器功能"
    )
    hearing = Choice("听力", HEARING, need=M, clause="脏器功能")
    motor = Choice("运动功能", MOTOR, need=M, clause="脏器功能")


class Examination:
    """查体。带星号的项目按需检查，没有做就空着。"""

    fundus = Choice("眼底", NORMAL, detail="眼底异常描述", clause="查体*")
    skin = Choice("皮肤", SKIN, need=M, detail="皮肤其他", clause="查体")
    sclera = Choice("巩膜", SCLERA, need=M, detail="巩膜其他", clause="查体")
    lymph = Choice("淋巴结", LYMPH, need=M, detail="淋巴结其他", clause="查体")
    barrel_chest = Choice("桶状胸", BARREL, need=M, aliases=("肺桶状胸",), clause="查体")
    breath_sound = Choice(
        "呼吸音", NORMAL, need=M, aliases=("肺呼吸音",), detail="呼吸音异常描述", clause="查体"
    )
    rales = Choice("罗音", RALES, need=M, aliases=("啰音", "肺罗音"), detail="罗音其他", clause="查体")
    heart_rate = Number(
        "心率",
        unit="次/分",
        need=M,
        aliases=("心脏心率",),
        units=("次/分钟", "次"),
        clause="查体",
        limits=Limits(rule="C-59", hard=(30, 220), soft=(45, 120)),
    )
    rhythm = Choice("心律", RHYTHM, need=M, aliases=("心脏心律",), clause="查体")
    murmur = Choice("杂音", HAS, need=M, aliases=("心脏杂音",), detail="杂音描述", clause="查体")
    tenderness = Choice("压痛", HAS, need=M, aliases=("腹部压痛",), detail="压痛描述", clause="查体")
    mass = Choice("包块", HAS, need=M, aliases=("腹部包块",), detail="包块描述", clause="查体")
    liver = Choice("肝大", HAS, need=M, aliases=("腹部肝大",), detail="肝大描述", clause="查体")
    spleen = Choice("脾大", HAS, need=M, aliases=("腹部脾大",), detail="脾大描述", clause="查体")
    dullness = Choice(
        "移动性浊音", HAS, need=M, aliases=("腹部移动性浊音",), detail="移动性浊音描述", clause="查体"
    )
    edema = Choice("下肢水肿", EDEMA, need=M, clause="查体")
    dorsalis_pedis = Choice("足背动脉搏动", DORSALIS_PEDIS, aliases=("足背动脉",), clause="查体*")
    rectal = Choice("肛门指诊", RECTAL, detail="肛门指诊其他", clause="查体*")
    breast = Choices("乳腺", BREAST, none="1", detail="乳腺其他", clause="查体*")
    vulva = Choice("外阴", NORMAL, detail="外阴异常描述", aliases=("妇科外阴",), clause="查体*")
    vagina = Choice("阴道", NORMAL, detail="阴道异常描述", aliases=("妇科阴道",), clause="查体*")
    cervix = Choice("宫颈", NORMAL, detail="宫颈异常描述", aliases=("妇科宫颈",), clause="查体*")
    corpus = Choice("宫体", NORMAL, detail="宫体异常描述", aliases=("妇科宫体",), clause="查体*")
    adnexa = Choice("附件", NORMAL, detail="附件异常描述", aliases=("妇科附件",), clause="查体*")
