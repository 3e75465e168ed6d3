"""来源优先次序: which kind of system is believed first about what, and deciding it otherwise."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from qinkang.accounts.models import Duty
from qinkang.accounts.needs import need_of, needs
from qinkang.kernel import clock
from qinkang.registry.actions import set_precedence
from qinkang.registry.mistakes import RegistryMistake
from qinkang.registry.models import SourcePrecedence
from qinkang.registry.pages.forms import DayField
from qinkang.registry.pages.reach import keeps_everything
from qinkang.standards.sources import GROUPS, KINDS, TOGETHER, UNCONFIRMED, kinds_of, tiers_in_words

PLACES = {"": "不优先", **{str(place): f"第 {place} 位" for place in range(1, 6)}}


class PrecedenceForm(forms.Form):
    """The place of each kind of system, from which day, and on whose word."""

    valid_from = DayField(label="启用日期", help_text="从这一天起按新的次序；此前的次序保留可查。")
    source = forms.CharField(
        label="依据", max_length=200, help_text="决定的文件、会议纪要或理由，会写在人员页的取值说明里。"
    )

    def __init__(self, tiers: list[str], given: Any = None) -> None:
        super().__init__(given, initial={"valid_from": clock.today()})
        stands = {kind: str(place) for place, tier in enumerate(tiers, 1) for kind in kinds_of(tier)}
        for kind, title in KINDS.items():
            self.fields[kind] = forms.ChoiceField(
                label=title, choices=list(PLACES.items()), required=False, initial=stands.get(kind, "")
            )
        self.order_fields([*KINDS, "valid_from", "source"])

    def clean(self) -> dict[str, Any]:
        """Put the kinds of one place together, the best place first."""
        given = super().clean() or {}
        placed: dict[str, list[str]] = {}
        for kind in KINDS:
            if place := given.pop(kind, ""):
                placed.setdefault(place, []).append(kind)
        if not placed:
            raise forms.ValidationError("请至少给一类系统排上位次。")
        return {**given, "tiers": [TOGETHER.join(placed[place]) for place in sorted(placed)]}


@needs(None, Duty.VIEW, title="来源优先次序")
@require_GET
def orders(request: Any) -> HttpResponse:
    """Show the order for each group of values: today's, what comes, and what was."""
    known: dict[str, list[dict[str, Any]]] = {group: [] for group in GROUPS}
    rows = SourcePrecedence.objects.known(clock.now()).filter(group__in=GROUPS)
    for one in sorted(rows, key=lambda one: str(one.valid_from or ""), reverse=True):
        order = {"one": one, "says": tiers_in_words(one.tiers), "state": _state(one, request)}
        known[one.group].append(order)
    groups = [{"code": group, "title": GROUPS[group], "orders": found} for group, found in known.items()]
    may = request.standing.may(need_of(revise)) and keeps_everything(request)
    return render(request, "registry/precedence.html", {"groups": groups, "may": may})


@needs(None, Duty.REVIEW, title="修订来源优先次序")
@require_http_methods(["GET", "POST"])
def revise(request: Any, group: str) -> HttpResponse:
    """Decide the order for one group of values from a day on."""
    if not keeps_everything(request):
        raise PermissionDenied
    if group not in GROUPS:
        raise Http404
    stands = SourcePrecedence.objects.known(clock.now()).valid(request.today).filter(group=group).first()
    form = PrecedenceForm(stands.tiers if stands else [], request.POST or None)
    if form.is_valid():
        try:
            set_precedence(group, **form.cleaned_data, by=request.acting)
        except RegistryMistake as mistake:
            form.add_error(None, str(mistake))
        else:
            messages.success(request, f"已修订{GROUPS[group]}的来源次序；启用后几分钟内各人的取值随之更新。")
            return redirect("registry:precedence")
    shown = {
        "form": form, "title": f"修订来源次序：{GROUPS[group]}", "back": "registry:precedence",
        "back_title": "来源优先次序", "says": "第 1 位最先采信；同一位次的一样可信，取最新的；不优先的排在最后。",
    }  # fmt: skip
    return render(request, "registry/deed.html", shown, status=400 if form.is_bound else 200)


def _state(one: SourcePrecedence, request: Any) -> tuple[str, str]:
    """Say when an order holds; the one that came with the product was confirmed by nobody."""
    if one.valid_until and one.valid_until < request.today:
        return "已停用", ""
    if one.valid_from and one.valid_from > request.today:
        return "未启用", "wait"
    return ("默认，待确认", "wait") if one.source == UNCONFIRMED else ("现行", "good")
