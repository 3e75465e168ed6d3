"""What can be done with sheets of one's own unit: each a small form, a sentence, an action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs
from qinkang.accounts.scope import Acting
from qinkang.accounts.units import unit_tree
from qinkang.maternal import actions
from qinkang.maternal.actions.submitting import ready
from qinkang.maternal.forms import (
    FoundForm,
    HandForm,
    OwnForm,
    ReceiptForm,
    SubmitForm,
    TransferForm,
    VoidForm,
)
from qinkang.maternal.mistakes import StockMistake
from qinkang.maternal.models import Slip

Given = dict[str, Any]


@dataclass(frozen=True)
class Deed:
    """One thing that can be done.

    Attributes:
        route: the last part of its address, and the name of its page.
        title: over the form.
        says: what happens, beside the title.
        button: on the button; a verb.
        form: what is asked for.
        do: does it, and returns the slip that is opened, if one is.
        done: what is said afterwards.
        asks: a sentence that the browser asks first, where it cannot be undone.
    """

    route: str
    title: str
    says: str
    button: str
    form: type[OwnForm]
    do: Callable[[Given, Acting], object]
    done: str
    asks: str = ""


def _handed(action: Callable[..., Slip]) -> Callable[[Given, Acting], object]:
    def do(given: Given, by: Acting) -> Slip:
        return action(
            given["span"], giver=given["unit"], receiver=given["receiver"], document=given["document"],
            remark=given["remark"], by=by,
        )  # fmt: skip

    return do


def _spoiled(action: Callable[..., Slip]) -> Callable[[Given, Acting], object]:
    def do(given: Given, by: Acting) -> Slip:
        spans = [given["span"]] if given.get("span") else ready(given["unit"])
        return action(spans, giver=given["unit"], document=given["document"], remark=given["remark"], by=by)

    return do


def _receive(given: Given, by: Acting) -> None:
    actions.enter_receipt(
        given["span"], holder=given["unit"], kind=given["kind"], document=given["document"],
        remark=given["remark"], by=by,
    )  # fmt: skip


def _void(given: Given, by: Acting) -> None:
    actions.void(
        given["span"], holder=given["unit"], reason=given["reason"], remark=given["remark"],
        document=given["document"], by=by,
    )  # fmt: skip


def _found(given: Given, by: Acting) -> None:
    actions.find_again(given["span"], holder=given["unit"], remark=given["remark"], by=by)


DEEDS = (
    Deed(
        "receive", "空白证入库", "录入后由另一人复核，复核通过才进入库存", "录入号段", ReceiptForm, _receive,
        "已录入，等待另一人复核。",
    ),
    Deed(
        "hand_down", "空白证下发", "经办后由本单位另一人核对出库，再由接收单位签收", "开具出库单", HandForm,
        _handed(actions.hand_down), "已开具出库单，等待另一人核对出库。",
    ),
    Deed(
        "transfer", "空白证调剂", "只在同一上级的同级单位之间，由上级批准", "申请调剂", TransferForm,
        _handed(actions.transfer), "已提交调剂申请，等待上级批准；这些空白证暂不能使用。",
    ),
    Deed(
        "void", "空白证作废", "废证三联都应标注“作废”，妥善保管并逐级上缴；遗失、被盗的即时通知上级", "登记作废", VoidForm, _void,
        "已登记。", "作废后不能恢复为空白证。确认登记？",
    ),
    Deed(
        "found", "遗失证找回", "找回的证件已声明作废，转为废证上缴", "登记找回", FoundForm, _found, "已登记找回，请随废证上缴。",
    ),
    Deed(
        "submit", "废证上缴", "上缴至上级单位，由上级清点签收", "开具上缴单", SubmitForm, _spoiled(actions.submit),
        "已开具上缴单，等待上级签收。",
    ),
    Deed(
        "destroy", "废证销毁", "由省级统一销毁，须两人在场；另一人确认后完成", "开具销毁单", SubmitForm,
        _spoiled(actions.destroy), "已开具销毁单，等待另一人确认。",
    ),
)  # fmt: skip
BACK = {"receive": "maternal:receipts"}


def deed_pages() -> list[URLPattern]:
    """Return a page for each deed."""
    return [path(f"stock/{deed.route.replace('_', '-')}/", _page(deed), name=deed.route) for deed in DEEDS]


def _page(deed: Deed) -> Callable[..., HttpResponse]:
    @needs(Line.MATERNAL, Duty.ISSUE, title=deed.title)
    @require_http_methods(["GET", "POST"])
    def page(request: Any) -> HttpResponse:
        """Ask for what the deed needs, and do it."""
        tree = unit_tree()
        told = request.GET.get("unit", "")
        own = [unit for unit in request.acting.scope.units if unit in tree.units]
        initial = {
            "unit": int(told) if told.isdecimal() else None,
            "first": request.GET.get("first", "")[:10],
        }
        form = deed.form(own, tree, request.POST or None, initial)
        back = BACK.get(deed.route, "maternal:stock")
        if form.is_valid():
            given = form.cleaned_data
            try:
                made = deed.do(given, request.acting)
            except StockMistake as mistake:
                form.add_error(None, str(mistake))
            else:
                messages.success(request, deed.done)
                if isinstance(made, Slip):
                    return redirect("maternal:slip", made.pk)
                return redirect(f"{reverse(back)}?unit={given['unit']}")
        shown = {"form": form, "deed": deed, "back": reverse(back)}
        return render(request, "maternal/deed.html", shown, status=400 if form.errors else 200)

    return page
