"""What can be done to an institution: each a small form, a sentence, an action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from qinkang.accounts.models import Duty
from qinkang.accounts.needs import needs
from qinkang.accounts.scope import Acting
from qinkang.registry import actions
from qinkang.registry.entry import Entry
from qinkang.registry.mistakes import RegistryMistake
from qinkang.registry.models import Organisation
from qinkang.registry.pages.forms import (
    CloseForm,
    MergeForm,
    OrganisationForm,
    QualificationForm,
    RenameForm,
    WithdrawForm,
)
from qinkang.registry.pages.reach import kept_units, organisation_of

Given = dict[str, Any]


@dataclass(frozen=True)
class Deed:
    """One thing that can be done.

    Attributes:
        title: on the button and over the form.
        form: makes the form of an institution and what was given.
        do: does it.
        of_institution: whether its button stands beside the institution's facts.
    """

    title: str
    form: Callable[[Organisation, Any], forms.Form]
    do: Callable[[Organisation, Given, Acting], object]
    of_institution: bool = True


def _withdraw(one: Organisation, given: Given, by: Acting) -> None:
    actions.withdraw_qualification(given["qualification"], since=given["since"], by=by)


DEEDS = {
    "rename": Deed(
        "机构更名", lambda _, given: RenameForm(given), lambda one, given, by: actions.rename_organisation(one, **given, by=by)
    ),
    "merge": Deed(
        "并入其他机构", lambda _, given: MergeForm(given), lambda one, given, by: actions.merge_organisation(one, **given, by=by)
    ),
    "close": Deed(
        "终止", lambda _, given: CloseForm(given), lambda one, given, by: actions.close_organisation(one, **given, by=by)
    ),
    "qualification": Deed(
        "登记资质", lambda _, given: QualificationForm(given),
        lambda one, given, by: actions.record_qualification(one, **given, by=by), of_institution=False,
    ),
    "withdraw": Deed("注销资质", lambda one, given: WithdrawForm(one, given), _withdraw, of_institution=False),
}  # fmt: skip
REVISE = "revise"


@needs(None, Duty.REVIEW, title="登记机构")
@require_http_methods(["GET", "POST"])
def new(request: Any) -> HttpResponse:
    """Enter a new institution."""
    form = OrganisationForm(kept_units(request), None, request.POST or None)
    if form.is_valid():
        try:
            made = actions.register_organisation(_entry(form), by=request.acting)
        except RegistryMistake as mistake:
            form.add_error(None, str(mistake))
        else:
            messages.success(request, f"已登记{made.name}。")
            return redirect("registry:organisation", made.pk)
    return render(request, "registry/deed.html", {"form": form, "title": "登记机构"}, status=_status(form))


@needs(None, Duty.REVIEW, title="变更机构")
@require_http_methods(["GET", "POST"])
def deed(request: Any, number: int, deed: str) -> HttpResponse:
    """Ask for what a deed needs, and do it."""
    if deed != REVISE and deed not in DEEDS:
        raise Http404
    one = organisation_of(number)
    units = kept_units(request)
    if one.unit_id not in units:
        raise PermissionDenied
    chosen = DEEDS.get(deed)
    form = (
        chosen.form(one, request.POST or None)
        if chosen
        else OrganisationForm(units, one, request.POST or None)
    )
    title = chosen.title if chosen else "修改登记"
    if form.is_valid():
        try:
            if chosen:
                chosen.do(one, form.cleaned_data, request.acting)
            else:
                actions.revise_organisation(one, _entry(form), by=request.acting)
        except RegistryMistake as mistake:
            form.add_error(None, str(mistake))
        else:
            messages.success(request, f"{title}：已保存。")
            return redirect("registry:organisation", one.pk)
    return render(
        request, "registry/deed.html", {"form": form, "title": title, "one": one}, status=_status(form)
    )


def _entry(form: forms.Form) -> Entry:
    given = form.cleaned_data
    empty = {name: given[name] or None for name in ("credit_code", "national_code")}
    return Entry(**{**given, **empty})


def _status(form: forms.Form) -> int:
    return 400 if form.is_bound else 200
