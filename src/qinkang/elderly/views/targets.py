"""Yearly targets: the table, and setting or ending one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import need_of, needs
from qinkang.elderly.asking import measures
from qinkang.elderly.presenters.filters import GROUPS
from qinkang.elderly.presenters.targets import TargetsPage, places
from qinkang.elderly.reach import Reach
from qinkang.measures.actions import end_target, set_target
from qinkang.measures.measure import MEASURES
from qinkang.measures.models import Target
from qinkang.measures.source import SOURCES
from qinkang.mistake import Mistake


class TargetForm(forms.Form):
    """One target to set."""

    measure = forms.ChoiceField(label="指标")
    place = forms.ChoiceField(label="地区", help_text="没有单独目标的下级地区，按全省目标比较。")
    value = forms.FloatField(label="目标值", help_text="比例填百分数，如 75；人数填人数。")
    source = forms.CharField(label="依据", max_length=200, help_text="文件名称或文号。")

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [  # type: ignore[attr-defined]
            (SOURCES[name].title, [(one.code, one.title) for one in measures() if one.source.name == name])
            for name in GROUPS
        ]
        self.fields["place"].choices = places(reach)  # type: ignore[attr-defined]


@needs(Line.ELDERLY, Duty.VIEW, title="老龄年度目标")
@require_GET
def targets(request: Any) -> HttpResponse:
    """Show the targets of a year."""
    reach = Reach.of(request.acting.scope, request.today)
    shown = {"page": TargetsPage(reach, year_of(request)), "may": request.standing.may(need_of(set_one))}
    return render(request, "elderly/targets.html", shown)


@needs(Line.ELDERLY, Duty.REVIEW, title="设定老龄年度目标")
@require_http_methods(["GET", "POST"])
def set_one(request: Any) -> HttpResponse:
    """Set a target for one's own area or one directly below; the one that held ends."""
    reach, year = Reach.of(request.acting.scope, request.today), year_of(request)
    form = TargetForm(request.POST or None, reach=reach)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            set_target(
                MEASURES[given["measure"]], year, given["value"], place=given["place"], source=given["source"],
                by=request.acting,
            )  # fmt: skip
            messages.success(request, f"{year}年目标已设定，原来的目标随即失效。")
            return redirect(f"{reverse('elderly:targets')}?year={year}")
        except Mistake as mistake:
            form.add_error(None, str(mistake))
    shown = {"form": form, "year": year, "page": TargetsPage(reach, year), "may": bool(places(reach))}
    return render(request, "elderly/set_target.html", shown, status=422 if form.errors else 200)


@needs(Line.ELDERLY, Duty.REVIEW, title="结束老龄年度目标")
@require_POST
def end_one(request: Any, number: int) -> HttpResponse:
    """End a target without a new one."""
    target = get_object_or_404(Target, pk=number, known_until=None, measure__in=[m.code for m in measures()])
    reach = Reach.of(request.acting.scope, request.today)
    if target.place not in dict(places(reach)):
        raise Http404
    end_target(MEASURES[target.measure], target.year, place=target.place, by=request.acting)
    messages.success(request, f"{MEASURES[target.measure].title}的{target.year}年目标已结束。")
    return redirect(f"{reverse('elderly:targets')}?year={target.year}")


def year_of(request: Any) -> int:
    """Return the year asked for, this year by default. Raises Http404 for what is no year."""
    told = request.GET.get("year") or str(request.today.year)
    if not told.isdecimal() or not 2000 <= int(told) <= 2100:
        raise Http404
    return int(told)
