"""The lists behind a figure."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs
from qinkang.elderly.presenters.cases import CasesPage
from qinkang.elderly.presenters.wording import not_yet
from qinkang.elderly.views.overview import asked, without_figures
from qinkang.measures.lists import Which


@needs(Line.ELDERLY, Duty.VIEW, title="老龄指标名单")
@require_GET
@without_figures("名单")
def cases(request: Any, area: str) -> HttpResponse:
    """List who is in a numerator, in a denominator, or not yet."""
    reach, here, asking = asked(request, area)
    try:
        which = Which(request.GET.get("which") or "numerator")
    except ValueError:
        raise Http404 from None
    if which is Which.NOT_YET and not not_yet(asking.measure):
        raise Http404
    doctor, number = request.GET.get("doctor", ""), request.GET.get("page")
    page = CasesPage(request.acting.scope, reach, here, asking, which, doctor, number)
    return render(request, "elderly/cases.html", {"page": page})
