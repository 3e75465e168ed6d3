"""Code systems of deaths and of the yearly survival check (复审认证). All are provincial defaults."""

from qinkang.standards.codes import code_system
from qinkang.standards.codes.person import PROVINCIAL

DEATH_PLACE = code_system(
    "death_place",
    "死亡地点",
    PROVINCIAL,
    "1医疗卫生机构病房|医疗卫生机构|医院病房|医院 2医疗卫生机构急诊|急诊|急诊室 3来院途中|送院途中|来院路上 4家中|家|住宅 "
    "5养老服务机构|养老机构|敬老院 6其他场所|其他 7不详|未知",
)
DEATH_SOURCE = code_system(
    "death_source",
    "死亡信息来源",
    PROVINCIAL,
    "1死因监测和人口死亡登记|死因监测|人口死亡登记|死亡医学证明 2公安注销|户籍注销|公安户籍注销 3殡葬火化|火化|殡葬|民政殡葬 "
    "4医保停保|医保 5社保生存认证|社保|生存认证 6公卫随访|随访|公共卫生随访 7村居上报|村（居）上报|村居|村委会上报",
)
DEATH_CONFIRMATION = code_system(
    "death_confirmation",
    "死亡确认状态",
    PROVINCIAL,
    "0疑似|待核实 1已确认|确认 2已撤销|误报|撤销|已撤销(误报)",
)
RECERT_METHOD = code_system(
    "recert_method",
    "认证方式",
    PROVINCIAL,
    "1人脸识别|人脸|刷脸|手机人脸识别 2现场认证|现场|窗口|窗口认证 3上门认证|上门|入户 4数据比对|大数据比对|数据 5视频认证|视频",
)
RECERT_RESULT = code_system(
    "recert_result",
    "认证结果",
    PROVINCIAL,
    "1通过|合格|认证通过|已通过 2未通过|不合格|认证未通过 3死亡核销|死亡|已故 4迁出|已迁出 5失联|无法联系|联系不上",
)
