"""Blood pressure, pulse, temperature, height, weight, waist."""

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.standards.datasets import HealthCheck

PAIRS = (("sbp_left", "dbp_left"), ("sbp_right", "dbp_right"))
KPA = 7.5006  # mmHg in one kilopascal


@rule(
    HealthCheck,
    code="C-57",
    each=PAIRS,
    says="血压应以毫米汞柱填写，不用千帕。",
    because="一对血压都落在千帕的范围内（收缩压12–30、舒张压7–18），1千帕等于7.5006毫米汞柱。",
    remedy="已换算为毫米汞柱，请在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[{"sbp_left": 120, "dbp_left": 80}, {"sbp_left": 20}],
    rejects=[{"sbp_left": 17.3, "dbp_left": 10.7}],
    mends=lambda check, systolic, diastolic: {
        systolic.get_name(): (systolic * KPA).round(0),
        diastolic.get_name(): (diastolic * KPA).round(0),
    },
    mended=[({"sbp_left": 17.3, "dbp_left": 10.7}, {"sbp_left": 130, "dbp_left": 80})],
)
def pressure_is_in_mmhg(check, systolic, diastolic):
    return ~(systolic.between(12, 30) & diastolic.between(7, 18))


@rule(
    HealthCheck,
    code="C-54B",
    each=PAIRS,
    says="收缩压应高于舒张压。",
    because="条款“一般状况”；常见原因是两栏填反或抄错。",
    remedy="这一对血压未采用，请核实后重报。",
    effect=Effect.BLANK,
    accepts=[{"sbp_left": 120, "dbp_left": 80}, {"dbp_left": 80}],
    rejects=[{"sbp_left": 80, "dbp_left": 80}, {"sbp_left": 70, "dbp_left": 80}],
)
def systolic_above_diastolic(check, systolic, diastolic):
    return systolic > diastolic
