"""撤回批次: what it would do is counted, one person asks, another decides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET, require_POST

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs
from qinkang.intake.actions.withdrawals import WithdrawalMistake, ask, count_effect, decide, drop
from qinkang.intake.models import Withdrawal
from qinkang.intake.pages.finding import batch_of, of_batch
from qinkang.intake.presenters.withdrawal import WithdrawalPage


def pages(line: Line) -> list[URLPattern]:
    """Return the addresses of one line's withdrawals."""

    def found(number: int) -> Withdrawal:
        return of_batch(line, Withdrawal.objects.all(), number)

    def shown(request: Any, number: int, template: str) -> HttpResponse:
        page = WithdrawalPage(line, found(number), request.acting.actor, request.standing)
        return render(request, template, {"page": page, "line": line})

    @needs(line, Duty.ENTER, title="核算撤回批次的影响")
    @require_POST
    def withdraw(request: Any, number: int) -> HttpResponse:
        """Have counted what withdrawing a batch would do."""
        try:
            counted = count_effect(batch_of(line, number), by=request.acting)
        except WithdrawalMistake as mistake:
            messages.error(request, str(mistake))
            return redirect(f"{line}:batch", number)
        return redirect(f"{line}:withdrawal", counted.pk)

    @needs(line, Duty.VIEW, title="撤回批次")
    @require_GET
    def withdrawal(request: Any, number: int) -> HttpResponse:
        """Show one withdrawal."""
        return shown(request, number, "intake/withdrawal.html")

    @needs(line, Duty.VIEW, title="撤回批次的进度", background=True)
    @require_GET
    def state(request: Any, number: int) -> HttpResponse:
        """Show how far it is: a part that asks again until it waits for somebody."""
        return shown(request, number, "intake/parts/withdrawal.html")

    @needs(line, Duty.ENTER, title="申请撤回批次")
    @require_POST
    def asking(request: Any, number: int) -> HttpResponse:
        """Ask for approval, or give it up."""
        one = found(number)
        try:
            if request.POST.get("do") == "drop":
                drop(one, by=request.acting)
                messages.success(request, "已取消撤回。")
                return redirect(f"{line}:batch", one.batch_id)
            ask(one, request.POST.get("because", ""), by=request.acting)
            messages.success(request, "已提交，由另一位审核人员审批后执行。")
        except WithdrawalMistake as mistake:
            messages.error(request, str(mistake))
        return redirect(f"{line}:withdrawal", number)

    @needs(line, Duty.REVIEW, title="审批撤回批次")
    @require_POST
    def deciding(request: Any, number: int) -> HttpResponse:
        """Approve or refuse, as a second person."""
        approve = request.POST.get("do") == "approve"
        try:
            decide(found(number), approve, request.POST.get("says", ""), by=request.acting)
            messages.success(request, "已批准，正在撤回。" if approve else "已退回申请。")
        except WithdrawalMistake as mistake:
            messages.error(request, str(mistake))
        return redirect(f"{line}:withdrawal", number)

    return [
        path("batches/<int:number>/withdraw/", withdraw, name="withdraw"),
        path("batches/withdrawals/<int:number>/", withdrawal, name="withdrawal"),
        path("batches/withdrawals/<int:number>/state/", state, name="withdrawal_state"),
        path("batches/withdrawals/<int:number>/ask/", asking, name="withdrawal_ask"),
        path("batches/withdrawals/<int:number>/decide/", deciding, name="withdrawal_decide"),
    ]
