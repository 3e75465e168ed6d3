"""Laboratory values."""

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.parameters import PROVISIONAL
from qinkang.cleansing.rule import rule
from qinkang.cleansing.rules.units import given_in
from qinkang.standards.datasets import HealthCheck

GLUCOSE = 18.0182  # mg/dL in one mmol/L
CREATININE = 88.4  # μmol/L in one mg/dL


@rule(
    HealthCheck,
    code="C-68R",
    each=[("fpg",)],
    says="空腹血糖应以毫摩尔每升填写，不用毫克每分升。",
    because="条款“辅助检查”。注明了毫克每分升，或没有注明单位而数值在60–600之间；1毫摩尔每升等于18.0182毫克每分升。",
    remedy="已换算为毫摩尔每升，请在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[{"fpg": 5.6}, {"fpg": 59.9}, {"fpg": 600.1}, {"fpg": 101, "fpg_unit": "mmol/L"}, {}],
    rejects=[{"fpg": 101}, {"fpg": 60}, {"fpg": 600}, {"fpg": 45, "fpg_unit": "mg/dL"}],
    mends=lambda check, glucose: {glucose.get_name(): (glucose / GLUCOSE).round(2)},
    mended=[({"fpg": 101}, {"fpg": 5.61}), ({"fpg": 45, "fpg_unit": "mg/dL"}, {"fpg": 2.5})],
)
def glucose_is_in_millimoles(check, glucose):
    return ~given_in("mg/dL", glucose, check.fpg_unit, 60, 600)


@rule(
    HealthCheck,
    code="C-69R",
    each=[("hba1c",)],
    says="糖化血红蛋白应以百分数填写，不用毫摩尔每摩尔。",
    because="条款“辅助检查”。注明了毫摩尔每摩尔，或没有注明单位而数值在20–150之间；百分数等于毫摩尔每摩尔除以10.929再加2.15。",
    remedy="已换算为百分数，请在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[{"hba1c": 6.5}, {"hba1c": 19.9}, {"hba1c": 150.1}, {"hba1c": 48, "hba1c_unit": "%"}, {}],
    rejects=[{"hba1c": 48}, {"hba1c": 20}, {"hba1c": 150}, {"hba1c": 19, "hba1c_unit": "mmol/mol"}],
    mends=lambda check, hba1c: {hba1c.get_name(): (hba1c / 10.929 + 2.15).round(1)},
    mended=[({"hba1c": 48}, {"hba1c": 6.5}), ({"hba1c": 150}, {"hba1c": 15.9})],
)
def hba1c_is_in_per_cent(check, hba1c):
    return ~given_in("mmol/mol", hba1c, check.hba1c_unit, 20, 150)


@rule(
    HealthCheck,
    code="C-71R",
    each=[("hb",)],
    says="血红蛋白应以克每升填写，不用克每分升。",
    because="条款“辅助检查”。注明了克每分升，或没有注明单位而数值在5–25之间；1克每分升等于10克每升。",
    remedy="已乘以10换算为克每升，请在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[{"hb": 135}, {"hb": 4.9}, {"hb": 25.1}, {"hb": 13.5, "hb_unit": "g/L"}, {}],
    rejects=[{"hb": 13.5}, {"hb": 5}, {"hb": 25}, {"hb": 4.2, "hb_unit": "g/dL"}],
    mends=lambda check, haemoglobin: {haemoglobin.get_name(): (haemoglobin * 10).round(1)},
    mended=[({"hb": 13.5}, {"hb": 135}), ({"hb": 4.2, "hb_unit": "g/dL"}, {"hb": 42})],
)
def haemoglobin_is_in_grams_per_litre(check, haemoglobin):
    return ~given_in("g/dL", haemoglobin, check.hb_unit, 5, 25)


@rule(
    HealthCheck,
    code="C-74R",
    each=[("scr",)],
    says="血清肌酐应以微摩尔每升填写，不用毫克每分升。",
    because="条款“辅助检查”。注明了毫克每分升，或没有注明单位而数值在0.3–20之间；1毫克每分升等于88.4微摩尔每升。",
    remedy="已换算为微摩尔每升，请在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[{"scr": 80}, {"scr": 0.2}, {"scr": 20.1}, {"scr": 0.9, "scr_unit": "μmol/L"}, {}],
    rejects=[{"scr": 0.9}, {"scr": 0.3}, {"scr": 20}, {"scr": 21, "scr_unit": "mg/dL"}],
    mends=lambda check, creatinine: {creatinine.get_name(): (creatinine * CREATININE).round(1)},
    mended=[({"scr": 0.9}, {"scr": 79.6}), ({"scr": 21, "scr_unit": "mg/dL"}, {"scr": 1856.4})],
)
def creatinine_is_in_micromoles(check, creatinine):
    return ~given_in("mg/dL", creatinine, check.scr_unit, 0.3, 20)


@rule(
    HealthCheck,
    code="C-78",
    each=[("k", "na")],
    says="血钾应填在血钾栏，血钠应填在血钠栏。",
    because="条款“辅助检查”。血钾落在血钠的范围（90–190）且血钠落在血钾的范围（1.5–9）；常见原因是两栏填反。",
    remedy="已对调血钾和血钠，请核对原始记录并在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[{"k": 4.1, "na": 140}, {"k": 140, "na": 9.1}, {"k": 89.9, "na": 4.1}, {"k": 140}],
    rejects=[{"k": 140, "na": 4.1}, {"k": 90, "na": 9}, {"k": 190, "na": 1.5}],
    mends=lambda check, potassium, sodium: {potassium.get_name(): sodium, sodium.get_name(): potassium},
    mended=[({"k": 140, "na": 4.1}, {"k": 4.1, "na": 140})],
)
def potassium_and_sodium_stand_in_their_places(check, potassium, sodium):
    of_potassium, of_sodium = (HealthCheck.fields[name].limits.hard for name in ("k", "na"))
    return ~(potassium.between(*of_sodium) & sodium.between(*of_potassium))


@rule(
    HealthCheck,
    code="C-70",
    each=[("hba1c", "fpg")],
    says="糖化血红蛋白与空腹血糖不应相差悬殊。",
    because=f"糖化血红蛋白低于6%而空腹血糖高于11.1毫摩尔每升的很少见（{PROVISIONAL}）；常见原因是抄错或标本不是空腹。",
    remedy="请核对检验报告；无误可不处理，有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[{"hba1c": 6, "fpg": 11.2}, {"hba1c": 5.9, "fpg": 11.1}, {"hba1c": 5.9}, {"fpg": 12}],
    rejects=[{"hba1c": 5.9, "fpg": 11.2}],
)
def hba1c_agrees_with_glucose(check, hba1c, glucose, book):
    return ~((hba1c < book["discordant_hba1c"]) & (glucose > book["discordant_glucose"]))


@rule(
    HealthCheck,
    code="C-76L",
    each=[("tc", "ldl", "hdl")],
    says="总胆固醇应不小于低密度与高密度脂蛋白胆固醇之和。",
    because=f"后两项是前一项的一部分；容差0.3毫摩尔每升（{PROVISIONAL}）。常见原因是栏目填错。",
    remedy="请核对检验报告；无误可不处理，有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[
        {"tc": 4, "ldl": 3, "hdl": 1.3},
        {"tc": 4, "ldl": 2.5, "hdl": 1.2},
        {"tc": 4, "ldl": 5},
        {"ldl": 5, "hdl": 2},
    ],
    rejects=[{"tc": 4, "ldl": 3, "hdl": 1.31}],
)
def parts_do_not_exceed_total_cholesterol(check, total, low_density, high_density, book):
    return (low_density + high_density - total).round(3) <= book["lipid_tolerance"]


@rule(
    HealthCheck,
    code="C-77",
    each=[("dbil", "tbil")],
    says="结合胆红素不应大于总胆红素。",
    because="结合胆红素是总胆红素的一部分；常见原因是两栏填反。",
    remedy="请核对检验报告；有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[{"dbil": 12, "tbil": 12}, {"dbil": 4, "tbil": 12}, {"dbil": 4}, {"tbil": 12}],
    rejects=[{"dbil": 12.1, "tbil": 12}],
)
def conjugated_is_part_of_total_bilirubin(check, conjugated, total):
    return conjugated <= total
