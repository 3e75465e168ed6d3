"""Setting and ending the yearly targets; what held before stays readable."""

from __future__ import annotations

import math
from datetime import datetime

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.kernel import clock
from qinkang.kernel.area import PROVINCE
from qinkang.measures.measure import Measure
from qinkang.measures.models import Target
from qinkang.mistake import Mistake
from qinkang.registry.models import ReportUnit
from qinkang.registry.questions.rulebook import area_book


def set_target(
    measure: Measure, year: int, value: float, *, place: str = PROVINCE, source: str, by: Acting
) -> Target:
    """Set the target of a place for a year; the one that held until now ends.

    Raises:
        Mistake: a value that the measure cannot have, no such place, or no document named.
    """
    refuse_impossible(measure, year, value, place, source)
    with deed(by):
        now = clock.now()
        _end(measure, year, place, now)
        made = Target.objects.create(
            measure=measure.code,
            year=year,
            place=place,
            value=value,
            source=source.strip(),
            set_by=by.actor,
            known_since=now,
        )
        audit("set_target", Target._meta.db_table, made.pk)
    return made


def end_target(measure: Measure, year: int, *, place: str = PROVINCE, by: Acting) -> None:
    """End a target without a new one. Raises Mistake where there is none."""
    with deed(by):
        ended = _end(measure, year, place, clock.now())
        if ended is None:
            raise Mistake("该指标在这一年度没有为该地区设定目标。")
        audit("end_target", Target._meta.db_table, ended)


def refuse_impossible(measure: Measure, year: int, value: float, place: str, source: str) -> None:
    """Raise Mistake, saying what to put right, for a target that cannot be one."""
    if not math.isfinite(value) or value < 0 or (measure.is_rate and value > 100):
        raise Mistake("目标值应为0至100的百分数。" if measure.is_rate else "目标值应为不小于0的人数。")
    if not measure.since <= year <= clock.today().year + 10:
        raise Mistake(f"年度应在{measure.since}年至{clock.today().year + 10}年之间。")
    if not source.strip():
        raise Mistake("请写明目标的依据（文件名称或文号）。")
    if not area_book().known(place) and not ReportUnit.objects.filter(code=place).exists():
        raise Mistake(f"没有代码为 {place} 的行政区划或填报单位。")


def _end(measure: Measure, year: int, place: str, at: datetime) -> int | None:
    """End what holds now; return its number."""
    holding = Target.objects.select_for_update().filter(
        measure=measure.code, year=year, place=place, known_until=None
    )
    found = holding.first()
    if found is not None:
        Target.objects.filter(pk=found.pk).update(known_until=at)
    return found and found.pk
