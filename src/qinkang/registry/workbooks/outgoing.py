"""The register as a workbook, to read, to print, and to change and take in again."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from django.db.models import QuerySet

from qinkang.kernel import clock
from qinkang.registry.models import FormerName, Organisation, Qualification
from qinkang.registry.workbooks import layout

WIDTHS = {layout.NAME: 36, layout.FORMER_NAME: 36, layout.ITEMS: 36, layout.KIND: 26, layout.CREDIT_CODE: 22}
USUAL_WIDTH = 16


def organisations_to_workbook(organisations: QuerySet[Organisation] | None = None) -> bytes:
    """Return the workbook of these institutions with their former names and qualifications; None: all.

    Of none at all it is the template to fill in.
    """
    chosen = Organisation.objects.all() if organisations is None else organisations
    rows = chosen.order_by("code").values_list(
        "code",
        "name",
        "named_since",
        "credit_code",
        "national_code",
        "county",
        "unit__code",
        "kind",
        "valid_from",
        "valid_until",
        "merged_into__code",
        "merged_on",
    )
    names = FormerName.objects.filter(organisation__in=chosen).order_by("organisation__code", "valid_from")
    held = Qualification.objects.filter(organisation__in=chosen).order_by(
        "organisation__code", "kind", "valid_from"
    )
    labels = dict(Qualification.Kind.choices)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        _write(workbook, layout.ORGANISATIONS, rows)
        _write(
            workbook,
            layout.FORMER_NAMES,
            names.values_list("organisation__code", "name", "valid_from", "valid_until"),
        )
        _write(
            workbook,
            layout.QUALIFICATIONS,
            (
                (code, labels[kind], *rest)
                for code, kind, *rest in held.values_list(
                    "organisation__code",
                    "kind",
                    "number",
                    "items",
                    "issued_by",
                    "valid_from",
                    "valid_until",
                    "withdrawn_on",
                )
            ),
        )
    return out.getvalue()


def _write(workbook: xlsxwriter.Workbook, name: str, rows: Iterable[Sequence[object]]) -> None:
    """Write one sheet, every cell as text: codes keep their zeros, and no cell is a formula."""
    sheet = workbook.add_worksheet(name)
    bold, text = (
        workbook.add_format({"bold": True, "bottom": 1, "num_format": "@"}),
        workbook.add_format({"num_format": "@"}),
    )
    columns = layout.COLUMNS[name]
    for place, column in enumerate(columns):
        sheet.set_column(place, place, WIDTHS.get(column, USUAL_WIDTH), text)
        sheet.write_string(0, place, column, bold)
    last = 0
    for last, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if value not in (None, ""):
                sheet.write_string(last, place, str(value), text)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&L机构名录 · {name}&R数据时间 {clock.now():%Y-%m-%d %H:%M}")
    sheet.set_footer("&C第 &P 页，共 &N 页")
