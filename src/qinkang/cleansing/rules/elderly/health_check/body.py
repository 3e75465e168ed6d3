"""Temperature, height, weight, waist and the body mass index."""

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.parameters import PROVISIONAL
from qinkang.cleansing.rule import rule
from qinkang.cleansing.rules.units import given_in
from qinkang.standards.datasets import HealthCheck

CHI = 33.33  # cm in one 尺
HEIGHT, WEIGHT, INDEX = (HealthCheck.fields[name].limits.hard for name in ("height", "weight", "bmi"))


def index_between(height, weight, low, high):
    """Whether weight by squared height lies between, in kg/m². Without division: a height may be 0."""
    squared = height * height / 10_000
    return (weight >= low * squared) & (weight <= high * squared)


@rule(
    HealthCheck,
    code="C-58T",
    each=[("temperature",)],
    says="体温应带小数点，如36.5。",
    because="条款“一般状况”。340–420之间的整数是漏了小数点。",
    remedy="已除以10，请在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[{"temperature": 36.5}, {"temperature": 339.9}, {"temperature": 420.1}, {}],
    rejects=[{"temperature": 365}, {"temperature": 340}, {"temperature": 420}],
    mends=lambda check, temperature: {temperature.get_name(): (temperature / 10).round(1)},
    mended=[({"temperature": 365}, {"temperature": 36.5})],
)
def temperature_has_its_point(check, temperature):
    return ~temperature.between(340, 420)


@rule(
    HealthCheck,
    code="C-61R",
    each=[("height",)],
    says="身高应以厘米填写，不用米。",
    because="条款“一般状况”。注明了米，或没有注明单位而数值在1.30–2.20之间。",
    remedy="已乘以100换算为厘米，请在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[
        {"height": 165},
        {"height": 1.29},
        {"height": 2.21},
        {"height": 1.65, "height_unit": "cm"},
        {},
    ],
    rejects=[
        {"height": 1.65},
        {"height": 1.3},
        {"height": 2.2},
        {"height": 1.25, "height_unit": "m"},
    ],
    mends=lambda check, height: {height.get_name(): (height * 100).round(1)},
    mended=[({"height": 1.65}, {"height": 165}), ({"height": 1.25, "height_unit": "m"}, {"height": 125})],
)
def height_is_in_centimetres(check, height):
    return ~given_in("m", height, check.height_unit, 1.30, 2.20)


@rule(
    HealthCheck,
    code="C-66R",
    each=[("height", "weight")],
    says="身高应填在身高栏，体重应填在体重栏。",
    because=f"条款“一般状况”。按所填身高、体重算出的体质指数不可能（10–60，{PROVISIONAL}），对调后合理；常见原因是两栏填反。",
    remedy="已对调身高和体重，请核对原始记录并在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[
        {"height": 165, "weight": 65},
        {"height": 165, "weight": 165},
        {"height": 65, "weight": 650},
        {"height": 10, "weight": 60},
        {"height": 0, "weight": 65},
        {"height": 65},
    ],
    rejects=[{"height": 65, "weight": 165}, {"height": 110, "weight": 150}],
    mends=lambda check, height, weight: {height.get_name(): weight, weight.get_name(): height},
    mended=[({"height": 65.5, "weight": 165}, {"height": 165, "weight": 65.5})],
)
def height_and_weight_stand_in_their_places(check, height, weight):
    swapped_is_plausible = (
        weight.between(*HEIGHT) & height.between(*WEIGHT) & index_between(weight, height, *INDEX)
    )
    return index_between(height, weight, *INDEX) | ~swapped_is_plausible


@rule(
    HealthCheck,
    code="C-65",
    each=[("bmi", "height", "weight")],
    says="体质指数应等于体重（千克）除以身高（米）的平方。",
    because=f"条款“一般状况”；容差0.2（{PROVISIONAL}）。常见原因是改了身高、体重而没有重算。",
    remedy="已按身高、体重重新计算，请在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[
        {"height": 165, "weight": 65, "bmi": 23.9},
        {"height": 165, "weight": 65, "bmi": 24.1},
        {"height": 165, "weight": 65, "bmi": 23.7},
        {"height": 95, "weight": 65, "bmi": 23.9},
        {"height": 165, "weight": 15, "bmi": 23.9},
        {"height": 165, "weight": 65},
        {"height": 165, "bmi": 23.9},
    ],
    rejects=[
        {"height": 165, "weight": 65, "bmi": 24.2},
        {"height": 165, "weight": 65, "bmi": 23.6},
        {"height": 165, "weight": 65, "bmi": 239},
    ],
    mends=lambda check, index, height, weight: {index.get_name(): computed_index(height, weight)},
    mended=[({"height": 165, "weight": 65, "bmi": 27}, {"height": 165, "weight": 65, "bmi": 23.9})],
)
def index_follows_from_height_and_weight(check, index, height, weight, book):
    believable = height.between(*HEIGHT) & weight.between(*WEIGHT) & index_between(height, weight, *INDEX)
    difference = (index - computed_index(height, weight)).abs().round(2)
    return ~(believable & (difference > book["bmi_tolerance"]))


def computed_index(height, weight):
    """Body mass index in kg/m² to one decimal; missing for a height of 0."""
    return (weight / (height * height / 10_000).nullif(0)).round(1)


@rule(
    HealthCheck,
    code="C-67R",
    each=[("waist",)],
    says="腰围应以厘米填写，不用尺。",
    because="条款“一般状况”。注明了尺，或没有注明单位而数值在2–4之间；1尺等于33.33厘米。",
    remedy="已换算为厘米，请在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[{"waist": 85}, {"waist": 1.9}, {"waist": 4.1}, {"waist": 2.7, "waist_unit": "cm"}, {}],
    rejects=[{"waist": 2.7}, {"waist": 2}, {"waist": 4}, {"waist": 4.2, "waist_unit": "尺"}],
    mends=lambda check, waist: {waist.get_name(): (waist * CHI).round(1)},
    mended=[({"waist": 2.7}, {"waist": 90})],
)
def waist_is_in_centimetres(check, waist):
    return ~given_in("尺", waist, check.waist_unit, 2, 4)
