"""机构: the list, and one institution with its names and qualifications."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qinkang.accounts.filters import Filter, choices
from qinkang.accounts.models import Duty
from qinkang.accounts.needs import need_of, needs
from qinkang.kernel import clock
from qinkang.registry.models import Organisation
from qinkang.registry.naming import tidy_name
from qinkang.registry.pages import deeds
from qinkang.registry.pages.reach import keeps_everything, kept_units, organisation_of
from qinkang.registry.questions.rulebook import area_book

ON_A_PAGE = 50
STATES = {"": "状态：使用中", "gone": "状态：已终止或并入", "all": "状态：全部"}


@needs(None, Duty.VIEW, title="机构名录")
@require_GET
def organisations(request: Any) -> HttpResponse:
    """List the institutions that were asked for."""
    asked = asked_for(request)
    found = found_for(request).select_related("unit").order_by("county", "code")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    book = area_book()
    rows = [{"one": one, "county": book.name(one.county), "state": state_of(one)} for one in page]
    counties = {"": "地区：全省"} | {code: book.name(code) for code in book.counties(request.today)}
    filters = [
        Filter("county", "所在县（市、区）", choices(counties, asked["county"])),
        Filter("state", "状态", choices(STATES, asked["state"])),
    ]
    shown = {
        "rows": rows, "page": page, "asked": asked, "filters": filters, "query": request.GET.urlencode(),
        "may_keep": _may_keep(request), "may_import": _may_keep(request) and keeps_everything(request),
    }  # fmt: skip
    return render(request, "registry/organisations.html", shown)


@needs(None, Duty.VIEW, title="机构详情")
@require_GET
def organisation(request: Any, number: int) -> HttpResponse:
    """Show one institution."""
    one = organisation_of(number)
    today = clock.today()
    qualifications = [
        {"one": held, "state": _standing(held, today)}
        for held in one.qualifications.order_by("kind", "-valid_from")
    ]
    may = _may_keep(request) and one.unit_id in kept_units(request)
    shown = {
        "one": one,
        "county": area_book().name(one.county),
        "state": state_of(one),
        "names": one.former_names.order_by("-valid_until"),
        "took_over": one.took_over.order_by("code"),
        "qualifications": qualifications,
        "deeds": [(name, kind.title) for name, kind in deeds.DEEDS.items() if kind.of_institution]
        if may
        else [],
        "may": may,
    }
    return render(request, "registry/organisation.html", shown)


def state_of(one: Organisation) -> tuple[str, str]:
    """Return how an institution stands today, in a word and a tone."""
    today = clock.today()
    if one.merged_into_id:
        return "已并入", ""
    if one.valid_until and one.valid_until < today:
        return "已终止", ""
    if one.valid_from and one.valid_from > today:
        return "未启用", "wait"
    return "使用中", "good"


def _standing(held: Any, today: Any) -> tuple[str, str]:
    if held.withdrawn_on and held.withdrawn_on <= today:
        return "已注销", "bad"
    if held.valid_until and held.valid_until < today:
        return "已过期", "bad"
    if held.valid_until and (held.valid_until - today).days <= 90:
        return f"{(held.valid_until - today).days}天后到期", "wait"
    return "有效", "good"


def asked_for(request: Any) -> dict[str, str]:
    """Return what the address asks of the register."""
    return {name: request.GET.get(name, "").strip() for name in ("text", "county", "state")}


def found_for(request: Any) -> QuerySet[Organisation]:
    """Return the institutions that the address asks for."""
    asked, found = asked_for(request), Organisation.objects.all()
    text = asked["text"]
    if text:
        name = tidy_name(text)
        found = found.filter(
            Q(name__contains=name) | Q(former_names__name__contains=name) | Q(code=text)
            | Q(credit_code=text.upper()) | Q(national_code=text)
        ).distinct()  # fmt: skip
    if asked["county"]:
        found = found.filter(county=asked["county"])
    gone = Q(valid_until__lt=request.today) | Q(merged_into__isnull=False)
    if asked["state"] == "gone":
        found = found.filter(gone)
    elif asked["state"] != "all":
        found = found.exclude(gone)
    return found


def _may_keep(request: Any) -> bool:
    return bool(request.standing.may(need_of(deeds.new)))
