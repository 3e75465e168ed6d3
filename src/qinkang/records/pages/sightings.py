"""来源身份: the sightings of one person; some of them parted from it, after a look at what that means."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET, require_POST

from qinkang.accounts.audit import audit
from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import need_of, needs
from qinkang.accounts.scope import Acting, Scope, acting_as
from qinkang.records.actions import PersonMistake, separate
from qinkang.records.actions.filing import wake_filing
from qinkang.records.models import Person
from qinkang.records.presenters.queue import GROUNDS, reason_of
from qinkang.records.presenters.sightings import SightingsPage


def pages(line: Line) -> list[URLPattern]:
    """Return the addresses of one line's sightings."""

    @needs(line, Duty.REVIEW, title="来源身份")
    @require_GET
    def sightings(request: Any, number: int) -> HttpResponse:
        """Show the sightings; those chosen in the address, with what parting them would do."""
        person = get_object_or_404(Person, pk=number)
        chosen = {int(one) for one in request.GET.getlist("part") if one.isdigit()}
        page = SightingsPage(line, person, chosen)
        audit("read_person", Person._meta.db_table, number, rows=len(page.rows))
        return render(request, "records/sightings.html", {"page": page, "grounds": GROUNDS})

    @needs(line, Duty.REVIEW, title="拆分来源身份", alone=True)
    @require_POST
    def part(request: Any, number: int) -> HttpResponse:
        """Part some sightings from the person."""
        by = Acting(
            Scope(request.standing.scope_of(need_of(part))), f"user:{request.user.pk}", "页面：拆分来源身份"
        )
        with acting_as(by.scope, actor=by.actor, because=by.because):
            get_object_or_404(Person, pk=number)
        chosen = [int(one) for one in request.POST.getlist("part") if one.isdigit()]
        try:
            made = separate(
                number, chosen, by=by, because=reason_of(request.POST), hold="hold" in request.POST
            )
        except PersonMistake as mistake:
            messages.error(request, str(mistake))
            return redirect(f"{line}:sightings", number)
        wake_filing()
        messages.success(request, f"已拆分为档案 {made.person_b}；可在“判定记录”中撤销。")
        return redirect(f"{line}:sightings", number)

    return [
        path("person/<int:number>/sightings/", sightings, name="sightings"),
        path("person/<int:number>/sightings/part/", part, name="sightings_part"),
    ]
