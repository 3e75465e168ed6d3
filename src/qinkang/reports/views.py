"""我的导出: asking for a list as a workbook, watching it grow, fetching it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from qinkang.accounts.models import Duty
from qinkang.accounts.needs import needs
from qinkang.accounts.scope import Acting, Scope
from qinkang.mistake import Mistake
from qinkang.reports import actions
from qinkang.reports.actions import ExportMistake
from qinkang.reports.exports import offered
from qinkang.reports.models import Export
from qinkang.reports.presenter import ExportRow, ExportsPage

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(None, Duty.EXPORT, title="我的导出")
@require_GET
def exports(request: Any) -> HttpResponse:
    """List one's own exports."""
    return render(request, "reports/exports.html", {"page": ExportsPage(request.user, request.GET)})


@needs(None, Duty.EXPORT, title="申请导出", alone=True)
@require_POST
def ask_for(request: Any) -> HttpResponse:
    """Ask for the list that a page shows, as its address asks for it."""
    offer = offered(request.POST.get("list", ""))
    if offer is None:
        raise Http404
    units = request.standing.units(offer.line, Duty.EXPORT)
    if not units:
        raise PermissionDenied
    by = Acting(Scope(units), f"user:{request.user.pk}", "页面：申请导出")
    page = request.POST.get("page", "")
    if not url_has_allowed_host_and_scheme(page, allowed_hosts=None):
        raise Http404
    try:
        actions.ask(
            offer, _question(page), user=request.user, by=by,
            whole=request.POST.get("whole") == "1", because=request.POST.get("because", ""),
        )  # fmt: skip
    except Mistake as mistake:
        messages.error(request, str(mistake))
        return redirect(page)
    messages.success(request, "已开始导出。可以离开本页，完成后会有通知。")
    return redirect("reports:exports")


@needs(None, Duty.EXPORT, title="导出进度", background=True)
@require_GET
def row(request: Any, number: int) -> HttpResponse:
    """Show how far one export is, as a row of the list."""
    found = get_object_or_404(Export, pk=number, user=request.user)
    return render(request, "reports/parts/row.html", {"row": ExportRow(found)})


@needs(None, Duty.EXPORT, title="取消导出")
@require_POST
def cancel_one(request: Any, number: int) -> HttpResponse:
    """Take one's own wish back."""
    actions.cancel(number, user=request.user, by=request.acting)
    return redirect("reports:exports")


@needs(None, Duty.EXPORT, title="下载导出文件")
@require_GET
def download(request: Any, number: int) -> HttpResponse:
    """Give one's own workbook."""
    try:
        found, content = actions.fetch(number, user=request.user, by=request.acting)
    except ExportMistake as mistake:
        messages.error(request, str(mistake))
        return redirect("reports:exports")
    name = f"{found.title}_{found.asked_at:%Y%m%d}.xlsx"
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})


def _question(page: str) -> dict[str, str]:
    """Return what a page's address asks: its arguments and its query, but for the page number."""
    where, _, query = page.partition("?")
    try:
        given = resolve(where).kwargs
    except Resolver404:
        raise Http404 from None
    asked = {**{name: str(value) for name, value in given.items()}, **dict(parse_qsl(query))}
    return {name: value for name, value in asked.items() if name != "page"}
