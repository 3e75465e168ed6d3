"""A workbook of Excel 97–2003 (.xls, BIFF8): at most 65,536 rows and 256 columns, so it is read whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from python_calamine import SheetTypeEnum, SheetVisibleEnum

from qinkang.readers.band import Band, band_of, opened
from qinkang.readers.package import Sheet, Survey
from qinkang.readers.source import Unreadable

LARGEST = 128 << 20  # bytes; a sheet of 65,536 full rows takes about half of it


class OldWorkbook:
    """An XLS file opened for reading; it answers as `Package` does."""

    def __init__(self, stream: BinaryIO) -> None:
        """Open and check. Raises Unreadable: damage, or too large."""
        stream.seek(0)
        whole = stream.read(LARGEST + 1)
        if len(whole) > LARGEST:
            raise Unreadable("这个旧版 Excel（.xls）文件过大。请在 Excel 或 WPS 中另存为 XLSX 再提交。")
        self._book = opened(whole)

    def sheets(self) -> tuple[Sheet, ...]:
        """The worksheets in the workbook's order."""
        return tuple(
            Sheet(found.name, found.name, found.visible == SheetVisibleEnum.Visible)
            for found in self._book.sheets_metadata
            if found.typ == SheetTypeEnum.WorkSheet
        )

    def survey(self, sheet: Sheet) -> Survey:
        """Whether anything is on it. This format does not tell formulas from values here."""
        return Survey(has_rows=band_of(self._book, sheet.name) is not None)

    def bands(self, sheet: Sheet, survey: Survey) -> Iterator[Band]:
        """The sheet, whole."""
        band = band_of(self._book, sheet.name) if survey.has_rows else None
        if band is not None:
            yield band
