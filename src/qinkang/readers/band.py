"""Some consecutive rows of a sheet, as calamine reads them out of a workbook held in memory."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, load_workbook

from qinkang.readers.header import Merge
from qinkang.readers.source import Unreadable

DAMAGED = "工作簿已损坏，无法读取。请在 Excel 或 WPS 中打开并另存为新的 XLSX 再提交。"


@dataclass(frozen=True)
class Band:
    """Consecutive rows of a sheet; first row and column counted from 0."""

    first_row: int
    first_column: int
    rows: list[list[Any]]
    merges: list[Merge]


def opened(workbook: bytes) -> CalamineWorkbook:
    """Open a workbook. Raises Unreadable where it is damaged."""
    try:
        return load_workbook(io.BytesIO(workbook))
    except BaseException as error:
        raise _as_damage(error) from error


def band_of(workbook: CalamineWorkbook, sheet: str) -> Band | None:
    """Read a sheet; None where nothing stands on it. Raises Unreadable where it is damaged."""
    try:
        found = workbook.get_sheet_by_name(sheet)
        if found.start is None:
            return None
        row, column = found.start
        return Band(row, column, found.to_python(skip_empty_area=True), found.merged_cell_ranges or [])
    except BaseException as error:
        raise _as_damage(error) from error


def _as_damage(error: BaseException) -> BaseException:
    """Return what to raise. A panic inside the Rust library is no Exception, and damaged files cause one."""
    expected = isinstance(error, CalamineError | ValueError | OverflowError)
    return Unreadable(DAMAGED) if expected or type(error).__name__ == "PanicException" else error
