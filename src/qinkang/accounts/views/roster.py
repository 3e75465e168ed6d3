"""名单导入."""

import io
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from qinkang.accounts import roster
from qinkang.accounts.audit import audit
from qinkang.accounts.forms.people import RosterForm
from qinkang.accounts.models import RoleTemplate
from qinkang.accounts.needs import for_keepers
from qinkang.accounts.views.people import keeping

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@for_keepers(title="名单导入")
@require_http_methods(["GET", "POST"])
def import_roster(request: Any) -> HttpResponse:
    """Take a roster in, or say what is wrong in which row."""
    form = RosterForm(request.POST, request.FILES) if request.method == "POST" else RosterForm()
    found = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        if file.size > roster.LARGEST:
            form.add_error("file", "文件超过2 MB，请分几份导入。")
        else:
            by = keeping(request)
            found = roster.read_roster(io.BytesIO(file.read()), file.name, by)
            if not found.findings:
                made = roster.bring_in(found, by=by)
                audit("import_roster", "user", "名单", rows=len(made))
                rows = [
                    {"user": user, "unit": by.tree.name(user.unit), "password": word} for user, word in made
                ]
                return render(request, "accounts/one_time_passwords.html", {"made": rows})
    shown = {"form": form, "found": found, "columns": roster.COLUMNS, "most": roster.MOST}
    return render(request, "accounts/roster.html", shown, status=400 if found else 200)


@for_keepers(title="名单模板")
@require_GET
def roster_template(request: Any) -> HttpResponse:
    """Give an empty roster with the units and roles one may fill in."""
    by = keeping(request)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold, text = (
            book.add_format({"bold": True, "bg_color": "#E3F0F1"}),
            book.add_format({"num_format": "@"}),
        )
        sheet = book.add_worksheet("名单")
        sheet.write_row(0, 0, roster.COLUMNS, bold)
        for place, width in enumerate((12, 18, 22, 30, 30)):
            sheet.set_column(place, place, width, text)
        sheet.freeze_panes(1, 0)
        choices = book.add_worksheet("可填的单位和角色")
        choices.write_row(0, 0, ("单位", "角色"), bold)
        choices.set_column(0, 1, 34)
        units = sorted((by.tree.units[unit] for unit in by.units), key=lambda one: one.code)
        choices.write_column(1, 0, [one.name for one in units])
        titles = (
            RoleTemplate.objects.filter(state="approved")
            .order_by("line", "title")
            .values_list("title", flat=True)
        )
        choices.write_column(1, 1, list(titles))
    return HttpResponse(
        out.getvalue(), XLSX, headers={"Content-Disposition": 'attachment; filename="roster.xlsx"'}
    )
