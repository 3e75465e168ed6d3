"""审核更正: the requests, one of them before and after, and a second person's yes or no."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.http import content_disposition_header
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from qinkang.accounts.audit import audit
from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import need_of, needs
from qinkang.accounts.scope import Acting, Scope, acting_as
from qinkang.records.actions.correcting import CorrectionMistake, approve, drop, give_back
from qinkang.records.correcting.content import FILES, TABLE, content_of, file_of
from qinkang.records.correcting.judging import judge
from qinkang.records.correcting.texts import texts_of
from qinkang.records.models import Correction, Evidence
from qinkang.records.models.correction import CorrectionState
from qinkang.records.pages.finding import record_of
from qinkang.records.presenters.corrections import CorrectionPage, CorrectionsPage
from qinkang.records.versions import texts_at
from qinkang.registry.questions import rulebook

WHY = {"review": "审核更正申请", "verify": "核对身份证件"}
TYPES = {"pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg"}


class UnmaskForm(forms.Form):
    """Why."""

    why = forms.ChoiceField(choices=list(WHY.items()))


def pages(line: Line) -> list[URLPattern]:
    """Return the addresses of one line's requests."""

    @needs(line, Duty.VIEW, title="更正申请")
    @require_GET
    def corrections(request: Any) -> HttpResponse:
        """List the requests."""
        page = CorrectionsPage(line, f"user:{request.user.pk}", request.GET)
        return render(request, "records/corrections.html", {"page": page})

    @needs(line, Duty.VIEW, title="一件更正申请")
    @require_GET
    @sensitive_variables()
    def correction(request: Any, number: int) -> HttpResponse:
        """Show one request before and after, identity masked."""
        return _shown(request, line, number, request.acting)

    @needs(line, Duty.REVIEW, title="审核更正：查看完整身份信息", alone=True)
    @require_POST
    @sensitive_variables()
    def unmask(request: Any, number: int) -> HttpResponse:
        """Show one request with the identity in full, for a reason that is kept."""
        given = UnmaskForm(request.POST)
        if not given.is_valid():
            raise Http404
        because = f"审核更正申请 {number}：{WHY[given.cleaned_data['why']]}"
        scope = Scope(request.standing.scope_of(need_of(unmask)))
        with acting_as(scope, actor=f"user:{request.user.pk}", because=because) as by:
            answer = _shown(request, line, number, by, shown=True)
            audit("unmask_identity", TABLE, number)
            return answer

    @needs(line, Duty.REVIEW, title="审核更正")
    @require_POST
    def decide(request: Any, number: int) -> HttpResponse:
        """Say yes or no as a second person."""
        _found(line, number)
        try:
            if request.POST.get("do") == "approve":
                approve(number, by=request.acting)
                messages.success(request, "已核准。更正正在写入，随后自动重新报送。")
            else:
                give_back(number, request.POST.get("said", ""), by=request.acting)
                messages.success(request, "已退回，申请人会收到通知。")
        except CorrectionMistake as mistake:
            messages.error(request, str(mistake))
            return redirect(f"{line}:correction", number)
        return redirect(f"{line}:corrections")

    @needs(line, Duty.VIEW, title="撤回更正申请")
    @require_POST
    def take_back(request: Any, number: int) -> HttpResponse:
        """Take one's own request back."""
        _found(line, number)
        try:
            drop(number, by=request.acting)
            messages.success(request, "申请已撤回。")
        except CorrectionMistake as mistake:
            messages.error(request, str(mistake))
        return redirect(f"{line}:correction", number)

    @needs(line, Duty.REVIEW, title="查看更正依据文件")
    @require_GET
    @sensitive_variables()
    def evidence(request: Any, number: int) -> HttpResponse:
        """Give a file of evidence to whoever decides."""
        found = get_object_or_404(Evidence.objects.select_related("correction"), pk=number)
        _found(line, found.correction_id)
        audit("read_evidence", FILES, number)
        name, plain = file_of(found)
        disposition = content_disposition_header(True, name) or "attachment"
        return HttpResponse(
            plain, content_type=TYPES[found.kind], headers={"Content-Disposition": disposition}
        )

    one = "corrections/<int:number>/"
    return [
        path("corrections/", corrections, name="corrections"),
        path(one, correction, name="correction"),
        path(f"{one}unmask/", unmask, name="correction_unmask"),
        path(f"{one}decide/", decide, name="correction_decide"),
        path(f"{one}take-back/", take_back, name="correction_drop"),
        path("corrections/evidence/<int:number>/", evidence, name="evidence"),
    ]


def _found(line: Line, number: int) -> Correction:
    """Return one request of this line. Raises Http404 for a draft, which is its writer's alone."""
    asked = Correction.objects.exclude(state=CorrectionState.DRAFT).filter(dataset__startswith=f"{line}.")
    return get_object_or_404(asked, pk=number)


def _shown(request: Any, line: Line, number: int, by: Acting, *, shown: bool = False) -> HttpResponse:
    found = _found(line, number)
    record = record_of(line, found.dataset, found.record_id)
    content = content_of(found)
    audit("read_correction", TABLE, number)
    before = texts_at(record, found.record_version)
    waits = found.state == CorrectionState.ASKED and record.version == found.record_version
    judged = None
    if waits and content.changes:
        texts = texts_of(record, content.sightings)
        judged = judge(record.dataset, texts, content.changes, rulebook(request.today))
    page = CorrectionPage(
        found, record, line, content, before, judged, by.actor,
        may_decide=bool(set(request.standing.units(line, Duty.REVIEW))), shown=shown,
    )  # fmt: skip
    return render(request, "records/correction.html", {"page": page, "why": WHY})
