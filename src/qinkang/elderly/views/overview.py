"""The overview of an area, and its trend, which comes after the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs
from qinkang.elderly.asking import Asking
from qinkang.elderly.presenters.overview import OverviewPage
from qinkang.elderly.presenters.trend import Trend
from qinkang.elderly.reach import Reach
from qinkang.measures.figures import newest_day
from qinkang.mistake import Mistake


def asked(request: Any, area: str | None) -> tuple[Reach, str, Asking]:
    """Read an address. Raises Http404 for what cannot be asked and for areas outside the reader's reach."""
    reach = Reach.of(request.acting.scope, request.today)
    return reach, reach.open(area), Asking.read(request.GET, newest_day())


def without_figures(title: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Say why there are no figures, where there is nothing to make the page of."""

    def saying(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def shown(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except Mistake as none:
                return render(request, "elderly/no_figures.html", {"title": title, "says": str(none)})

        return shown

    return saying


@needs(Line.ELDERLY, Duty.VIEW, title="老龄总览")
@require_GET
@without_figures("总览")
def overview(request: Any, area: str | None = None) -> HttpResponse:
    """Show one indicator in an area; without one, in all that the reader sees."""
    reach, here, asking = asked(request, area)
    page = OverviewPage(request.acting.scope, reach, here, asking)
    return render(request, "elderly/overview.html", {"page": page})


@needs(Line.ELDERLY, Duty.VIEW, title="老龄总览趋势")
@require_GET
@without_figures("趋势")
def trend(request: Any, area: str) -> HttpResponse:
    """Show the course of the year as a part of the overview."""
    _, here, asking = asked(request, area)
    course = Trend(request.acting.scope, here, asking, request.today)
    return render(request, "elderly/trend.html", {"trend": course})
