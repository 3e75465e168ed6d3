"""收数据 and 送数据: batches, what was wrong with them, and what went on to the nation."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs
from qinkang.elderly.presenters.batches import BatchesPage, FindingsPage
from qinkang.elderly.presenters.deliveries import DeliveriesPage


@needs(Line.ELDERLY, Duty.VIEW, title="老龄批次")
@require_GET
def batches(request: Any) -> HttpResponse:
    """List what arrived."""
    return render(request, "elderly/batches.html", {"page": BatchesPage(request.GET)})


@needs(Line.ELDERLY, Duty.VIEW, title="老龄问题数据")
@require_GET
def findings(request: Any) -> HttpResponse:
    """Show what was wrong, by rule and field, and the rows of one of them."""
    return render(request, "elderly/findings.html", {"page": FindingsPage(request.GET)})


@needs(Line.ELDERLY, Duty.VIEW, title="老龄国家上报")
@require_GET
def deliveries(request: Any) -> HttpResponse:
    """Show what was announced to each receiver on each day, and what became of it."""
    return render(request, "elderly/deliveries.html", {"page": DeliveriesPage(request.GET)})
