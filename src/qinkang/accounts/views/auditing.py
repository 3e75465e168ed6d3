"""The auditor's page, and the matrix of what is open to whom."""

import datetime as dt
import re
from functools import cache
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, get_resolver
from django.views.decorators.http import require_GET

from qinkang.accounts.audit import audit
from qinkang.accounts.audit_words import ACTIONS, action_in_words, actor_in_words, code_of, thing_in_words
from qinkang.accounts.forms.offices import AuditFilter
from qinkang.accounts.models import AuditEvent, User
from qinkang.accounts.needs import Need, for_office, need_of
from qinkang.kernel.clock import SHANGHAI

ROWS = 50
TONES = {"done": "good", "refused": "bad", "failed": "wait"}


class AuditPage:
    """The list with its filters."""

    def __init__(self, request: Any) -> None:
        self.form = AuditFilter(request.GET or None)
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        found = AuditEvent.objects.order_by("-id")
        if day := chosen.get("since"):
            found = found.filter(at__gte=dt.datetime.combine(day, dt.time(), SHANGHAI))
        if day := chosen.get("until"):
            found = found.filter(at__lt=dt.datetime.combine(day + dt.timedelta(1), dt.time(), SHANGHAI))
        if name := chosen.get("username"):
            number = User.objects.filter(username=name.strip().lower()).values_list("pk", flat=True).first()
            found = found.filter(actor=f"user:{number or 0}")
        if action := chosen.get("action"):
            found = found.filter(action=code_of(action))
        if outcome := chosen.get("outcome"):
            found = found.filter(outcome=outcome)
        self.actions = sorted(ACTIONS.values())
        self.page = Paginator(found, ROWS).get_page(request.GET.get("page"))
        numbers = {int(one[1]) for event in self.page if (one := re.fullmatch(r"user:(\d+)", event.actor))}
        names = dict(User.objects.filter(pk__in=numbers).values_list("pk", "username"))
        self.rows = [
            {
                "event": one,
                "who": who(one.actor, names),
                "action": action_in_words(one.action),
                "object": f"{thing_in_words(one.object_type)} {ref_in_words(one.object_ref)}".strip(),
                "outcome": AuditEvent.Outcome(one.outcome).label,
                "tone": TONES[one.outcome],
            }
            for one in self.page
        ]


def who(actor: str, names: dict[int, str]) -> str:
    """Return an actor as an auditor reads it."""
    kind, _, rest = actor.partition(":")
    known = names.get(int(rest)) if kind == "user" and rest.isdecimal() else None
    return known or actor_in_words(actor)


def ref_in_words(ref: str) -> str:
    """Return the key of a thing as an auditor reads it; a page by its title."""
    if ref.startswith("batch:"):
        return f"（批次 {ref.removeprefix('batch:')}）"
    return titles_of_pages().get(ref, ref)


@cache
def titles_of_pages() -> dict[str, str]:
    """Return the titles of pages by the names of their routes."""
    return {name: need.title for name, _, need in routes() if need and need.title}


@for_office(User.Kind.AUDIT, title="审计记录")
@require_GET
def audit_list(request: Any) -> HttpResponse:
    """List who did what, when, why and with what result. To look is itself written down."""
    page = AuditPage(request)
    audit("read_audit", "audit_event", "列表", rows=len(page.rows))
    return render(request, "accounts/audit.html", {"page": page})


@for_office(User.Kind.SECURITY, User.Kind.AUDIT, title="权限对照表")
@require_GET
def matrix(request: Any) -> HttpResponse:
    """Show every page of the product with whom it is open to."""
    rows = [
        {"route": name, "address": address, "need": need, "title": need.title or name}
        for name, address, need in routes()
    ]
    return render(request, "accounts/matrix.html", {"rows": rows})


def routes() -> list[tuple[str, str, Need | None]]:
    """Return name, address and need of every page, in the order of their addresses."""
    found: list[tuple[str, str, Need | None]] = []

    def walk(patterns: Any, prefix: str, space: str) -> None:
        for one in patterns:
            if isinstance(one, URLResolver):
                walk(
                    one.url_patterns,
                    prefix + str(one.pattern),
                    f"{space}{one.namespace}:" if one.namespace else space,
                )
            elif isinstance(one, URLPattern):
                found.append((f"{space}{one.name}", "/" + prefix + str(one.pattern), need_of(one.callback)))

    walk(get_resolver().url_patterns, "", "")
    return sorted(found, key=lambda one: one[1])
