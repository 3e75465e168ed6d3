"""The underlying cause, coded by ICD-10."""

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.cleansing.rules.people.party import MAN, WOMAN
from qinkang.standards.datasets import Death

OF_WOMEN = (("C51", "C58"), ("D25", "D28"), ("N70", "N98"), ("O00", "O99"))
OF_MEN = (("C60", "C63"), ("D29", "D29"), ("N40", "N51"))
"""First and last category of causes that only women, and only men, can have."""


def _digit(code, place):
    return code.substr(place, 1).between("0", "9")


def _among(code, ranges):
    category = code.substr(0, 3)
    found = category.between(*ranges[0])
    for first, last in ranges[1:]:
        found = found | category.between(first, last)
    return found


@rule(
    Death,
    code="C-51",
    each=[("cause_underlying_icd10",)],
    says="根本死因编码应是一个大写字母加两位数字，需要时再加小数点和细目。",
    because="国际疾病分类第十版的写法；常见原因是填了诊断名称，或漏写小数点。",
    remedy="请按死亡医学证明核对编码；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"cause_underlying_icd10": "I21"},
        {"cause_underlying_icd10": "I21.9"},
        {"cause_underlying_icd10": "I63.900"},
        {},
    ],
    rejects=[
        {"cause_underlying_icd10": "I219"},
        {"cause_underlying_icd10": "i21.9"},
        {"cause_underlying_icd10": "I2"},
        {"cause_underlying_icd10": "心梗"},
        {"cause_underlying_icd10": "I21."},
    ],
)
def cause_is_a_code(death, code):
    category = code.substr(0, 1).between("A", "Z") & _digit(code, 1) & _digit(code, 2)
    detailed = (code.substr(3, 1) == ".") & _digit(code, 4)
    return category & ((code.length() == 3) | detailed)


@rule(
    Death,
    code="C-51R",
    each=[("cause_underlying_icd10",)],
    says="根本死因不应是症状、体征或原因不明。",
    because="第十八章的编码说明不了死于什么病；比例高说明死因推断的质量差。",
    remedy="请补充调查或推断，查明后更正；确实不能查明的可不处理。",
    effect=Effect.FLAG,
    accepts=[{"cause_underlying_icd10": "I21.9"}, {}],
    rejects=[{"cause_underlying_icd10": "R54"}, {"cause_underlying_icd10": "R99"}],
)
def cause_is_well_defined(death, code):
    return ~code.startswith("R")


@rule(
    Death,
    code="C-51S",
    each=[("cause_underlying_icd10",)],
    says="损伤和中毒的根本死因应是外部原因，不是损伤的性质。",
    because="损伤性质的编码说明不了怎样受的伤；根本死因应取外部原因的编码。",
    remedy="请改填外部原因的编码后重报。",
    effect=Effect.FLAG,
    accepts=[{"cause_underlying_icd10": "W19.9"}, {"cause_underlying_icd10": "V89"}, {}],
    rejects=[{"cause_underlying_icd10": "S72.0"}, {"cause_underlying_icd10": "T14.9"}],
)
def injury_has_its_external_cause(death, code):
    return ~(code.startswith("S") | code.startswith("T"))


@rule(
    Death,
    code="C-51X",
    each=[("cause_underlying_icd10", "sex")],
    says="根本死因应是该性别可能有的疾病。",
    because="男性不会死于妇科疾病，女性不会死于男性生殖器官的疾病；常见原因是性别或编码填错。",
    remedy="请核对性别和死因编码；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"cause_underlying_icd10": "C53.9", "sex": "2"},
        {"cause_underlying_icd10": "C61", "sex": "1"},
        {"cause_underlying_icd10": "C50.9", "sex": "1"},
        {"cause_underlying_icd10": "C53.9"},
        {"sex": "1"},
    ],
    rejects=[
        {"cause_underlying_icd10": "C53.9", "sex": "1"},
        {"cause_underlying_icd10": "N80", "sex": "1"},
        {"cause_underlying_icd10": "C61", "sex": "2"},
    ],
)
def cause_suits_the_sex(death, code, sex):
    wrong = ((sex == MAN) & _among(code, OF_WOMEN)) | ((sex == WOMAN) & _among(code, OF_MEN))
    return ~wrong


@rule(
    Death,
    code="D-04",
    each=[("cause_underlying_icd10", "source"), ("cert_no", "source")],
    says="来源为死因监测和人口死亡登记的，{title}应填写。",
    because="登记以居民死亡医学证明（推断）书为据，证明上都有这两项。",
    remedy="请按死亡医学证明补填后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"source": "1", "cause_underlying_icd10": "I21.9"},
        {"source": "2"},
        {"cause_underlying_icd10": "I21.9"},
    ],
    rejects=[{"source": "1"}],
)
def register_has_certificate_and_cause(death, value, source):
    return (source != "1") | value.notnull()
