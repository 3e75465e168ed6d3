"""判定记录: what was decided about persons, and taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET, require_POST

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import need_of, needs
from qinkang.accounts.scope import Acting, Scope, acting_as
from qinkang.records.actions import PersonMistake, undo
from qinkang.records.actions.filing import wake_filing
from qinkang.records.models import LinkDecision
from qinkang.records.presenters.decisions import DecisionsPage


def pages(line: Line) -> list[URLPattern]:
    """Return the addresses of one line's decisions."""

    @needs(line, Duty.REVIEW, title="人员比对判定记录")
    @require_GET
    def decisions(request: Any) -> HttpResponse:
        """List the decisions."""
        return render(request, "records/decisions.html", {"page": DecisionsPage(line, request.GET)})

    @needs(line, Duty.REVIEW, title="撤销人员比对判定", alone=True)
    @require_POST
    def take_back(request: Any, number: int) -> HttpResponse:
        """Take one decision back."""
        by = Acting(
            Scope(request.standing.scope_of(need_of(take_back))), f"user:{request.user.pk}", "页面：撤销判定"
        )
        with acting_as(by.scope, actor=by.actor, because=by.because):
            made = get_object_or_404(LinkDecision, pk=number)
        try:
            undo(made, by=by, because=request.POST.get("because", ""))
            messages.success(request, f"判定 {number} 已撤销，各方档案恢复原状。")
            wake_filing()
        except PersonMistake as mistake:
            messages.error(request, str(mistake))
        return redirect(f"{line}:decisions")

    return [
        path("decisions/", decisions, name="decisions"),
        path("decisions/<int:number>/undo/", take_back, name="decision_undo"),
    ]
