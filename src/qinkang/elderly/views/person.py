"""One person: the line of time, who it is in full for a reason, and one record as it stands on the form."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from qinkang.accounts.audit import audit
from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import need_of, needs
from qinkang.accounts.scope import Scope, acting_as
from qinkang.elderly.presenters.person import IdentityPart, PersonPage
from qinkang.elderly.presenters.record import RecordPart
from qinkang.elderly.presenters.record_page import RecordPage
from qinkang.elderly.questions.timeline import MODELS, Known, known_of
from qinkang.elderly.reach import Reach
from qinkang.records.models import Person
from qinkang.records.reading import Identity, identities_of, identities_of_persons

REASONS = {
    "contact": "联系本人或家属随访",
    "verify": "核对身份证件",
    "quality": "核查问题数据",
    "petition": "办理投诉、信访或查询申请",
    "merge": "核实重复档案",
}
"""Why somebody may need more than the masked form; kept in the audit trail word for word."""


class UnmaskForm(forms.Form):
    """Why."""

    reason = forms.ChoiceField(label="查看事由", choices=list(REASONS.items()))


@needs(Line.ELDERLY, Duty.VIEW, title="老年人个人页")
@require_GET
def person(request: Any, number: int) -> HttpResponse:
    """Show one person over all data sets."""
    page = page_of(number, Reach.of(request.acting.scope, request.today), request.today)
    return render(request, "elderly/person.html", {"page": page, "reasons": REASONS})


@needs(Line.ELDERLY, Duty.VIEW, title="查看完整身份信息", alone=True)
@require_POST
@sensitive_variables()
def unmask(request: Any, number: int) -> HttpResponse:
    """Show who it is in full, once, for a reason that is kept."""
    form = UnmaskForm(request.POST)
    if not form.is_valid():
        raise Http404
    because = f"查看完整身份信息：{REASONS[form.cleaned_data['reason']]}"
    scope = Scope(request.standing.scope_of(need_of(unmask)))
    with acting_as(scope, actor=f"user:{request.user.pk}", because=because):
        known = get_object_or_404(Person, pk=number)
        who = identities_of_persons([number], masked=False)[number]
        shown = IdentityPart(number, who, Reach.of(scope, request.today), known.live_region)
    return render(request, "elderly/unmasked.html", {"identity": shown, "because": because})


@needs(Line.ELDERLY, Duty.VIEW, title="老年人记录全文")
@require_GET
def record(request: Any, kind: str, number: int) -> HttpResponse:
    """Show one record as it stands on the form: as a part of the person's page, or as a page."""
    model = MODELS.get(kind)
    if model is None:
        raise Http404
    found = get_object_or_404(model, pk=number)
    audit("read_record", model._meta.db_table, number)
    if request.headers.get("HX-Request"):
        return render(request, "elderly/record.html", {"record": RecordPart(found)})
    return render(
        request, "elderly/record_page.html", {"page": RecordPage(found), "record": RecordPart(found)}
    )


def page_of(number: int, reach: Reach, today: date) -> PersonPage:
    """Read what the page shows. Raises Http404 for somebody outside the present scope."""
    known = known_of(number)
    if known is None:
        raise Http404
    audit("read_person", Person._meta.db_table, number, rows=len(known.ways))
    return PersonPage(
        known, _identity(known), identities_of([one.pk for one in known.sightings]), reach, today
    )


def _identity(known: Known) -> Identity:
    return identities_of_persons([known.person.pk])[known.person.pk]
