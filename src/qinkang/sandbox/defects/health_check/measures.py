"""Measurements in another unit, in each other's place, or not as numbers (C-33, C-34, C-54 to C-78)."""

import math

from qinkang.sandbox.defects.defect import Effect, Row, between, both, coded, has
from qinkang.sandbox.defects.health_check.ways import breaks

_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
_PRESSURES = ("sbp_left", "dbp_left", "sbp_right", "dbp_right")


def usual_pressure(row: Row) -> bool:
    """Both sides keep within the limits when swapped or written in kPa."""
    return all(95 <= row.value(f) <= 195 and 55 <= row.value("d" + f[1:]) <= 125 for f in _PRESSURES[::2])


@breaks("C-33", Effect.REPAIR, "hba1c", says="用文字表示空值", rate=0.003)
def not_done_in_words(row: Row) -> None:
    row.write("hba1c", row.one_of("无", "NULL", "-", "/", "—", "N/A", "暂无"))


@breaks("C-33", Effect.REPAIR, "vaccines_1_given", says="用特殊日期表示空值")
def no_date_in_a_date(row: Row) -> None:
    row.write("vaccines_1_given", row.one_of("1900-01-01", "9999-12-31"))


@breaks("C-34", Effect.REPAIR, "sbp_left", says="数值带单位或为全角", rate=0.001)
def pressure_with_unit(row: Row) -> None:
    text = row.plain("sbp_left")
    row.write("sbp_left", row.one_of(f"{text}mmHg", f"{text} mmHg", f"{text}毫米汞柱", text.translate(_WIDE)))


@breaks("C-34", Effect.REPAIR, "weight", says="数值带单位或为全角", rate=0.001)
def weight_with_unit(row: Row) -> None:
    text = row.plain("weight")
    row.write("weight", row.one_of(f"{text}kg", f"{text}公斤", f"{text} KG", text.translate(_WIDE)))


@breaks("C-34", Effect.REPAIR, "plt", says="数值带千位分隔符")
def grouped_digits(row: Row) -> None:
    row.write("plt", f"1,{row.number_between(100, 180)}")


@breaks("C-34U", Effect.BLANK, "pulse", says="数值无法识别")
def unreadable_pulse(row: Row) -> None:
    row.write("pulse", row.one_of("7O", "七十多", "正常", "7..2", "70/80"))


@breaks("C-34U", Effect.BLANK, "alt", says="数值无法识别")
def unreadable_enzyme(row: Row) -> None:
    row.write("alt", row.one_of("偏高", "2l.5", "阴性", "18.3.1"))


@breaks("C-57", Effect.REPAIR, *_PRESSURES, says="血压以kPa填写", needs=usual_pressure, rate=0.001)
def kilopascals(row: Row) -> None:
    for field in _PRESSURES:
        row.write(field, f"{row.value(field) / 7.5006:.1f}")


@breaks("C-54", Effect.REPAIR, *_PRESSURES, says="两侧收缩压与舒张压填反", needs=usual_pressure, rate=0.001)
def swapped_pressures(row: Row) -> None:
    for upper, lower in (_PRESSURES[:2], _PRESSURES[2:]):
        row.write(upper, row.plain(lower))
        row.write(lower, row.plain(upper))


@breaks("C-54", Effect.REPAIR, *_PRESSURES, says="单侧血压填反，另一侧未测", needs=usual_pressure)
def swapped_pressure(row: Row) -> None:
    row.write("sbp_left", row.plain("dbp_left"))
    row.write("dbp_left", row.plain("sbp_left"))
    row.write("sbp_right", "")
    row.write("dbp_right", "")


@breaks("C-54B", Effect.BLANK, *_PRESSURES[:2], says="收缩压不高于舒张压，另一侧正常", needs=usual_pressure)
def swapped_on_one_side(row: Row) -> None:
    row.write("sbp_left", row.plain("dbp_left"))
    row.write("dbp_left", row.plain("sbp_left"))


@breaks("C-54B", Effect.BLANK, *_PRESSURES[2:], says="收缩压等于舒张压", needs=usual_pressure)
def equal_pressures(row: Row) -> None:
    row.write("dbp_right", row.plain("sbp_right"))


@breaks("C-58T", Effect.REPAIR, "temperature", says="体温漏写小数点")
def lost_point(row: Row) -> None:
    row.write("temperature", row.plain("temperature").replace(".", ""))


def _index(weight: float, height: float) -> str:
    """kg/m², one decimal, halves up."""
    return f"{math.floor(weight / (height / 100) ** 2 * 10 + 0.5) / 10:.1f}"


@breaks("C-61R", Effect.REPAIR, "height", "bmi", says="身高以米填写", rate=0.001)
def metres(row: Row) -> None:
    height = round(row.value("height"))
    row.write("height", f"{height / 100:.2f}")
    row.write("bmi", _index(row.value("weight"), height))


@breaks(
    "C-66R",
    Effect.REPAIR,
    "height",
    "weight",
    "bmi",
    says="身高体重填反",
    needs=both(between("weight", 40, 95), between("height", 140, 185)),
)
def swapped_height(row: Row) -> None:
    row.write("height", row.plain("weight"))
    row.write("weight", row.plain("height"))
    row.write("bmi", "")  # a system that computes it could not have


@breaks("C-65", Effect.REPAIR, "bmi", says="体质指数与身高体重不符", needs=between("bmi", 17, 34), rate=0.01)
def other_index(row: Row) -> None:
    row.write(
        "bmi",
        f"{row.value('bmi') + row.number_between(4, 25) * (1 if row.number_between(0, 1) else -1) / 10:.1f}",
    )


@breaks("C-67R", Effect.REPAIR, "waist", says="腰围以尺填写", needs=between("waist", 70, 125))
def feet(row: Row) -> None:
    row.write("waist", f"{row.value('waist') / 33.33:.1f}")


@breaks("C-68R", Effect.REPAIR, "fpg", says="空腹血糖以mg/dL填写", needs=between("fpg", 3.5, 30), rate=0.002)
def sugar_in_milligrams(row: Row) -> None:
    row.write("fpg", f"{row.value('fpg') * 18.0182:.0f}")


@breaks("C-69R", Effect.REPAIR, "hba1c", says="糖化血红蛋白以mmol/mol填写", needs=between("fpg", 3, 11))
def haemoglobin_in_millimoles(row: Row) -> None:
    row.write("hba1c", str(row.number_between(38, 64)))


@breaks("C-71R", Effect.REPAIR, "hb", says="血红蛋白以g/dL填写", needs=between("hb", 90, 180))
def haemoglobin_per_decilitre(row: Row) -> None:
    row.write("hb", f"{row.value('hb') / 10:.1f}")


@breaks("C-74R", Effect.REPAIR, "scr", says="血清肌酐以mg/dL填写", needs=between("scr", 45, 250))
def creatinine_in_milligrams(row: Row) -> None:
    row.write("scr", f"{row.value('scr') / 88.4:.2f}")


@breaks("C-78", Effect.REPAIR, "k", "na", says="血钾血钠填反")
def swapped_salts(row: Row) -> None:
    row.write("k", str(row.number_between(134, 147)))
    row.write("na", f"{row.number_between(35, 52) / 10:.1f}")


@breaks(
    "C-70", Effect.FLAG, "hba1c", "fpg", says="糖化血红蛋白与空腹血糖矛盾", needs=between("fpg", 11.2, 24)
)
def discordant(row: Row) -> None:
    row.write("hba1c", "5.4")


@breaks(
    "C-76L", Effect.FLAG, "tc", "ldl", "hdl", says="低密度与高密度之和大于总胆固醇", needs=has("tc", "ldl")
)
def lipids_do_not_add_up(row: Row) -> None:
    row.write("tc", "3.00")
    row.write("ldl", "2.60")
    row.write("hdl", "1.40")


@breaks("C-77", Effect.FLAG, "dbil", "tbil", says="结合胆红素大于总胆红素", needs=coded("assess", "1", "2"))
def more_than_all(row: Row) -> None:
    row.write("tbil", "10.0")
    row.write("dbil", "14.5")
