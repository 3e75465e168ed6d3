"""发起更正: the form of one record, kept as a draft while it is typed, judged at once, put before a second person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from qinkang.accounts.audit import audit
from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import need_of, needs
from qinkang.accounts.scope import Acting, Scope, acting_as
from qinkang.records.actions.correcting import (
    CorrectionMistake,
    Wanted,
    ask,
    keep_draft,
    real_changes,
    throw_away,
)
from qinkang.records.actions.evidence import attach, detach
from qinkang.records.actions.sending_back import send_back
from qinkang.records.correcting.content import Content, content_of
from qinkang.records.correcting.judging import NEVER_ASKED, judge
from qinkang.records.correcting.texts import texts_of
from qinkang.records.models import Correction
from qinkang.records.models.correction import CorrectionState, Kind
from qinkang.records.pages.finding import record_of
from qinkang.records.presenters.correcting import PREFIX, CorrectingPage, VerdictPart
from qinkang.records.tables import Recorded, Standing
from qinkang.registry.questions import rulebook
from qinkang.standards.field import Choices

WHY = {
    "correct": "更正姓名、证件号码等身份信息",
    "verify": "核对身份证件",
    "asked": "本人或家属申请更正",
}
"""Why somebody who corrects needs the identity in full; kept in the audit trail."""


class UnmaskForm(forms.Form):
    """Why."""

    why = forms.ChoiceField(choices=list(WHY.items()))


class Form:
    """The form of one record as somebody has it before them: the record, the draft, what was sent now."""

    def __init__(self, request: Any, by: Acting, record: Recorded) -> None:
        self.request, self.by, self.record = request, by, record
        self.texts = texts_of(record)
        mine = Correction.objects.filter(
            dataset=record.dataset.code, record_id=record.pk, asked_by=by.actor
        ).order_by("-id")
        self.draft = mine.filter(state=CorrectionState.DRAFT).first()
        self.returned = None if self.draft else mine.filter(state=CorrectionState.RETURNED).first()
        kept = self.draft or self.returned
        self.content = content_of(kept) if kept and kept.kind == Kind.CHANGE else Content()
        if request.method == "POST":
            self.content = self._sent()

    def _sent(self) -> Content:
        """Return what was sent; of what is not in the form, because it is masked, what the draft had."""
        given, changes = self.request.POST, dict(self.content.changes)
        for name, field in self.record.dataset.columns.items():
            if PREFIX + name in given and name not in NEVER_ASKED:
                many = [one for one in given.getlist(PREFIX + name) if one]
                changes[name] = (
                    "、".join(many) if isinstance(field, Choices) else given[PREFIX + name].strip()
                )
        changes = real_changes(self.texts, changes)
        reason = given.get("reason", self.content.reason).strip()
        grounds = given.get("grounds", self.content.grounds).strip()[:2000]
        return Content(changes, reason, grounds)

    def wanted(self, kind: Kind = Kind.CHANGE) -> Wanted:
        """Return what is asked for."""
        return Wanted(self.record, kind, self.content)

    def keep(self) -> Correction:
        """Keep the draft."""
        self.draft = keep_draft(self.wanted(), by=self.by)
        return self.draft

    def page(self, line: Line, duty: Duty, *, shown: bool = False) -> CorrectingPage:
        """Return what the page shows."""
        return CorrectingPage(
            self.record, line, duty, self.texts, self.draft, self.content, shown=shown, returned=self.returned
        )


def pages(line: Line, duty: Duty) -> list[URLPattern]:
    """Return the form for those who enter, or the same for those who review."""
    before, name = ("review", "review_correct") if duty is Duty.REVIEW else ("ask", "correct")

    @needs(line, duty, title="发起更正")
    @require_http_methods(["GET", "POST"])
    @sensitive_post_parameters()
    @sensitive_variables()
    def correct(request: Any, dataset: str, number: int) -> HttpResponse:
        """Show the form, and do what its buttons say."""
        record = record_of(line, dataset, number)
        form = Form(request, request.acting, record)
        if request.method == "GET":
            audit("read_record", record._meta.db_table, record.pk)
            return render(request, "records/correcting.html", {"page": form.page(line, duty), "why": WHY})
        return BUTTONS.get(request.POST.get("do", ""), _keep)(request, form, line, duty)

    @needs(line, duty, title="更正时查看完整身份信息", alone=True)
    @require_POST
    @sensitive_post_parameters()
    @sensitive_variables()
    def unmask(request: Any, dataset: str, number: int) -> HttpResponse:
        """Show the identity in full, to be corrected, for a reason that is kept."""
        given = UnmaskForm(request.POST)
        if not given.is_valid():
            raise Http404
        because = f"更正数据：{WHY[given.cleaned_data['why']]}"
        scope = Scope(request.standing.scope_of(need_of(unmask)))
        with acting_as(scope, actor=f"user:{request.user.pk}", because=because) as by:
            record = record_of(line, dataset, number)
            form = Form(request, by, record)
            audit("unmask_identity", record._meta.db_table, record.pk)
            page = form.page(line, duty, shown=True)
            template = "records/parts/identity.html" if _part(request) else "records/correcting.html"
            return render(request, template, {"page": page, "why": WHY})

    where = f"corrections/{before}/<str:dataset>/<int:number>/"
    return [path(where, correct, name=name), path(f"{where}unmask/", unmask, name=f"{name}_unmask")]


def _part(request: Any) -> bool:
    return bool(request.headers.get("HX-Request"))


def _keep(request: Any, form: Form, line: Line, duty: Duty) -> HttpResponse:
    """Keep the draft and say what the rules think of it."""
    if form.record.standing == Standing.WITHDRAWN:
        raise Http404
    draft = form.keep()
    if not _part(request):
        return redirect(form.page(line, duty).here)
    changes = form.content.changes
    said = judge(form.record.dataset, form.texts, changes, rulebook(request.today)) if changes else None
    return render(request, "records/parts/verdict.html", {"verdict": VerdictPart(said, changes, draft)})


def _ask(request: Any, form: Form, line: Line, duty: Duty, kind: Kind = Kind.CHANGE) -> HttpResponse:
    """Put the request before a second person; what is wrong with it stands at the head of the form."""
    try:
        asked = ask(form.wanted(kind), by=form.by, book=rulebook(request.today))
    except CorrectionMistake as mistake:
        if kind is Kind.CHANGE:
            form.keep()
        messages.error(request, str(mistake))
        return redirect(form.page(line, duty).here)
    messages.success(request, f"已提交{Kind(asked.kind).label}申请 {asked.pk}，等待另一人审核。")
    return redirect(f"{line}:correction", asked.pk)


def _withdraw(request: Any, form: Form, line: Line, duty: Duty) -> HttpResponse:
    return _ask(request, form, line, duty, Kind.WITHDRAW)


def _release(request: Any, form: Form, line: Line, duty: Duty) -> HttpResponse:
    return _ask(request, form, line, duty, Kind.RELEASE)


def _send_back(request: Any, form: Form, line: Line, duty: Duty) -> HttpResponse:
    """Let the unit put a held record right at its source."""
    try:
        send_back(form.record, request.POST.get("said", ""), by=form.by)
        messages.success(request, "已退回报送单位核实，办理人会在待办中看到。")
    except CorrectionMistake as mistake:
        messages.error(request, str(mistake))
    return redirect(form.page(line, duty).here)


def _throw_away(request: Any, form: Form, line: Line, duty: Duty) -> HttpResponse:
    throw_away(form.wanted(), by=form.by)
    return redirect(form.page(line, duty).here)


def _attach(request: Any, form: Form, line: Line, duty: Duty) -> HttpResponse:
    """Add a file of evidence to the draft."""
    draft = form.draft or form.keep()
    try:
        for file in request.FILES.getlist("files"):
            attach(draft, file.name, file.read(), by=form.by)
    except CorrectionMistake as mistake:
        if not _part(request):
            messages.error(request, str(mistake))
        return _files(request, form, line, duty, str(mistake))
    return _files(request, form, line, duty, "")


def _detach(request: Any, form: Form, line: Line, duty: Duty) -> HttpResponse:
    if form.draft and request.POST.get("file", "").isdigit():
        detach(form.draft, int(request.POST["file"]), by=form.by)
    return _files(request, form, line, duty, "")


def _files(request: Any, form: Form, line: Line, duty: Duty, mistake: str) -> HttpResponse:
    page = form.page(line, duty)
    if not _part(request):
        return redirect(f"{page.here}#evidence")
    return render(request, "records/parts/evidence.html", {"page": page, "mistake": mistake})


BUTTONS = {
    "ask": _ask,
    "withdraw": _withdraw,
    "release": _release,
    "send_back": _send_back,
    "throw_away": _throw_away,
    "attach": _attach,
    "detach": _detach,
}
"""What a button of the form says to what it does; anything else keeps the draft."""
