"""Measures from the scored self-care assessment and from how people live."""

from __future__ import annotations

from typing import Any

from qinkang.measures.declared.elderly.line import LINE
from qinkang.measures.measure import AgeOn, Better, measure
from qinkang.measures.source import Holds, Source, source
from qinkang.records.models import Living, SelfCare
from qinkang.standards.codes.health_check import SELF_CARE_GRADE
from qinkang.standards.codes.population import OPEN_END

ALONE = "01"
"""独居, a code of the living arrangement."""

SELF_CARE = source(
    Source(
        name="self_care",
        title="自理能力评估",
        model=SelfCare,
        columns={"grade": ("string", "r.grade")},
        organisation=("org", "org_uscc"),
        doctor="assessor",
    )
)

LIVING = source(
    Source(
        name="living",
        title="居住情况",
        model=Living,
        columns={"arrangement": ("string", "r.living_arrangement")},
        organisation=("report_org", "report_org_uscc"),
        holds=Holds.FROM_ITS_DAY,
        until="(r.as_of + interval '12 months')::date",  # what is older is not known any more
    )
)


def _graded(grade: str) -> Any:
    return lambda assessed: assessed.grade == grade


for code, label in SELF_CARE_GRADE.labels.items():
    measure(
        code=f"elderly.assessed_{code}",
        title=f"生活自理能力评估“{label}”比例",
        says=(
            f"统计期内最近一次生活自理能力评估（五项评分）等级为“{label}”、评估时满65周岁的人数，"
            "占同期评估了的65岁及以上人数的百分比。"
        ),
        line=LINE,
        source=SELF_CARE,
        counts=_graded(code),
        among=lambda assessed: assessed.grade.notnull(),
        ages=(65, OPEN_END),
        age_on=AgeOn.SERVICE,
        better=Better.HIGHER if code == "1" else Better.LOWER,
        clause="D01",
    )

measure(
    code="elderly.alone_rate",
    title="65岁及以上独居老年人比例",
    says=(
        "截至统计期末最近一次（12个月以内）登记的居住情况为独居、年末满65周岁且未确认死亡的人数，"
        "占同期登记了居住情况的同龄人数的百分比。"
    ),
    line=LINE,
    source=LIVING,
    counts=lambda living: living.arrangement == ALONE,
    among=lambda living: living.arrangement.notnull(),
    ages=(65, OPEN_END),
    living=True,
)
