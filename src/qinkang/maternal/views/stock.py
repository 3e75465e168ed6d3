"""空白证台账, 断号, 证号查询, 年度统计: looking at the stock."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs
from qinkang.maternal.presenters.gaps import GapsPage
from qinkang.maternal.presenters.movements import MovementsPage
from qinkang.maternal.presenters.number import NumberPage
from qinkang.maternal.presenters.reach import Reach
from qinkang.maternal.presenters.stock import StockPage
from qinkang.maternal.presenters.year import YearPage


@needs(Line.MATERNAL, Duty.VIEW, title="空白证台账")
@require_GET
def stock(request: Any) -> HttpResponse:
    """Show how many sheets a unit and those below have, and what needs attention."""
    reach = Reach.of(request.acting.scope, request.GET)
    page = StockPage(reach, request.GET, request.today)
    issues = reach.at in request.standing.units(Line.MATERNAL, Duty.ISSUE)
    shown = {"page": page, "issues": issues, "province": reach.tree.is_province(reach.at)}
    return render(request, "maternal/stock.html", shown)


@needs(Line.MATERNAL, Duty.VIEW, title="空白证断号")
@require_GET
def missing(request: Any) -> HttpResponse:
    """Show the sheets that were passed over."""
    page = GapsPage(Reach.of(request.acting.scope, request.GET))
    return render(request, "maternal/gaps.html", {"page": page})


@needs(Line.MATERNAL, Duty.VIEW, title="出生医学证明证号查询")
@require_GET
def number(request: Any) -> HttpResponse:
    """Show where one sheet is, and what happened to it."""
    page = NumberPage(Reach.of(request.acting.scope, {}), request.GET.get("number", "")[:20])
    return render(request, "maternal/number.html", {"page": page})


@needs(Line.MATERNAL, Duty.VIEW, title="出生医学证明年度统计")
@require_GET
def year(request: Any) -> HttpResponse:
    """Show the yearly form with its balance."""
    page = YearPage(Reach.of(request.acting.scope, request.GET), request.GET, request.today)
    return render(request, "maternal/year.html", {"page": page})


@needs(Line.MATERNAL, Duty.VIEW, title="空白证流水")
@require_GET
def movements(request: Any) -> HttpResponse:
    """Show the movements behind a cell of the yearly form, or all of a year."""
    page = MovementsPage(Reach.of(request.acting.scope, request.GET), request.GET, request.today)
    return render(request, "maternal/movements.html", {"page": page})
