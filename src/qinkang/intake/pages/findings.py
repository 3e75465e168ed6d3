"""问题数据."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs
from qinkang.intake.presenters.findings import FindingsPage


def pages(line: Line) -> list[URLPattern]:
    """Return the address of one line's findings."""

    @needs(line, Duty.VIEW, title=f"{line.label}问题数据")
    @require_GET
    def findings(request: Any) -> HttpResponse:
        """Show what was wrong, by rule and field, and the rows of one of them."""
        page = FindingsPage(line, request.acting.scope.units, request.GET)
        return render(request, "intake/findings.html", {"page": page, "line": line})

    return [path("findings/", findings, name="findings")]
