"""填报模板: a data set as a workbook to be filled in by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from qinkang.standards.dataset import Dataset
from qinkang.standards.field import (
    AreaCode,
    Choice,
    Choices,
    CreditCode,
    Day,
    DocumentNumber,
    Field,
    Month,
    Need,
    Number,
    Telephone,
    Text,
)
from qinkang.standards.printing.kinds import code_systems, codes_of, kind_in_words, limits_in_words, meaning

ROWS = 2000  # rows prepared for filling in
FILL_IN, CODES, GUIDE = "填报", "代码表", "填写说明"

# Long digits would be rounded or shown as 6.1E+17, dates turned into day numbers, were they not text.
_AS_TEXT = (Text, DocumentNumber, Telephone, CreditCode, AreaCode, Choice, Choices, Day, Month)
_COLOUR = {Need.KEY: "#F8CBAD", Need.MANDATORY: "#FFE699", Need.CONDITIONAL: "#E2EFDA"}


def write_template(dataset: Dataset, path: Path) -> None:
    """Write the workbook: a sheet to fill in, the code tables, the guide."""
    workbook = xlsxwriter.Workbook(path)
    workbook.set_properties(
        {"title": f"{dataset.title}填报模板", "subject": f"{dataset.code} {dataset.edition}"}
    )
    filling = workbook.add_worksheet(FILL_IN)
    lists = _write_codes(dataset, workbook)
    _write_guide(dataset, workbook)
    text = workbook.add_format({"num_format": "@"})
    filling.freeze_panes(1, 0)
    for place, field in enumerate(dataset.columns.values()):
        _write_column(workbook, filling, place, field, text, lists)
    workbook.close()


def _write_column(
    workbook: Any, sheet: Any, place: int, field: Field, text: Any, lists: dict[str, str]
) -> None:
    look = {"bold": True, "border": 1, "text_wrap": True, "bg_color": _COLOUR.get(field.need, "#EDEDED")}
    sheet.set_column(
        place, place, min(30, 4 + 2 * len(field.title)), text if isinstance(field, _AS_TEXT) else None
    )
    sheet.write_string(0, place, field.title, workbook.add_format(look))
    sheet.write_comment(0, place, how_to_fill(field), {"x_scale": 2, "y_scale": 1.5})
    if isinstance(field, Choice):
        sheet.data_validation(
            1,
            place,
            ROWS,
            place,
            {
                "validate": "list",
                "source": lists[field.codes.name],
                "error_title": "不在代码表内",
                "error_message": f"请从下拉列表选择“{field.codes.title}”的一项。",
            },
        )


def how_to_fill(field: Field) -> str:
    """What the note on the header says."""
    codes = codes_of(field)
    told = [
        f"{field.need.value}。{kind_in_words(field)}",
        f"单位：{field.unit}，只填数字" if isinstance(field, Number) and field.unit else "",
        limits_in_words(field),
        "取值：" + "；".join(f"{code} {label}" for code, label in codes.labels.items()) if codes else "",
        "多个取值用顿号分开" if isinstance(field, Choices) else "",
    ]
    return "\n".join(filter(None, told))


def _write_codes(dataset: Dataset, workbook: Any) -> dict[str, str]:
    """One block of two columns for each code system; returns where each list of labels stands."""
    sheet = workbook.add_worksheet(CODES)
    bold = workbook.add_format({"bold": True})
    lists = {}
    for place, codes in enumerate(code_systems(dataset)):
        column = place * 3
        sheet.write_string(0, column, codes.title, bold)
        sheet.set_column(column + 1, column + 1, 20)
        for row, (code, label) in enumerate(codes.labels.items(), start=1):
            sheet.write_string(row, column, code)
            sheet.write_string(row, column + 1, label)
        letter = xl_col_to_name(column + 1, col_abs=True)
        lists[codes.name] = f"='{CODES}'!{letter}$2:{letter}${len(codes.labels) + 1}"
    return lists


def _write_guide(dataset: Dataset, workbook: Any) -> None:
    sheet = workbook.add_worksheet(GUIDE)
    wrap = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 100, wrap)
    for row, line in enumerate(guide(dataset)):
        sheet.write_string(row, 0, line)


def guide(dataset: Dataset) -> list[str]:
    """The lines of the sheet 填写说明."""
    return [
        f"{dataset.title}（{dataset.code}），依据：{dataset.standard}，版本 {dataset.edition}",
        *filter(None, meaning(dataset).splitlines()),
        f"请在“{FILL_IN}”表从第 2 行起填写，一行一条记录。不要改动表头，不要合并单元格。",
        "表头颜色：橙色为关键项，缺失的行退回；黄色为必填；绿色为条件必填；灰色为选填。",
        "没有值时留空，不要写“无”“不详”“-”，代码表中有这一项的除外。",
        "日期写成 2025-01-02，年月写成 2025-01。证件号码、电话和代码已设为文本格式，请不要改成数字。",
        f"单选项从下拉列表选择；可多选的项写代码或名称，用顿号分开。代码见“{CODES}”表。",
        "鼠标停在表头上可看到该栏的要求、单位、范围和取值。",
    ]
