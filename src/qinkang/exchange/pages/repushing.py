"""重推: first the question how many and what would happen, then the deed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import need_of, needs
from qinkang.accounts.scope import Scope, acting_as
from qinkang.exchange.asked import Asked
from qinkang.exchange.presenters.repushing import REASONS, RepushPage
from qinkang.exchange.presenters.wording import count
from qinkang.exchange.repushing import RepushMistake, Way
from qinkang.exchange.repushing import repush as put_before_the_loop


def pages(line: Line) -> list[URLPattern]:
    """Return the address of one line's repush."""

    @needs(line, Duty.REVIEW, title="重推上报", alone=True)
    @require_http_methods(["GET", "POST"])
    def repush(request: Any) -> HttpResponse:
        """Ask first; then put the rows before the loop."""
        given = request.POST if request.method == "POST" else request.GET
        asked = Asked.read(line, given)
        why = REASONS.get(given.get("why", ""), "")
        deed = request.method == "POST" and why
        scope = Scope(request.standing.scope_of(need_of(repush)))
        because = f"重推：{why}" if deed else "页面：重推上报"
        with acting_as(scope, actor=f"user:{request.user.pk}", because=because) as by:
            if not deed:
                return render(request, "exchange/repush.html", {"page": RepushPage(asked)})
            try:
                done = put_before_the_loop(asked.rows(), again=given.get("again") == "yes", by=by)
                messages.success(request, in_words(done))
            except RepushMistake as mistake:
                messages.error(request, str(mistake))
        back = reverse(f"{line}:deliveries")
        return redirect(back if asked.row else asked.but(upto="", group="", code="", said="").at(back))

    return [path("deliveries/repush/", repush, name="repush")]


def in_words(done: dict[Way, int]) -> str:
    """Say what was done."""
    parts = [f"{way.label} {count(many)} 条" for way, many in done.items() if many]
    return "已处理：" + "；".join(parts) + "。结果见各日合计。"
