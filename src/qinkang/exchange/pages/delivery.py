"""One announcement with its attempts; its message in full for a reason; what a person found out about it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import need_of, needs
from qinkang.accounts.scope import Scope, acting_as
from qinkang.exchange import connectors, contents
from qinkang.exchange.asked import Asked
from qinkang.exchange.contents import Withheld
from qinkang.exchange.lease import Leased
from qinkang.exchange.presenters.delivery import DeliveryPage
from qinkang.exchange.presenters.message import MessagePart
from qinkang.exchange.repushing import RepushMistake, settle_doubt
from qinkang.records.models import Outbox

WHY = {
    "refused": "核对被拒收的内容",
    "peer": "与接收方核对上报内容",
    "petition": "办理投诉、信访或查询申请",
}
"""Why somebody may need the message in full; kept in the audit trail word for word."""


class UnmaskForm(forms.Form):
    """Why."""

    why = forms.ChoiceField(choices=list(WHY.items()))


class SettleForm(forms.Form):
    """What was found out."""

    arrived = forms.ChoiceField(choices=[("yes", "对方已收到"), ("no", "对方没有收到")])
    receipt = forms.CharField(max_length=200, required=False)
    how = forms.CharField(max_length=200)


def pages(line: Line) -> list[URLPattern]:
    """Return the addresses of one line's announcements, one by one."""

    @needs(line, Duty.VIEW, title="一条上报的经过")
    @require_GET
    @sensitive_variables()
    def delivery(request: Any, number: int) -> HttpResponse:
        """Show how it stands, every attempt, and the message with identity masked."""
        row = row_of(line, number)
        may = bool(request.standing.units(line, Duty.REVIEW))
        page = DeliveryPage(Asked(line), row, message_of(row, masked=True), request.today, may_repush=may)
        return render(request, "exchange/delivery.html", {"page": page, "why": WHY})

    @needs(line, Duty.VIEW, title="查看上报报文中的完整身份信息", alone=True)
    @require_POST
    @sensitive_variables()
    def unmask(request: Any, number: int) -> HttpResponse:
        """Show the message in full, once, for a reason that is kept."""
        given = UnmaskForm(request.POST)
        if not given.is_valid():
            raise Http404
        because = f"查看上报报文的完整身份信息：{WHY[given.cleaned_data['why']]}"
        scope = Scope(request.standing.scope_of(need_of(unmask)))
        with acting_as(scope, actor=f"user:{request.user.pk}", because=because):
            row = row_of(line, number)
            told = message_of(row, masked=False)
            page = DeliveryPage(Asked(line), row, told, request.today, may_repush=False)
        return render(request, "exchange/unmasked.html", {"page": page, "because": because})

    @needs(line, Duty.REVIEW, title="登记上报的核实结果", alone=True)
    @require_POST
    def settle(request: Any, number: int) -> HttpResponse:
        """Write down what a person found out about a row that cannot be asked about."""
        given = SettleForm(request.POST)
        scope = Scope(request.standing.scope_of(need_of(settle)))
        if not given.is_valid():
            messages.error(request, "没有登记：请选择核实结果，并写明怎样核实的。")
            return redirect(f"{line}:delivery", number)
        said = given.cleaned_data
        because = f"登记上报的核实结果：{said['how']}"
        with acting_as(scope, actor=f"user:{request.user.pk}", because=because) as by:
            row = row_of(line, number)
            try:
                settle_doubt(row, arrived=said["arrived"] == "yes", receipt=said["receipt"], by=by)
                messages.success(request, "已登记核实结果。")
            except RepushMistake as mistake:
                messages.error(request, str(mistake))
        return redirect(f"{line}:delivery", number)

    return [
        path("deliveries/<int:number>/", delivery, name="delivery"),
        path("deliveries/<int:number>/unmask/", unmask, name="delivery_unmask"),
        path("deliveries/<int:number>/settle/", settle, name="delivery_settle"),
    ]


def row_of(line: Line, number: int) -> Outbox:
    """Return a row of this line that the present scope shows. Raises Http404 for another."""
    return get_object_or_404(Outbox, pk=number, dataset__startswith=f"{line}.")


@sensitive_variables()
def message_of(row: Outbox, *, masked: bool) -> MessagePart | Withheld:
    """Write the message anew from the record as it stands; the reading is audited."""
    if row.target not in connectors.codes():
        return Withheld("这个接收方的连接已停用，只保留经过")
    leased = Leased(row.pk, row.subject, row.version, row.dataset, row.record_id, row.operation, row.attempts)
    action = "read_message" if masked else "unmask_identity"
    about = contents.read([leased], action=action)[row.pk]
    return about if isinstance(about, Withheld) else MessagePart(row.target, about, masked=masked)
