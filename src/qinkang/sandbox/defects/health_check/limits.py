"""Values beyond the hard limits (blanked) and beyond the soft ones (flagged), field by field."""

from qinkang.sandbox.defects.defect import Effect, Needs, Row, anyone, between, both, coded, has
from qinkang.sandbox.defects.health_check.ways import breaks
from qinkang.standards.datasets import HealthCheck

_MEASURED = {  # rule: field: values outside the hard limits and outside what a repair takes for another unit
    "C-52": {"sbp_left": "310", "sbp_right": "400"},
    "C-53": {"dbp_right": "25 2"},
    "C-58": {"temperature": "45.0 30.2"},
    "C-59": {"pulse": "250 12", "heart_rate": "25 300"},
    "C-60": {"resp": "3 80"},
    "C-61": {"height": "95.0 255.0"},
    "C-63": {"weight": "12.0 350.0"},
    "C-67": {"waist": "25.0 210.0"},
    "C-68": {"fpg": "0.30 55.00 900.00"},
    "C-69": {"hba1c": "1.5 180.0"},
    "C-71": {"hb": "2.0 300.0"},
    "C-72": {"wbc": "0.02 250.00", "plt": "0.3 2600.0"},
    "C-73": {"alt": "6000.0", "ast": "9999.0"},
    "C-74": {"scr": "0.1 2500.0"},
    "C-75": {"bun": "0.20 95.00"},
    "C-76": {"tc": "0.10 35.00", "tg": "0.05 70.00", "ldl": "0.02 25.00", "hdl": "0.01 9.00"},
    "C-77L": {"alb": "5.0 88.0"},
    "L-03": {"vision_left": "6.8", "vision_right": "15.0"},
    "L-04": {"microalbumin": "1500.00"},
    "L-05": {"tbil": "1500.0", "dbil": "1200.0"},
    "C-88L": {"mmse_total": "31 45", "gds_total": "35"},
}
_WHERE_ASKED = {  # only where the form asks for them, else another rule speaks too
    ("L-01", "ex_minutes"): ("900", has("ex_minutes")),
    ("L-01", "ex_years"): ("130", has("ex_years")),
    ("L-02", "smoke_per_day"): ("300", has("smoke_per_day")),
    ("L-02", "drink_liang_per_day"): ("80.0", has("drink_liang_per_day")),
    ("L-06", "target_weight"): ("5.0 350.0", has("target_weight")),
    ("C-89L", "smoke_start_age"): ("2 130", coded("smoke", "3")),
    ("C-89L", "drink_start_age"): ("1 150", both(has("drink_start_age"), coded("drink_quit", "1"))),
}
_SOFT = {
    "C-58W": {"temperature": "38.4"},
    "C-59W": {"pulse": "125", "heart_rate": "42"},
    "C-60W": {"resp": "30"},
    "C-67W": {"waist": "135.0"},
    "C-68W": {"fpg": "26.00"},
    "C-71W": {"hb": "62.0"},
    "C-72W": {"wbc": "22.00", "plt": "40.0"},
    "C-73W": {"alt": "260.0"},
    "C-74W": {"scr": "420.0"},
    "C-75W": {"bun": "24.00"},
    "C-76W": {"tg": "12.00"},
}
_ALSO_CLEARED = {"height": ("bmi",), "weight": ("bmi",)}
"""The index is left empty where it could not be true: it would break C-65 or C-66 as well."""


def _outside(rule: str, effect: Effect, field: str, values: str, needs: Needs, title: str) -> None:
    cleared = _ALSO_CLEARED.get(field, ())

    @breaks(rule, effect, field, *cleared, says=f"{HealthCheck.columns[field].title}{title}", needs=needs)
    def write(row: Row) -> None:
        row.write(field, row.one_of(*values.split()))
        for other in cleared:
            row.write(other, "")


for _rule, _fields in _MEASURED.items():
    for _field, _values in _fields.items():
        _outside(_rule, Effect.BLANK, _field, _values, anyone, "超出可能范围")
for (_rule, _field), (_values, _needs) in _WHERE_ASKED.items():
    _outside(_rule, Effect.BLANK, _field, _values, _needs, "超出可能范围")
for _rule, _fields in _SOFT.items():
    for _field, _values in _fields.items():
        # an assessment "without abnormality" would contradict them and speak as well
        _outside(_rule, Effect.FLAG, _field, _values, coded("assess", "2"), "少见，请核实")


@breaks("C-66", Effect.BLANK, "bmi", "weight", says="体质指数不可能，且无体重可核对")
def impossible_index(row: Row) -> None:
    row.write("bmi", row.one_of("6.5", "75.0", "235.0"))
    row.write("weight", "")


@breaks("C-78L", Effect.BLANK, "k", "na", says="血钾超出可能范围")
def impossible_potassium(row: Row) -> None:
    row.write("k", row.one_of("12.00", "0.50"))
    row.write("na", "")


@breaks("C-78L", Effect.BLANK, "na", "k", says="血钠超出可能范围")
def impossible_sodium(row: Row) -> None:
    row.write("na", row.one_of("45.0", "250.0"))
    row.write("k", "")


@breaks("C-52W", Effect.FLAG, "sbp_left", "sbp_right", says="收缩压少见", needs=between("dbp_left", 100, 115))
def high_pressure(row: Row) -> None:
    row.write("sbp_left", "228")
    row.write("sbp_right", "")


@breaks("C-53W", Effect.FLAG, "dbp_left", "dbp_right", says="舒张压少见", needs=between("sbp_left", 160, 200))
def high_lower_pressure(row: Row) -> None:
    row.write("dbp_left", "134")
    row.write("dbp_right", "134")


@breaks("C-55", Effect.FLAG, "sbp_left", "dbp_left", says="脉压过大", needs=between("sbp_left", 160, 190))
def wide_pulse_pressure(row: Row) -> None:
    row.write("dbp_left", str(round(row.value("sbp_left")) - 110))


@breaks(
    "C-56",
    Effect.FLAG,
    "sbp_left",
    "sbp_right",
    says="两侧收缩压相差过大",
    needs=between("sbp_left", 130, 170),
)
def unequal_sides(row: Row) -> None:
    row.write("sbp_right", str(round(row.value("sbp_left")) + 26))


@breaks("C-61W", Effect.FLAG, "height", "bmi", "weight", says="身高少见")
def short(row: Row) -> None:
    row.write("height", "128.0")
    row.write("weight", "42.0")
    row.write("bmi", "25.6")


@breaks("C-66W", Effect.FLAG, "bmi", "weight", "height", says="体质指数少见")
def heavy(row: Row) -> None:
    row.write("height", "160.0")
    row.write("weight", "110.0")
    row.write("bmi", "43.0")
