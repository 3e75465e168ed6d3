"""Blood pressure of both arms."""

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.parameters import PROVISIONAL
from qinkang.cleansing.rule import rule
from qinkang.cleansing.rules.units import given_in
from qinkang.standards.datasets import HealthCheck

PAIRS = (("sbp_left", "dbp_left"), ("sbp_right", "dbp_right"))
OTHER_SIDE = {"sbp_left": PAIRS[1], "sbp_right": PAIRS[0]}
KPA = 7.5006  # mmHg in one kilopascal


def _in_kpa(check, systolic, diastolic):
    """Of each pressure, whether it is in kilopascals."""
    return (
        given_in("kPa", systolic, check[f"{systolic.get_name()}_unit"], 12, 30),
        given_in("kPa", diastolic, check[f"{diastolic.get_name()}_unit"], 7, 18),
    )


def _in_mmhg(check, systolic, diastolic):
    return {
        pressure.get_name(): other_unit.ifelse((pressure * KPA).round(0), pressure)
        for pressure, other_unit in zip(
            (systolic, diastolic), _in_kpa(check, systolic, diastolic), strict=True
        )
    }


@rule(
    HealthCheck,
    code="C-57",
    each=PAIRS,
    says="血压应以毫米汞柱填写，不用千帕。",
    because="条款“一般状况”。注明了千帕，或一对血压都落在千帕的范围内（收缩压12–30、舒张压7–18）；1千帕等于7.5006毫米汞柱。",
    remedy="已换算为毫米汞柱，请在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[
        {"sbp_left": 120, "dbp_left": 80},
        {"sbp_left": 30.1, "dbp_left": 18},
        {"sbp_left": 11.9, "dbp_left": 7},
        {"sbp_left": 17.3, "dbp_left": 80},
        {"sbp_left": 17.3, "sbp_left_unit": "mmHg", "dbp_left": 10.7, "dbp_left_unit": "mmHg"},
        {"sbp_left": 20},
    ],
    rejects=[
        {"sbp_left": 17.3, "dbp_left": 10.7},
        {"sbp_left": 30, "dbp_left": 18},
        {"sbp_left": 12, "dbp_left": 7},
        {"sbp_left": 17.3, "sbp_left_unit": "kPa"},
    ],
    mends=_in_mmhg,
    mended=[
        ({"sbp_left": 17.3, "dbp_left": 10.7}, {"sbp_left": 130, "dbp_left": 80}),
        (
            {"sbp_left": 31, "sbp_left_unit": "kPa", "dbp_left": 18.5, "dbp_left_unit": "kPa"},
            {"sbp_left": 233, "dbp_left": 139},
        ),
        ({"sbp_left": 17.3, "sbp_left_unit": "kPa", "dbp_left": 80}, {"sbp_left": 130, "dbp_left": 80}),
    ],
)
def pressure_is_in_mmhg(check, systolic, diastolic):
    systolic_in_kpa, diastolic_in_kpa = _in_kpa(check, systolic, diastolic)
    stated = (check[f"{systolic.get_name()}_unit"] == "kPa") | (
        check[f"{diastolic.get_name()}_unit"] == "kPa"
    )
    return ~(stated | (systolic_in_kpa & diastolic_in_kpa))


@rule(
    HealthCheck,
    code="C-54",
    each=PAIRS,
    says="收缩压应填在收缩压栏，舒张压应填在舒张压栏。",
    because="条款“一般状况”。两栏对调后是合理的一对，且另一侧也填反或没有填写；常见原因是两栏填反。",
    remedy="已对调这一对血压，请核对原始记录并在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[
        {"sbp_left": 120, "dbp_left": 80},
        {"sbp_left": 80, "dbp_left": 120, "sbp_right": 118, "dbp_right": 78},
        {"sbp_left": 80, "dbp_left": 120, "sbp_right": 118},
        {"sbp_left": 80, "dbp_left": 120, "sbp_right": 90, "dbp_right": 90},
        {"sbp_left": 80, "dbp_left": 80},
        {"sbp_left": 111, "dbp_left": 120},
        {"sbp_left": 44, "dbp_left": 120},
        {"sbp_left": 80, "dbp_left": 221},
        {"dbp_left": 80},
    ],
    rejects=[
        {"sbp_left": 80, "dbp_left": 120},
        {"sbp_left": 110, "dbp_left": 120},
        {"sbp_left": 45, "dbp_left": 80},
        {"sbp_left": 80, "dbp_left": 120, "sbp_right": 78, "dbp_right": 118},
    ],
    mends=lambda check, systolic, diastolic: {
        systolic.get_name(): diastolic,
        diastolic.get_name(): systolic,
    },
    mended=[
        (
            {"sbp_left": 80, "dbp_left": 120, "sbp_right": 78, "dbp_right": 118},
            {"sbp_left": 120, "dbp_left": 80, "sbp_right": 118, "dbp_right": 78},
        ),
        ({"sbp_right": 80, "dbp_right": 120}, {"sbp_right": 120, "dbp_right": 80}),
    ],
)
def pressures_stand_in_their_places(check, systolic, diastolic):
    plausible = (
        diastolic.between(*HealthCheck.fields["sbp_left"].limits.soft)
        & systolic.between(*HealthCheck.fields["dbp_left"].limits.soft)
        & (diastolic - systolic).between(10, 150)
    )
    other_systolic, other_diastolic = (check[name] for name in OTHER_SIDE[systolic.get_name()])
    other_side_agrees = (other_systolic < other_diastolic) | (
        other_systolic.isnull() & other_diastolic.isnull()
    )
    return ~(plausible & other_side_agrees)


@rule(
    HealthCheck,
    code="C-54B",
    each=PAIRS,
    says="收缩压应高于舒张压。",
    because="条款“一般状况”；常见原因是抄错，或只有一侧填反而不能确定。",
    remedy="这一对血压未采用，请核实后重报。",
    effect=Effect.BLANK,
    accepts=[{"sbp_left": 120, "dbp_left": 80}, {"sbp_left": 81, "dbp_left": 80}, {"dbp_left": 80}],
    rejects=[{"sbp_left": 80, "dbp_left": 80}, {"sbp_left": 70, "dbp_left": 80}],
)
def systolic_above_diastolic(check, systolic, diastolic):
    return systolic > diastolic


@rule(
    HealthCheck,
    code="C-55",
    each=PAIRS,
    says="脉压差过小或过大，请核实。",
    because=f"收缩压与舒张压相差一般为20–100毫米汞柱（{PROVISIONAL}）；常见原因是抄错。",
    remedy="请核对原始记录；无误可不处理，有误请更正后重报。",
    effect=Effect.FLAG,
    accepts=[{"sbp_left": 100, "dbp_left": 80}, {"sbp_left": 170, "dbp_left": 70}, {"sbp_left": 120}],
    rejects=[{"sbp_left": 99, "dbp_left": 80}, {"sbp_left": 171, "dbp_left": 70}],
)
def pulse_pressure_is_usual(check, systolic, diastolic, book):
    return (systolic - diastolic).between(book["narrow_pulse"], book["wide_pulse"])


@rule(
    HealthCheck,
    code="C-56",
    each=[("sbp_left", "sbp_right")],
    says="左右两侧收缩压相差较大，请核实。",
    because=f"两侧相差一般不超过20毫米汞柱（{PROVISIONAL}）；属实的可能有血管疾病。",
    remedy="请核对原始记录；属实的建议复测或转诊。",
    effect=Effect.FLAG,
    accepts=[{"sbp_left": 140, "sbp_right": 120}, {"sbp_left": 120, "sbp_right": 140}, {"sbp_left": 140}],
    rejects=[{"sbp_left": 141, "sbp_right": 120}, {"sbp_left": 120, "sbp_right": 141}],
)
def sides_agree(check, left, right, book):
    return (left - right).abs() <= book["side_difference"]
