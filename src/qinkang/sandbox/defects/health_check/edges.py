"""Near misses: values at the very edge, or odd but right, about which the rule must stay silent."""

import math
from datetime import date

from qinkang.sandbox.defects.defect import Row, between, both, coded, has
from qinkang.sandbox.defects.health_check.dates import non_smoker, reborn
from qinkang.sandbox.defects.health_check.ways import keeps
from qinkang.sandbox.defects.identity import number_of
from qinkang.standards.datasets import HealthCheck

_LIMITS = {  # both ends are allowed; ends that a repair takes for another unit are left out
    "temperature": "34.0 42.0", "pulse": "30 220", "heart_rate": "30 220", "resp": "6 60", "waist": "40.0 180.0",
    "fpg": "1.00 50.00", "hba1c": "3.0", "hb": "250.0", "wbc": "0.10 200.00", "plt": "1.0 2000.0", "alt": "5000.0 0.0",
    "scr": "2000.0", "bun": "0.50 80.00", "tg": "0.10 60.00", "alb": "10.0 70.0", "k": "1.50 9.00", "na": "90.0 190.0",
    "microalbumin": "1000.00 0.00", "tbil": "1000.0", "vision_left": "5.5 0.0", "mmse_total": "30 0", "gds_total": "30 0",
}  # fmt: skip


def _at_the_edge(field: str, values: str) -> None:
    declared = HealthCheck.columns[field]

    @keeps(declared.limits.rule, field, says=f"{declared.title}正在界限上", needs=coded("assess", "2"))  # type: ignore[attr-defined]
    def write(row: Row) -> None:
        row.write(field, row.one_of(*values.split()))


for _field, _values in _LIMITS.items():
    _at_the_edge(_field, _values)


@keeps("C-52", "sbp_left", "sbp_right", says="收缩压300", needs=coded("assess", "2"))
def highest_systolic(row: Row) -> None:
    row.write("sbp_left", "300")
    row.write("sbp_right", "300")


@keeps("C-53", "dbp_left", "dbp_right", says="舒张压30")
def lowest_diastolic(row: Row) -> None:
    row.write("dbp_left", "30")
    row.write("dbp_right", "30")


@keeps("C-54B", "sbp_left", "dbp_left", says="收缩压比舒张压高1", needs=coded("assess", "2"))
def just_above(row: Row) -> None:
    row.write("sbp_left", str(round(row.value("dbp_left")) + 1))


@keeps("C-61", "height", "weight", "bmi", says="身高100")
def lowest_height(row: Row) -> None:
    for field, text in {"height": "100.0", "weight": "32.0", "bmi": "32.0"}.items():
        row.write(field, text)


@keeps("C-63", "weight", "height", "bmi", says="体重20")
def lowest_weight(row: Row) -> None:
    for field, text in {"height": "130.0", "weight": "20.0", "bmi": "11.8"}.items():
        row.write(field, text)


@keeps("C-65", "bmi", says="体质指数与计算值相差不超过0.2", needs=between("bmi", 16, 36))
def near_index(row: Row) -> None:
    computed = row.value("weight") / (row.value("height") / 100) ** 2
    row.write("bmi", f"{math.floor((computed + 0.199) * 10) / 10:.1f}")


@keeps("C-36", "birth_date", "id_no", says="体检当日恰满60岁", needs=non_smoker)
def exactly_sixty(row: Row) -> None:
    reborn(row, 60)


@keeps("C-37", "birth_date", "id_no", says="体检当日恰满65岁", needs=non_smoker)
def exactly_sixty_five(row: Row) -> None:
    reborn(row, 65)


@keeps("C-35", "check_date", says="体检日期为接收日次日")
def tomorrow(row: Row) -> None:
    row.write("check_date", str(row.sheet.last_day + 1))


@keeps("C-41", "birth_date", "id_no", says="闰日出生", needs=both(non_smoker, lambda row: row.age >= 66))
def leap_day(row: Row) -> None:
    born = date(int(row.one_of("1940", "1944", "1948", "1952")), 2, 29)
    row.write("id_no", number_of(row, born=born))
    row.write("birth_date", born.isoformat())


@keeps("C-30", "symptoms", says="“无”是无症状的同义写法", needs=coded("symptoms", "1"))
def none_in_one_word(row: Row) -> None:
    row.write("symptoms", "无")


@keeps("C-33", "urine_protein", says="尿蛋白“-”表示阴性，不是空值", needs=has("urine_protein"))
def negative_sign(row: Row) -> None:
    row.write("urine_protein", "-")


@keeps("C-89A", "smoke_quit_age", says="戒烟与开始吸烟同岁", needs=coded("smoke", "2"))
def quit_at_once(row: Row) -> None:
    row.write("smoke_quit_age", row.plain("smoke_start_age"))


@keeps("C-77", "dbil", "tbil", says="结合胆红素等于总胆红素")
def all_of_it(row: Row) -> None:
    row.write("tbil", "9.0")
    row.write("dbil", "9.0")


@keeps("C-90", "rectal", says="男性肛门指诊未及异常", needs=coded("sex", "1"))
def examined_man(row: Row) -> None:
    row.write_codes("rectal", "1")
