"""国家上报: counts by day and receiver, and the rows of one count."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs
from qinkang.exchange.asked import Asked
from qinkang.exchange.presenters.deliveries import DeliveriesPage
from qinkang.exchange.presenters.listing import ListPage


def pages(line: Line) -> list[URLPattern]:
    """Return the address of one line's deliveries."""

    @needs(line, Duty.VIEW, title=f"{line.label}国家上报")
    @require_GET
    def deliveries(request: Any) -> HttpResponse:
        """Show what was announced and what became of it, or the rows behind one of the counts."""
        asked = Asked.read(line, request.GET)
        may = bool(request.standing.units(line, Duty.REVIEW))
        if asked.listed:
            page = ListPage(asked, request.GET.get("page"), may_repush=may)
            return render(request, "exchange/list.html", {"page": page})
        shown = DeliveriesPage(asked, request.today, may_repush=may)
        return render(request, "exchange/deliveries.html", {"page": shown})

    return [path("deliveries/", deliveries, name="deliveries")]
