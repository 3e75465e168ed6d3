"""The register as a workbook: taken away, and brought back changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from qinkang.accounts.audit import audit
from qinkang.accounts.models import Duty
from qinkang.accounts.needs import needs
from qinkang.registry.models import Organisation
from qinkang.registry.pages.organisations import found_for
from qinkang.registry.pages.reach import keeps_everything
from qinkang.registry.workbooks import WorkbookMistake, organisations_from_workbook, organisations_to_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 20 << 20  # bytes; some 60,000 institutions
SHOWN = 200  # problems on the page


class WorkbookForm(forms.Form):
    """The workbook."""

    file = forms.FileField(
        label="机构名录（XLSX）", help_text="用“下载名录”得到的工作簿修改后导入；没有列出的机构不受影响。"
    )


@needs(None, Duty.VIEW, title="下载机构名录")
@require_GET
def download(request: Any) -> HttpResponse:
    """Give the institutions that the list shows under the same question."""
    chosen = Organisation.objects.filter(pk__in=found_for(request).order_by().values("pk"))
    content = organisations_to_workbook(chosen)
    audit("export_organisations", "registry_organisation", "workbook")
    named = {"Content-Disposition": 'attachment; filename="organisations.xlsx"'}
    return HttpResponse(content, XLSX, headers=named)


@needs(None, Duty.REVIEW, title="导入机构名录")
@require_http_methods(["GET", "POST"])
def take_in(request: Any) -> HttpResponse:
    """Take a workbook in; what is wrong is told row by row, the rest is entered."""
    if not keeps_everything(request):
        raise PermissionDenied  # the workbook may name any unit of the province
    form = WorkbookForm(request.POST or None, request.FILES or None)
    outcome = None
    if form.is_valid():
        file = form.cleaned_data["file"]
        if file.size > LARGEST:
            form.add_error("file", "文件超过20 MB，请分几份导入。")
        else:
            try:
                outcome = organisations_from_workbook(file.read(), by=request.acting)
            except WorkbookMistake as mistake:
                form.add_error("file", str(mistake))
    shown = {"form": form, "outcome": outcome, "problems": outcome.problems[:SHOWN] if outcome else []}
    return render(request, "registry/import.html", shown, status=400 if form.errors else 200)
