"""The yearly targets beside the figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from qinkang.kernel.area import PROVINCE
from qinkang.measures.figure import Figures, Line
from qinkang.measures.measure import Measure
from qinkang.measures.models import Target


def with_targets(figures: Figures, *, known_at: datetime | None = None) -> Figures:
    """Put the year's target beside the total and each line: its own, else the province's.

    Args:
        known_at: as it was known at a moment; now by default.
    """
    values = targets_of(figures.measure, figures.period.year, known_at=known_at)

    def aimed(line: Line) -> Line:
        return replace(line, target=values.get(line.place or "", values.get(PROVINCE)))

    return replace(figures, lines=tuple(map(aimed, figures.lines)), total=aimed(figures.total))


def targets_of(measure: Measure, year: int, *, known_at: datetime | None = None) -> dict[str, float]:
    """Return the targets of a measure for a year, by area or report unit."""
    rows = Target.objects.filter(measure=measure.code, year=year)
    if known_at is None:
        rows = rows.filter(known_until=None)
    else:
        rows = rows.filter(Q(known_until=None) | Q(known_until__gt=known_at), known_since__lte=known_at)
    return dict(rows.values_list("place", "value"))
