"""报送系统: registered, changed and disabled by those who review a unit's data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import RegexValidator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET, require_http_methods

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs
from qinkang.accounts.units import unit_tree
from qinkang.intake.agreements import Terms, agree, change_sender, register_sender
from qinkang.intake.models import Contract, Schedule, Sender
from qinkang.intake.pages.finding import sender_of
from qinkang.intake.presenters.senders import SendersPage, senders_below
from qinkang.intake.presenters.wording import titles
from qinkang.registry.models import ManagementUnit
from qinkang.standards.dataset import DATASETS
from qinkang.standards.sources import KINDS

CODE = RegexValidator(
    r"^[A-Z][A-Z0-9-]{1,31}$", "代码以大写字母开头，由大写字母、数字和短横线组成，2到32位。"
)
WHOLE = {"": "增量：只报新增和变化的", "whole": "全量：每次报全部，缺少的要答复"}


class SenderForm(forms.Form):
    """Facts of a sender, and for each data set of the line whether and how it is sent."""

    code = forms.CharField(label="代码", validators=[CODE], help_text="登记后不能修改，例如 BJ-PHS。")
    name = forms.CharField(label="名称", max_length=60)
    kind = forms.ChoiceField(
        label="系统类别", choices=[("", "请选择"), *KINDS.items()],
        help_text="几个来源说法不同时，按类别决定采用哪一个。",
    )  # fmt: skip
    unit = forms.TypedChoiceField(
        label="管理单位", coerce=int, help_text="由它负责核对和更正；它和上级看得到批次。"
    )
    contact = forms.CharField(
        label="联系科室及电话", max_length=80, required=False, help_text="写科室和办公电话，不写个人手机。"
    )
    active = forms.BooleanField(label="启用", required=False, initial=True)

    def __init__(self, line: Line, units: list[int], sender: Sender | None, given: Any = None) -> None:
        tree = unit_tree()
        super().__init__(given, initial=_facts_of(sender))
        self.fields["unit"].choices = [(one, tree.name(one)) for one in units]  # type: ignore[attr-defined]
        self._line, self._sender = line, sender
        if sender is not None:
            self.fields["code"].disabled = True
        agreed = _agreed(line, sender)
        self.terms = [self._of_dataset(code, title, agreed.get(code)) for code, title in titles(line).items()]

    def _of_dataset(self, code: str, title: str, contract: Contract | None) -> dict[str, Any]:
        """Add the fields of one data set; return them for the page."""
        name = code.replace(".", "-")
        editions = {"": f"现行版（{DATASETS[code].edition}）"}
        if contract and contract.edition:
            editions[contract.edition] = contract.edition
        self.fields[f"{name}-sent"] = forms.BooleanField(
            label=title, required=False, initial=contract is not None and contract.active
        )
        self.fields[f"{name}-whole"] = forms.ChoiceField(
            label=f"{title}：全量或增量", choices=list(WHOLE.items()), required=False,
            initial="whole" if contract and contract.whole else "",
        )  # fmt: skip
        self.fields[f"{name}-schedule"] = forms.ChoiceField(
            label=f"{title}：报送周期", choices=Schedule.choices, required=False,
            initial=contract.schedule if contract else Schedule.MONTHLY,
        )  # fmt: skip
        self.fields[f"{name}-edition"] = forms.ChoiceField(
            label=f"{title}：数据集版本", choices=list(editions.items()), required=False,
            initial=contract.edition if contract else "",
        )  # fmt: skip
        for part in ("whole", "schedule", "edition"):
            self.fields[f"{name}-{part}"].widget.attrs["class"] = "input"
        return {"code": code, "title": title, **{part: self[f"{name}-{part}"] for part in PARTS}}

    def clean_code(self) -> str:
        """Refuse a code that another sender has."""
        code: str = self.cleaned_data["code"]
        if self._sender is None and Sender.objects.filter(code=code).exists():
            raise forms.ValidationError("这个代码已有报送系统使用，请换一个。")
        return code

    def agreed(self) -> list[Terms]:
        """What was ticked."""
        found = []
        for code in titles(self._line):
            name = code.replace(".", "-")
            if self.cleaned_data.get(f"{name}-sent"):
                schedule = self.cleaned_data.get(f"{name}-schedule") or Schedule.IRREGULAR
                whole = self.cleaned_data.get(f"{name}-whole") == "whole"
                found.append(Terms(code, whole, schedule, self.cleaned_data.get(f"{name}-edition", "")))
        return found


PARTS = ("sent", "whole", "schedule", "edition")


def pages(line: Line) -> list[URLPattern]:
    """Return the addresses of one line's senders."""

    def edited(request: Any, sender: Sender | None) -> HttpResponse:
        units = senders_below(request.acting.scope.units)
        form = SenderForm(line, units, sender, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            kept = _keep(form, sender, line, by=request.acting)
            messages.success(request, f"已保存“{kept.name}”及其约定。")
            return redirect(f"{line}:senders")
        shown = {"form": form, "sender": sender, "line": line}
        return render(request, "intake/sender.html", shown, status=400 if form.errors else 200)

    @needs(line, Duty.REVIEW, title="报送系统")
    @require_GET
    def senders(request: Any) -> HttpResponse:
        """List the senders of one's units."""
        page = SendersPage(line, request.acting.scope.units)
        return render(request, "intake/senders.html", {"page": page, "line": line})

    @needs(line, Duty.REVIEW, title="登记报送系统")
    @require_http_methods(["GET", "POST"])
    def sender_new(request: Any) -> HttpResponse:
        """Register a sender."""
        return edited(request, None)

    @needs(line, Duty.REVIEW, title="修改报送系统")
    @require_http_methods(["GET", "POST"])
    def sender(request: Any, number: int) -> HttpResponse:
        """Change a sender and what was agreed with it."""
        return edited(request, sender_of(request, number))

    return [
        path("senders/", senders, name="senders"),
        path("senders/new/", sender_new, name="sender_new"),
        path("senders/<int:number>/", sender, name="sender"),
    ]


def _keep(form: SenderForm, sender: Sender | None, line: Line, *, by: Any) -> Sender:
    given = form.cleaned_data
    unit = ManagementUnit.objects.get(pk=given["unit"])
    facts = {name: given[name] for name in ("name", "kind", "contact", "active")}
    kept = sender or register_sender(given["code"], given["name"], unit, kind=given["kind"], by=by)
    change_sender(kept, unit=unit, **facts, by=by)
    agree(kept, line.value, form.agreed(), by=by)
    return kept


def _facts_of(sender: Sender | None) -> dict[str, Any]:
    if sender is None:
        return {}
    return {
        "code": sender.code, "name": sender.name, "unit": sender.unit_id, "contact": sender.contact,
        "active": sender.active, "kind": sender.kind,
    }  # fmt: skip


def _agreed(line: Line, sender: Sender | None) -> dict[str, Contract]:
    if sender is None:
        return {}
    found = Contract.objects.filter(sender=sender, dataset__startswith=f"{line}.")
    return {one.dataset: one for one in found}
