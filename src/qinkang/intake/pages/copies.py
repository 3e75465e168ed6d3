"""问题标注: the sender's own workbook with what is wrong in each row. Made by a flow, downloaded audited."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs
from qinkang.intake.actions.marked_copies import CopyMistake, ask_for_copy, read_copy
from qinkang.intake.models import MarkedCopy
from qinkang.intake.pages.finding import batch_of, of_batch

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pages(line: Line) -> list[URLPattern]:
    """Return the addresses: for those who enter data, and for those who may take details out."""
    return [*_for(line, Duty.ENTER, ""), *_for(line, Duty.EXPORT, "_export")]


def _for(line: Line, duty: Duty, way: str) -> list[URLPattern]:
    @needs(line, duty, title="生成问题标注")
    @require_POST
    def mark_copy(request: Any, number: int) -> HttpResponse:
        """Ask for a copy of a batch's file."""
        try:
            ask_for_copy(batch_of(line, number), by=request.acting)
        except CopyMistake as mistake:
            messages.error(request, str(mistake))
        return redirect(f"{line}:batch", number)

    @needs(line, duty, title="下载问题标注")
    @require_GET
    def copy(request: Any, number: int) -> HttpResponse:
        """Give the copy."""
        found = of_batch(line, MarkedCopy.objects.all(), number)
        try:
            content = read_copy(found, by=request.acting)
        except CopyMistake as mistake:
            messages.error(request, str(mistake))
            return redirect(f"{line}:batch", found.batch_id)
        named = content_disposition_header(True, found.file_name)
        return HttpResponse(content, XLSX, headers={"Content-Disposition": named})

    at = "export/" if way else ""
    return [
        path(f"batches/<int:number>/copy/{at}", mark_copy, name=f"mark_copy{way}"),
        path(f"batches/copies/<int:number>/{at}", copy, name=f"copy{way}"),
    ]
