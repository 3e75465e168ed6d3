"""Reading the register's workbook: rows of texts with their row numbers, and what is wrong with a cell."""

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, load_workbook

from qinkang.cleansing.reading.day import read_day
from qinkang.mistake import Mistake
from qinkang.readers.cells import text_of
from qinkang.readers.package import DAMAGED, Package
from qinkang.readers.source import Unreadable
from qinkang.registry.entry import Complaint
from qinkang.registry.workbooks.layout import CODE, NEEDED, ORGANISATIONS

LARGEST = 30_000_000  # bytes; 100,000 institutions take about 10 MB
SEARCHED_ROWS = 20  # a title and a remark may stand above the header


class WorkbookMistake(Mistake):
    """The workbook as a whole cannot be used; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in one cell of one row; the row was not taken in, the others were."""

    sheet: str
    row: int
    field: str
    value: str
    says: str

    def __str__(self) -> str:
        shown = f"“{self.value}”" if self.value else ""
        return f"工作表“{self.sheet}”第{self.row}行，{self.field}{shown}：{self.says}"


@dataclass
class Row:
    """One row: texts by column title, None where empty; complaints gather while it is read."""

    sheet: str
    number: int
    cells: dict[str, str]
    problems: list[RowProblem] = field(default_factory=list)

    def text(self, column: str) -> str:
        """The trimmed text; empty where nothing stands."""
        return self.cells.get(column, "")

    def day(self, column: str) -> date | None:
        """The day in the cell; None where nothing stands, and, with a complaint, where no day can be read."""
        text = self.text(column)
        if not text:
            return None
        found = read_day(text).value
        if found is None:
            self.complain(column, "不是日期，请按 2026-01-31 的格式填写。")
        return found

    def complain(self, column: str, says: str) -> None:
        """Note what is wrong with a cell."""
        self.problems.append(RowProblem(self.sheet, self.number, column, self.text(column), says))

    def complain_of(self, complaint: Complaint) -> None:
        """Note what is wrong with the entry made from this row."""
        self.problems.append(
            RowProblem(self.sheet, self.number, complaint.field, complaint.value, complaint.says)
        )


def sheets_of(source: Path | bytes) -> dict[str, list[Row]]:
    """Read the sheets of the register that the workbook has; others are left alone.

    Raises:
        WorkbookMistake: no workbook, damaged, too large, without the sheet “机构”, or a sheet without
            its header or one of the columns it cannot do without.
    """
    workbook = _opened(source)
    if ORGANISATIONS not in workbook.sheet_names:
        raise WorkbookMistake(
            f"工作簿里没有名为“{ORGANISATIONS}”的工作表。请先导出机构名录，在其中修改后再导入。"
        )
    return {name: list(_rows(workbook, name)) for name in NEEDED if name in workbook.sheet_names}


def _opened(source: Path | bytes) -> CalamineWorkbook:
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > LARGEST:
        raise WorkbookMistake(f"文件超过 {LARGEST // 1_000_000} MB，请分成几个文件导入。")
    content = source if isinstance(source, bytes) else source.read_bytes()
    try:
        Package(io.BytesIO(content))  # refuses what unpacks to far more than a workbook
        return load_workbook(io.BytesIO(content))
    except Unreadable as error:
        raise WorkbookMistake(str(error)) from error
    except (CalamineError, ValueError) as error:
        raise WorkbookMistake(DAMAGED) from error


def _rows(workbook: CalamineWorkbook, name: str) -> Iterator[Row]:
    try:
        cells = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, ValueError) as error:
        raise WorkbookMistake(DAMAGED) from error
    texts = [[_text(cell) for cell in row] for row in cells]
    at = next((place for place, row in enumerate(texts[:SEARCHED_ROWS]) if CODE in row), None)
    if at is None:
        raise WorkbookMistake(f"工作表“{name}”前{SEARCHED_ROWS}行里没有标题行（应有“{CODE}”一列）。")
    header = texts[at]
    if missing := [column for column in NEEDED[name] if column not in header]:
        raise WorkbookMistake(f"工作表“{name}”缺少列：{'、'.join(missing)}。请补上这些列后再导入。")
    for number, row in enumerate(texts[at + 1 :], at + 2):
        filled = {column: text for column, text in zip(header, row, strict=False) if column and text}
        if filled:
            yield Row(name, number, filled)


def _text(cell: object) -> str:
    """The cell's trimmed text; nothing for a number too large to be one."""
    if isinstance(cell, float) and not math.isfinite(cell):
        return ""
    return (text_of(cell) or "").strip()
