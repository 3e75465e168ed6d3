"""接口账号: programs of a sender that deliver over HTTP, kept by those who review its unit's data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs
from qinkang.intake.clients import end_client, make_client, renew_secret
from qinkang.intake.models import Client, Sender
from qinkang.intake.pages.finding import sender_of
from qinkang.intake.presenters.wording import titles
from qinkang.kernel import clock


class ProgramForm(forms.Form):
    """Which data sets the program may deliver."""

    datasets = forms.MultipleChoiceField(label="可报送的数据集", widget=forms.CheckboxSelectMultiple)

    def __init__(self, line: Line, given: Any = None) -> None:
        super().__init__(given)
        self.fields["datasets"].choices = list(titles(line).items())  # type: ignore[attr-defined]


def pages(line: Line) -> list[URLPattern]:
    """Return the addresses of one line's programs."""

    def listed(request: Any, sender: Sender, form: ProgramForm, status: int = 200) -> HttpResponse:
        shown = {"sender": sender, "line": line, "form": form, "rows": _rows(line, sender)}
        return render(request, "intake/programs.html", shown, status=status)

    def told(request: Any, client: Client, secret: str) -> HttpResponse:
        shown = {"client": client, "secret": secret, "line": line}
        return render(request, "intake/secret.html", shown)

    @needs(line, Duty.REVIEW, title="接口账号")
    @require_GET
    def programs(request: Any, number: int) -> HttpResponse:
        """List the programs of a sender."""
        return listed(request, sender_of(request, number), ProgramForm(line))

    @needs(line, Duty.REVIEW, title="建立接口账号")
    @require_POST
    @sensitive_variables("secret")
    def program_new(request: Any, number: int) -> HttpResponse:
        """Make an account, and show its secret this once."""
        sender, form = sender_of(request, number), ProgramForm(line, request.POST)
        if not form.is_valid():
            return listed(request, sender, form, status=400)
        client, secret = make_client(sender, form.cleaned_data["datasets"], by=request.acting)
        return told(request, client, secret)

    @needs(line, Duty.REVIEW, title="更换接口密钥")
    @require_POST
    @sensitive_variables("secret")
    def program_renew(request: Any, number: int, program: int) -> HttpResponse:
        """Give a new secret, and show it this once."""
        client = _client_of(line, sender_of(request, number), program)
        return told(request, client, renew_secret(client, by=request.acting))

    @needs(line, Duty.REVIEW, title="停用接口账号")
    @require_POST
    def program_end(request: Any, number: int, program: int) -> HttpResponse:
        """Close an account at once."""
        client = _client_of(line, sender_of(request, number), program)
        end_client(client, by=request.acting)
        messages.success(request, f"已停用接口账号 {client.client_id}。")
        return redirect(f"{line}:programs", number)

    return [
        path("senders/<int:number>/programs/", programs, name="programs"),
        path("senders/<int:number>/programs/new/", program_new, name="program_new"),
        path("senders/<int:number>/programs/<int:program>/renew/", program_renew, name="program_renew"),
        path("senders/<int:number>/programs/<int:program>/end/", program_end, name="program_end"),
    ]


def _rows(line: Line, sender: Sender) -> list[dict[str, Any]]:
    known, now = titles(line), clock.now()
    found = Client.objects.filter(sender=sender).annotate(until=Max("secrets__until")).order_by("-pk")
    return [
        {
            "client": one,
            "datasets": [known[code] for code in one.datasets if code in known],
            "until": one.until.astimezone(clock.SHANGHAI).date(),
            "state": ("已停用", "") if one.ended_at else ("密钥已过期", "bad") if one.until <= now else ("使用中", "good"),
        }
        for one in found
        if any(code in known for code in one.datasets)
    ]  # fmt: skip


def _client_of(line: Line, sender: Sender, number: int) -> Client:
    """Return an account in use that delivers something of the line; raises Http404 for another."""
    found = Client.objects.filter(pk=number, sender=sender, ended_at=None).first()
    if found is None or not any(code.startswith(f"{line}.") for code in found.datasets):
        raise Http404
    return found
