"""列对照: a person confirms which column of a sender's files is which field."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.needs import needs
from qinkang.intake.agreements import ColumnsMistake, confirm_columns
from qinkang.intake.models import Upload, UploadState
from qinkang.intake.pages.finding import dataset_of, sender_of
from qinkang.intake.presenters.columns import ColumnsPage
from qinkang.intake.waking import TAKE_IN, TRY_UPLOADS, wake


def pages(line: Line) -> list[URLPattern]:
    """Return the address of one line's columns."""

    @needs(line, Duty.ENTER, title="列对照")
    @require_http_methods(["GET", "POST"])
    def columns(request: Any, number: int, dataset: str) -> HttpResponse:
        """Show the columns with what they are taken for, or confirm them."""
        sender, declared = sender_of(request, number), dataset_of(line, dataset)
        page = ColumnsPage(line, sender, declared, request.POST if request.method == "POST" else None)
        if request.method == "GET":
            return render(request, "intake/columns.html", {"page": page, "line": line})
        given, wrong = page.answers()
        says: list[str] = []
        if not wrong:
            try:
                confirm_columns(sender, dataset, given, by=request.acting)
            except ColumnsMistake as mistake:
                says, wrong = str(mistake).splitlines(), mistake.of_column
        if wrong or says:
            page = ColumnsPage(line, sender, declared, request.POST, wrong)
            shown = {
                "page": page,
                "line": line,
                "says": says or [f"“{key}”：{one}" for key, one in wrong.items()],
            }
            return render(request, "intake/columns.html", shown, status=400)
        wake(TAKE_IN)
        wake(TRY_UPLOADS)
        messages.success(request, f"已确认“{sender.name}”的列对照，等待中的文件继续处理。")
        waiting = Upload.objects.filter(
            sender=sender, dataset=dataset, state=UploadState.ARRIVED, began_by=request.acting.actor
        ).order_by("-id").first()  # fmt: skip
        if waiting:
            return redirect(f"{line}:uploaded", waiting.pk)
        return redirect(f"{line}:batches")

    return [path("batches/columns/<int:number>/<str:dataset>/", columns, name="columns")]
