"""Several choices of one list."""

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import rule
from qinkang.standards.datasets import HealthCheck
from qinkang.standards.field import Choices

WITH_NONE = tuple((field.name,) for field in HealthCheck.of_kind(Choices) if field.none)


def _none(choices):
    return HealthCheck.fields[choices.get_name()].none


@rule(
    HealthCheck,
    code="C-32",
    each=WITH_NONE,
    says="{title}选了“无”或“正常”的，不应再选其他项。",
    because="“无”与其他项互相矛盾；常见原因是系统默认勾选“无”。",
    remedy="已去掉“无”，保留其他项；请在源系统中改正。",
    effect=Effect.REPAIR,
    accepts=[{"symptoms": ["1"]}, {"symptoms": ["2", "3"]}, {}],
    rejects=[{"symptoms": ["1", "2"]}, {"symptoms": ["1", "2", "25"]}],
    mends=lambda check, choices: {choices.get_name(): choices.remove(_none(choices))},
    mended=[({"symptoms": ["1", "2", "25"]}, {"symptoms": ["2", "25"]})],
)
def none_stands_alone(check, choices):
    return ~(choices.contains(_none(choices)) & (choices.length() > 1))
