"""What the pages of questions about persons have in common: the queue, one question, unmasking, deciding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import need_of, needs
from qinkang.accounts.scope import Acting, Scope, acting_as
from qinkang.records.actions import PersonMistake
from qinkang.records.actions.filing import wake_filing
from qinkang.records.presenters.queue import Queue, reason_of

WHY = {"merge": "核实是否同一人", "verify": "核对身份证件"}


class UnmaskForm(forms.Form):
    """Why."""

    why = forms.ChoiceField(choices=list(WHY.items()))


def question_pages(
    line: Line,
    name: str,
    *,
    title: str,
    model: type[Model],
    waiting: Callable[[], QuerySet[Any]],
    page: Any,
    deeds: Mapping[str, Callable[[Any, Any, Acting, str], object]],
) -> list[URLPattern]:
    """Return the addresses of one kind of question: `pairs`, and `pair` for one of them.

    Args:
        page: makes what one question shows; knows its template.
        deeds: what a button says, to what it does.
    """

    @needs(line, Duty.REVIEW, title=title)
    @require_GET
    def queue(request: Any) -> HttpResponse:
        """Go to the first that waits, or say that nothing does."""
        found = _queue(request)
        if found.numbers:
            return redirect(found.address(found.numbers[0]))
        shown = {"title": title, "line": line, "queue": found}
        return render(request, "records/nothing_to_review.html", shown)

    @needs(line, Duty.REVIEW, title=f"{title}：核对一件")
    @require_GET
    @sensitive_variables()
    def one(request: Any, number: int) -> HttpResponse:
        """Show one question, masked."""
        return _shown(request, number)

    @needs(line, Duty.REVIEW, title=f"{title}：查看完整身份信息", alone=True)
    @require_POST
    @sensitive_variables()
    def unmask(request: Any, number: int) -> HttpResponse:
        """Show one question in full, for a reason that is kept."""
        given = UnmaskForm(request.POST)
        if not given.is_valid():
            raise Http404
        scope = Scope(request.standing.scope_of(need_of(unmask)))
        because = f"{title}：{WHY[given.cleaned_data['why']]}"
        with acting_as(scope, actor=f"user:{request.user.pk}", because=because):
            return _shown(request, number, shown=True)

    @needs(line, Duty.REVIEW, title=f"{title}：判定", alone=True)
    @require_POST
    def decide(request: Any, number: int) -> HttpResponse:
        """Decide one question and go to the next."""
        scope = Scope(request.standing.scope_of(need_of(decide)))
        by = Acting(scope, f"user:{request.user.pk}", f"页面：{title}：判定")
        deed, because = deeds.get(request.POST.get("do", "")), reason_of(request.POST)
        if deed is None:
            raise Http404
        with acting_as(scope, actor=by.actor, because=by.because):
            found, question = _queue(request), waiting().filter(pk=number).first()
            if question is None:
                get_object_or_404(model, pk=number)  # of somebody else: it does not exist here
        if question is None:
            messages.error(request, "这一件已处理。")
            return redirect(found.address(None))
        try:
            deed(request, question, by, because)
        except PersonMistake as mistake:
            messages.error(request, str(mistake))
            return redirect(found.address(number))
        wake_filing()
        return redirect(found.after(number))

    def _queue(request: Any) -> Queue:
        given = request.POST if request.method == "POST" else request.GET
        return Queue(line, name, waiting(), given.get("ground", ""), given.get("unit", ""))

    def _shown(request: Any, number: int, *, shown: bool = False) -> HttpResponse:
        found = waiting().filter(pk=number).first()
        if found is None:
            get_object_or_404(model, pk=number)
            messages.info(request, "这一件已处理。")
            return redirect(_queue(request).address(None))
        shows = page(line, found, _queue(request), shown=shown)
        return render(request, page.template, {"page": shows, "why": WHY})

    single, at = name[:-1], f"{name}/<int:number>/"
    return [
        path(f"{name}/", queue, name=name),
        path(at, one, name=single),
        path(f"{at}unmask/", unmask, name=f"{single}_unmask"),
        path(f"{at}decide/", decide, name=f"{single}_decide"),
    ]
