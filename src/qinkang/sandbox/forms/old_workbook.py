"""Workbooks of Excel 97–2003, as systems export them that were never brought up to date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlwt

from qinkang.sandbox.forms.cell_value import cell_value
from qinkang.sandbox.forms.table import Table

MOST_ROWS, MOST_COLUMNS = 65_536, 256
"""What a sheet of this format holds, header included."""


@dataclass(frozen=True)
class OldWorkbook:
    """XLS (BIFF8): one sheet, one header row, numbers as numbers and days as days.

    Attributes:
        sheet: name of the sheet.
    """

    sheet: str = "Sheet1"

    @property
    def first_row(self) -> int:
        """Below the header."""
        return 2

    def write(self, table: Table, path: Path) -> None:
        """Write the sheet. Raises ValueError: more rows or columns than the format holds."""
        if len(table) >= MOST_ROWS or len(table.columns) > MOST_COLUMNS:
            raise ValueError(f"{path.name}: XLS holds {MOST_ROWS - 1} rows and {MOST_COLUMNS} columns")
        book = xlwt.Workbook(encoding="utf-8")
        sheet = book.add_sheet(self.sheet)
        plain, day = xlwt.XFStyle(), xlwt.easyxf(num_format_str="YYYY-MM-DD")
        for column, (kind, header, texts) in enumerate(
            zip(table.fields, table.headers, table.columns, strict=True)
        ):
            sheet.write(0, column, header, plain)
            for row, text in enumerate(texts, 1):
                if text:
                    value = cell_value(kind, text)
                    sheet.write(row, column, value, day if isinstance(value, date) else plain)
        book.save(str(path))
