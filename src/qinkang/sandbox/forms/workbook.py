"""Workbooks as offices make them: titles above the table, headers over two rows, sheets beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from qinkang.sandbox.forms.cell_value import cell_value
from qinkang.sandbox.forms.table import Table
from qinkang.sandbox.texts import Texts
from qinkang.standards.field import Field

_MADE = datetime(2025, 10, 31)  # noqa: DTZ001 - written into the file's properties, so that bytes repeat


@dataclass(frozen=True)
class Workbook:
    """XLSX.

    Attributes:
        author: who made it, also on the line below the title.
        sheet: name of the sheet with the table.
        titled: whether title and author stand above the table.
        typed: whether numbers are numbers and days are days; else everything is text.
        counted: whether a running number stands in front of each row.
        two_rows: whether headers have merged titles above them.
        guide: lines on a sheet of instructions before the table; none without lines.
    """

    author: str
    sheet: str = "Sheet1"
    titled: bool = False
    typed: bool = True
    counted: bool = False
    two_rows: bool = False
    guide: tuple[str, ...] = ()

    @property
    def first_row(self) -> int:
        """Below titles and header."""
        return 2 + 2 * self.titled + self.two_rows

    def write(self, table: Table, path: Path) -> None:
        """Write the sheets."""
        with xlsxwriter.Workbook(path) as book:
            book.set_properties({"created": _MADE, "author": self.author})
            if self.guide:
                guide = book.add_worksheet("填表说明")
                guide.set_column(0, 0, 80)
                guide.write_column(0, 0, self.guide)
            sheet = book.add_worksheet(self.sheet)
            middle = book.add_format({"align": "center", "valign": "vcenter", "text_wrap": True})
            day = book.add_format({"num_format": "yyyy/m/d"})
            self._head(sheet, table, middle)
            first = self.first_row - 1
            if self.counted:
                sheet.write_column(first, 0, range(1, len(table) + 1))
            for column, (kind, texts) in enumerate(
                zip(table.fields, table.columns, strict=True), int(self.counted)
            ):
                self._fill(sheet, first, column, kind, texts, day)

    def _head(self, sheet: Worksheet, table: Table, middle: Format) -> None:
        width = len(table.headers) + self.counted
        if self.titled:
            sheet.merge_range(0, 0, 0, width - 1, table.title, middle)
            sheet.write_string(1, 0, f"制表单位：{self.author}    单位：人")
        row = self.first_row - 2
        titles = [("", "序号")] * self.counted + list(zip(table.above, table.headers, strict=True))
        if not self.two_rows:
            sheet.write_row(row, 0, [header for _, header in titles], middle)
            return
        column = 0
        for above, group in groupby(titles, key=lambda pair: pair[0]):
            headers = [header for _, header in group]
            if not above:
                for place, header in enumerate(headers, column):
                    sheet.merge_range(row - 1, place, row, place, header, middle)
            else:
                if len(headers) > 1:
                    sheet.merge_range(row - 1, column, row - 1, column + len(headers) - 1, above, middle)
                else:
                    sheet.write_string(row - 1, column, above, middle)
                sheet.write_row(row, column, headers, middle)
            column += len(headers)

    def _fill(
        self, sheet: Worksheet, first: int, column: int, kind: Field, texts: Texts, day: Format
    ) -> None:
        for row, text in enumerate(texts, first):
            if not text:
                continue
            value = cell_value(kind, text) if self.typed else text
            if isinstance(value, str):
                sheet.write_string(row, column, value)
            elif isinstance(value, date):
                sheet.write_datetime(row, column, value, day)
            else:
                sheet.write_number(row, column, value)
