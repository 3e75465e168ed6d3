"""单据: one slip, and the steps that people take on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs
from qinkang.maternal import actions
from qinkang.maternal.forms import SaidForm, SignForm
from qinkang.maternal.mistakes import StockMistake
from qinkang.maternal.models import Slip
from qinkang.maternal.presenters.reach import Reach
from qinkang.maternal.presenters.slip import SlipPage
from qinkang.maternal.presenters.stock import slip_row

ROWS = 50


@needs(Line.MATERNAL, Duty.VIEW, title="空白证单据")
@require_GET
def slips(request: Any) -> HttpResponse:
    """List the slips of a unit and those below, the newest first."""
    reach = Reach.of(request.acting.scope, request.GET)
    found = Slip.objects.filter(Q(giver_id__in=reach.below) | Q(receiver_id__in=reach.below)).order_by("-pk")
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    shown = {"reach": reach, "page": page, "rows": [slip_row(one, reach) for one in page]}
    return render(request, "maternal/slips.html", shown)


@needs(Line.MATERNAL, Duty.VIEW, title="空白证单据详情")
@require_GET
def slip(request: Any, number: int) -> HttpResponse:
    """Show one slip, with the step that the reader may take."""
    return _show(request, number)


@needs(Line.MATERNAL, Duty.REVIEW, title="核对（批准）空白证单据")
@require_POST
def check(request: Any, number: int) -> HttpResponse:
    """Let the sheets go, or say why not."""
    if request.POST.get("do") == "refuse":
        return _refuse(request, number)
    return _do(
        request, number, lambda: actions.approve(number, by=request.acting), "已核对，单据进入下一步。"
    )


@needs(Line.MATERNAL, Duty.ISSUE, title="签收空白证")
@require_POST
def sign(request: Any, number: int) -> HttpResponse:
    """Sign for sheets that were counted, or say why not."""
    if request.POST.get("do") == "refuse":
        return _refuse(request, number)
    form = SignForm(request.POST)
    if not form.is_valid():
        return _told(request, number, form)
    given = form.cleaned_data
    return _do(
        request, number,
        lambda: actions.sign(number, counted=given["counted"], first=given["first"], by=request.acting), "已签收。",
    )  # fmt: skip


@needs(Line.MATERNAL, Duty.ISSUE, title="收回（撤回）空白证单据")
@require_POST
def back(request: Any, number: int) -> HttpResponse:
    """Take sheets back that are under way, or give the slip up before they leave."""
    if request.POST.get("do") == "drop":
        return _do(
            request, number, lambda: actions.drop(number, by=request.acting), "单据已撤回，号段恢复可用。"
        )
    return _do(
        request, number, lambda: actions.take_back(number, by=request.acting), "已收回，号段恢复库存。"
    )


def _refuse(request: Any, number: int) -> HttpResponse:
    form = SaidForm(request.POST)
    if not form.is_valid():
        return _told(request, number, form)
    said = form.cleaned_data["said"]
    return _do(
        request,
        number,
        lambda: actions.refuse(number, said=said, by=request.acting),
        "已记录原因并通知对方。",
    )


def _do(request: Any, number: int, deed: Callable[[], object], done: str) -> HttpResponse:
    """Do it, and go back to the slip; one that the reader does not see is not there."""
    _seen(number)
    try:
        deed()
        messages.success(request, done)
    except StockMistake as mistake:
        messages.error(request, str(mistake))
    return redirect("maternal:slip", number)


def _told(request: Any, number: int, form: forms.Form) -> HttpResponse:
    """Go back to the slip and say what was wrong with the form."""
    _seen(number)
    for name, errors in form.errors.items():
        messages.error(request, f"{form.fields[name].label}：{errors[0]}")
    return redirect("maternal:slip", number)


def _seen(number: int) -> Slip:
    found = Slip.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _show(request: Any, number: int) -> HttpResponse:
    page = SlipPage(_seen(number), request.standing, request.acting.actor)
    return render(request, "maternal/slip.html", {"page": page, "sign": SignForm(), "said": SaidForm()})
