"""入库: the list, and confirming or sending back what another person entered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs
from qinkang.maternal import actions
from qinkang.maternal.mistakes import StockMistake
from qinkang.maternal.models import Consignment
from qinkang.maternal.presenters.reach import Reach
from qinkang.maternal.presenters.receipts import ReceiptsPage


@needs(Line.MATERNAL, Duty.VIEW, title="空白证入库记录")
@require_GET
def receipts(request: Any) -> HttpResponse:
    """List what came to a unit and those below."""
    reach = Reach.of(request.acting.scope, request.GET)
    page = ReceiptsPage(reach, request.GET, request.standing, request.acting.actor)
    issues = reach.at in request.standing.units(Line.MATERNAL, Duty.ISSUE)
    return render(request, "maternal/receipts.html", {"page": page, "issues": issues})


@needs(Line.MATERNAL, Duty.REVIEW, title="复核空白证入库")
@require_POST
def decide(request: Any, number: int) -> HttpResponse:
    """Confirm or send back one range."""
    one = Consignment.objects.filter(pk=number).first()
    if one is None:
        raise Http404
    try:
        if request.POST.get("do") == "refuse":
            actions.refuse_receipt(number, said=request.POST.get("said", ""), by=request.acting)
            messages.success(request, "已退回，录入人会收到通知。")
        else:
            actions.confirm_receipt(number, by=request.acting)
            messages.success(request, "已复核入库。")
    except StockMistake as mistake:
        messages.error(request, str(mistake))
    return redirect(f"{reverse('maternal:receipts')}?unit={one.holder_id}")
