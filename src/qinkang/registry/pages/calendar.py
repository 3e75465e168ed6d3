"""工作日历: the days that differ from the week, and entering a year's notice."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from qinkang.accounts.models import Duty
from qinkang.accounts.needs import need_of, needs
from qinkang.registry.actions import enter_holidays
from qinkang.registry.mistakes import RegistryMistake
from qinkang.registry.models import HolidayNotice, WorkingDay
from qinkang.registry.pages.reach import keeps_everything
from qinkang.registry.questions.calendar import calendar_warning

WEEK = "一二三四五六日"


class DaysField(forms.CharField):
    """Days written one beside the other: 2027-01-01 2027-02-05."""

    def __init__(self, **words: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": 4}), **words)

    def clean(self, value: Any) -> set[date]:
        """Read the days; name the first that is none."""
        found = set()
        for word in super().clean(value).replace("，", " ").replace(",", " ").split():
            try:
                found.add(date.fromisoformat(word))
            except ValueError:
                raise forms.ValidationError(
                    f"“{word[:20]}”不是日期，请写成 2027-01-01 的形式，以空格分开。"
                ) from None
        return found


class HolidaysForm(forms.Form):
    """One year's notice."""

    year = forms.IntegerField(label="年份", min_value=2020, max_value=2100)
    off = DaysField(label="放假的日子", help_text="照通知逐日写，含周末；以空格或换行分开。")
    worked = DaysField(label="调休上班的日子", required=False)
    source = forms.CharField(label="依据", max_length=100, help_text="通知的名称和文号。")


@needs(None, Duty.VIEW, title="工作日历")
@require_GET
def calendar(request: Any) -> HttpResponse:
    """Show the days that differ from the week, year by year."""
    years: dict[int, dict[str, Any]] = {
        one.year: {"year": one.year, "source": one.source, "off": [], "worked": []}
        for one in HolidayNotice.objects.order_by("-year")
    }
    for day, works in WorkingDay.objects.order_by("day").values_list("day", "is_working"):
        blank = {"year": day.year, "source": "", "off": [], "worked": []}
        of = years.setdefault(day.year, blank)
        of["worked" if works else "off"].append(f"{day:%m-%d}（{WEEK[day.weekday()]}）")
    may = request.standing.may(need_of(enter)) and keeps_everything(request)
    shown = {"years": years.values(), "warning": calendar_warning(request.today), "may": may}
    return render(request, "registry/calendar.html", shown)


@needs(None, Duty.REVIEW, title="录入放假安排")
@require_http_methods(["GET", "POST"])
def enter(request: Any) -> HttpResponse:
    """Enter one year's notice; entered again it takes the place of the first."""
    if not keeps_everything(request):
        raise PermissionDenied
    form = HolidaysForm(request.POST or None)
    if form.is_valid():
        try:
            enter_holidays(**form.cleaned_data, by=request.acting)
        except RegistryMistake as mistake:
            form.add_error(None, str(mistake))
        else:
            messages.success(request, f"已录入{form.cleaned_data['year']}年放假安排。")
            return redirect("registry:calendar")
    return render(
        request,
        "registry/deed.html",
        {"form": form, "title": "录入放假安排", "back": "registry:calendar"},
        status=400 if form.is_bound else 200,
    )
