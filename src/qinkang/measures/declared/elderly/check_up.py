"""Measures from the annual check-ups: who was examined, and how they were at the last one."""

from __future__ import annotations

from typing import Any

import ibis

from qinkang.measures.declared.elderly.line import LINE
from qinkang.measures.measure import AgeOn, Better, Residents, Takes, measure
from qinkang.measures.source import Source, source
from qinkang.records.models import HealthCheck
from qinkang.records.tables import own_fields
from qinkang.standards import datasets
from qinkang.standards.codes.health_check import SELF_CARE_GRADE
from qinkang.standards.codes.population import OPEN_END
from qinkang.standards.field import Need

MANDATORY = tuple(name for name, f in own_fields(datasets.HealthCheck).items() if f.need is Need.MANDATORY)
FROM_65_ON = ("health_self", "selfcare_self", "cognition_screen", "emotion_screen")
"""The form asks for these from the age of 65 on."""

CHECK_UP = source(
    Source(
        name="check_up",
        title="健康体检",
        model=HealthCheck,
        columns={
            "missing": ("int16", f"num_nulls({', '.join(f'r.{name}' for name in MANDATORY)})"),
            "missing_from_65_on": ("int16", f"num_nulls({', '.join(f'r.{name}' for name in FROM_65_ON)})"),
            "guided": ("boolean", "cardinality(r.guidance) > 0"),
            "sbp_left": ("float64", "r.sbp_left"),
            "dbp_left": ("float64", "r.dbp_left"),
            "sbp_right": ("float64", "r.sbp_right"),
            "dbp_right": ("float64", "r.dbp_right"),
            "fpg": ("float64", "r.fpg"),
            "selfcare_self": ("string", "r.selfcare_self"),
        },
        organisation=("org", "org_uscc"),
        doctor="doctor",
    )
)


def _everyone(check: Any) -> Any:
    return check.record.notnull()


def _complete_and_guided(check: Any) -> Any:
    """Every mandatory item is there, from 65 on the screens too, and guidance was given (A01, note)."""
    screened = (check.age_at_service < 65) | (check.missing_from_65_on == 0)
    return (check.missing == 0) & screened & check.guided


def _systolic(check: Any) -> Any:
    """The higher arm's, as guidelines take it; the other one where only that was measured."""
    return ibis.greatest(check.sbp_left, check.sbp_right)


def _diastolic(check: Any) -> Any:
    return ibis.greatest(check.dbp_left, check.dbp_right)


def _pressure_measured(check: Any) -> Any:
    return _systolic(check).notnull() & _diastolic(check).notnull() & check.age_at_service.notnull()


def _pressure_below(check: Any) -> Any:
    """<150/90 mmHg from 65 on, <140/90 below: the threshold is one of age on the day of the check-up."""
    below = (check.age_at_service >= 65).ifelse(150, 140)
    return (_systolic(check) < below) & (_diastolic(check) < 90)


for first in (60, 65, 80):
    measure(
        code=f"elderly.examined_{first}",
        title=f"{first}岁及以上体检人数",
        says=f"统计期内至少体检一次、年末满{first}周岁的人数，一人多次只算一次。",
        line=LINE,
        source=CHECK_UP,
        counts=_everyone,
        ages=(first, OPEN_END),
    )

measure(
    code="elderly.managed_rate",
    title="老年人健康管理率",
    says=(
        "年末满65周岁、统计期内接受健康管理（体检表必填项填写完整并有健康指导）的人数，"
        "占年末辖区65岁及以上常住居民数的百分比。"
    ),
    line=LINE,
    source=CHECK_UP,
    counts=_complete_and_guided,
    among=Residents("1"),
    ages=(65, OPEN_END),
    takes=Takes.ANY,
    better=Better.HIGHER,
    clause="A01",
)

measure(
    code="elderly.pressure_below",
    title="血压达标率",
    says=(
        "统计期内最近一次体检的血压（取较高一侧）低于标准的人数，占该次体检测了血压的人数的百分比；"
        "体检时满65周岁低于150/90mmHg，不满65周岁低于140/90mmHg。"
    ),
    line=LINE,
    source=CHECK_UP,
    counts=_pressure_below,
    among=_pressure_measured,
    age_on=AgeOn.SERVICE,
    better=Better.HIGHER,
)

measure(
    code="elderly.glucose_below",
    title="空腹血糖达标率",
    says="统计期内最近一次体检的空腹血糖低于7.0mmol/L的人数，占该次体检测了空腹血糖的人数的百分比。",
    line=LINE,
    source=CHECK_UP,
    counts=lambda check: check.fpg < 7.0,
    among=lambda check: check.fpg.notnull(),
    age_on=AgeOn.SERVICE,
    better=Better.HIGHER,
)


def _graded(grade: str) -> Any:
    return lambda check: check.selfcare_self == grade


for code, label in SELF_CARE_GRADE.labels.items():
    measure(
        code=f"elderly.self_care_{code}",
        title=f"生活自理能力自评“{label}”比例",
        says=(
            f"统计期内最近一次体检自我评估为“{label}”、体检时满65周岁的人数，"
            "占该次体检作了生活自理能力自我评估的65岁及以上人数的百分比。"
        ),
        line=LINE,
        source=CHECK_UP,
        counts=_graded(code),
        among=lambda check: check.selfcare_self.notnull(),
        ages=(65, OPEN_END),
        age_on=AgeOn.SERVICE,
        better=Better.HIGHER if code == "1" else Better.LOWER,
        clause="D01",
    )
