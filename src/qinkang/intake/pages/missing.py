"""缺少的记录: what a full file lacked is asked about, one by one or all alike."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs
from qinkang.intake.actions.missing_records import MissingMistake, answer
from qinkang.intake.models import MissingAnswer, MissingRecord
from qinkang.intake.presenters.missing import MissingPage


def pages(line: Line) -> list[URLPattern]:
    """Return the address of one line's missing records."""

    @needs(line, Duty.ENTER, title="全量报送中缺少的记录")
    @require_http_methods(["GET", "POST"])
    def missing(request: Any) -> HttpResponse:
        """List what is asked, or answer some of it."""
        if request.method == "GET":
            page = MissingPage(line, request.GET)
            return render(request, "intake/missing.html", {"page": page, "line": line})
        given = request.POST
        said = MissingAnswer.VOID if given.get("do") == "void" else MissingAnswer.VALID
        try:
            count = answer(_chosen(line, given), said, given.get("because", ""), by=request.acting)
            messages.success(request, f"已答复 {count:,} 条：{said.label}。")
        except MissingMistake as mistake:
            messages.error(request, str(mistake))
        return redirect(f"{line}:missing")

    return [path("missing/", missing, name="missing")]


def _chosen(line: Line, given: Any) -> list[int]:
    """The questions ticked; all that the list shows where somebody answers for all."""
    waiting = MissingRecord.objects.filter(dataset__startswith=f"{line}.", answer=MissingAnswer.OPEN)
    if "all" in given:
        if given.get("sender", "").isdigit():
            waiting = waiting.filter(sender=int(given["sender"]))
        if given.get("dataset"):
            waiting = waiting.filter(dataset=given["dataset"])
    else:
        waiting = waiting.filter(pk__in=[int(one) for one in given.getlist("record") if one.isdigit()])
    return list(waiting.values_list("pk", flat=True))
