"""The pages: how everything stands, what is installed, the manual."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import for_everybody_signed_in, needs
from qinkang.kernel import clock
from qinkang.operations import installed, manual
from qinkang.operations.checks import Tone, all_checks


@needs(Line.GENERAL, Duty.OPERATE, title="运行状况")
@require_GET
def health(request: Any) -> HttpResponse:
    """Show how everything stands, what is wrong first."""
    order = [Tone.BAD, Tone.WAIT, Tone.GOOD]
    checks = sorted(all_checks(), key=lambda one: order.index(one.tone))
    wrong = sum(one.tone is Tone.BAD for one in checks)
    doubtful = sum(one.tone is Tone.WAIT for one in checks)
    shown = {"checks": checks, "wrong": wrong, "doubtful": doubtful, "at": clock.now()}
    return render(request, "operations/health.html", shown)


@for_everybody_signed_in(title="系统信息")
@require_GET
def version(request: Any) -> HttpResponse:
    """Show what is installed."""
    shown = {"software": installed.software(), "datasets": installed.datasets()}
    return render(request, "operations/version.html", shown)


@for_everybody_signed_in(title="使用帮助")
@require_GET
def help_page(request: Any, chapter: str | None = None) -> HttpResponse:
    """Show a chapter of the manual; without a name the first."""
    chapters = manual.chapters()
    chosen = chapters.get(chapter) if chapter else next(iter(chapters.values()), None)
    if chosen is None:
        raise Http404
    return render(request, "operations/help.html", {"chapter": chosen, "chapters": chapters.values()})


@for_everybody_signed_in(title="使用帮助图片", background=True)
@require_GET
def picture(request: Any, picture: str) -> HttpResponse:
    """Give a picture of the manual; it shows invented people only."""
    found = manual.picture(picture)
    if found is None:
        raise Http404
    return HttpResponse(found, content_type="image/png", headers={"Cache-Control": "private, max-age=86400"})
