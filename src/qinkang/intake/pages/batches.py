"""批次: what arrived, one of them, and the receipts of its rows."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs
from qinkang.intake.pages.finding import batch_of
from qinkang.intake.presenters.batch import BatchPage
from qinkang.intake.presenters.batches import BatchesPage
from qinkang.intake.presenters.receipts import ReceiptsPage


def pages(line: Line) -> list[URLPattern]:
    """Return the addresses of one line's batches."""

    @needs(line, Duty.VIEW, title=f"{line.label}批次")
    @require_GET
    def batches(request: Any) -> HttpResponse:
        """List what arrived."""
        return render(request, "intake/batches.html", {"page": BatchesPage(line, request.GET)})

    @needs(line, Duty.VIEW, title="一个批次")
    @require_GET
    def batch(request: Any, number: int) -> HttpResponse:
        """Show one batch."""
        page = BatchPage(line, batch_of(line, number), request.standing)
        return render(request, "intake/batch.html", {"page": page, "line": line})

    @needs(line, Duty.VIEW, title="一个批次的进度", background=True)
    @require_GET
    def state(request: Any, number: int) -> HttpResponse:
        """Show how far a batch is: a part that asks again until it is done."""
        page = BatchPage(line, batch_of(line, number), request.standing)
        return render(request, "intake/parts/batch.html", {"page": page, "line": line})

    @needs(line, Duty.VIEW, title="行回执")
    @require_GET
    def receipts(request: Any, number: int) -> HttpResponse:
        """List the receipts of a batch."""
        page = ReceiptsPage(line, batch_of(line, number), request.GET)
        return render(request, "intake/receipts.html", {"page": page, "line": line})

    return [
        path("batches/", batches, name="batches"),
        path("batches/<int:number>/", batch, name="batch"),
        path("batches/<int:number>/state/", state, name="batch_state"),
        path("batches/<int:number>/receipts/", receipts, name="receipts"),
    ]
