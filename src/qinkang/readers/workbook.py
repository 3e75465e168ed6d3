"""A sheet of a workbook, XLSX or XLS, as a Source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

import numpy as np
import pyarrow as pa

from qinkang.readers.band import Band
from qinkang.readers.cells import TEXTS, text_of
from qinkang.readers.chunking import chunked, names, tidied
from qinkang.readers.header import SEARCHED_ROWS, Header, find_header
from qinkang.readers.old_workbook import OldWorkbook
from qinkang.readers.package import Package, Sheet, Survey
from qinkang.readers.source import Chunk, Remarks, Source, Unreadable

HEAD_ROWS = SEARCHED_ROWS + 10  # so that a header on the last searched row still has data below


class Book(Protocol):
    """An opened workbook, whatever its format."""

    def sheets(self) -> tuple[Sheet, ...]: ...
    def survey(self, sheet: Sheet) -> Survey: ...
    def bands(self, sheet: Sheet, survey: Survey) -> Iterator[Band]: ...


@dataclass(frozen=True)
class Table:
    """The table found on a sheet; columns `left` to `left + width`, rows counted from 1."""

    sheet: Sheet
    survey: Survey
    header: Header
    header_row: int
    left: int

    @property
    def width(self) -> int:
        """How many columns the header has."""
        return len(self.header.texts)


def open_workbook(stream: BinaryIO, name: str) -> Source:
    """Open the first visible sheet of an XLSX that holds a table.

    Raises:
        Unreadable: no workbook, a password, damage, too large, or no sheet with a header.
    """
    return _source(Package(stream), name, "xlsx")


def open_old_workbook(stream: BinaryIO, name: str) -> Source:
    """Open the first visible sheet of an XLS that holds a table. Raises Unreadable likewise."""
    return _source(OldWorkbook(stream), name, "xls")


def _source(book: Book, name: str, kind: str) -> Source:
    table, others = _choose(book)

    def read(remarks: Remarks) -> Iterator[Chunk]:
        return chunked(tidied(piece, remarks) for piece in _pieces(book, table, remarks))

    return Source(
        name=name,
        format=kind,
        encoding=None,
        sheet=table.sheet.name,
        header=table.header.texts,
        header_above=table.header.above,
        header_row=table.header_row,
        title=table.header.title,
        read=read,
        opening_notes=tuple(_notes(table, others)),
    )


def _choose(book: Book) -> tuple[Table, list[str]]:
    """The sheet to read, and the names of other visible sheets that also hold something.

    The first with a header of at least two columns; a sheet of instructions has one. Only where there is
    no such sheet, the first with anything that can be a header.
    """
    visible = [sheet for sheet in book.sheets() if sheet.visible]
    surveys = {sheet: survey for sheet in visible if (survey := book.survey(sheet)).has_rows}
    if not surveys:
        hidden = "（隐藏的工作表不读取）" if len(visible) < len(book.sheets()) else ""
        raise Unreadable(f"工作簿里没有任何内容{hidden}。请检查是否选错了文件。")
    tables: list[Table] = []
    for sheet, survey in surveys.items():
        table = _table(book, sheet, survey)
        if table is not None:
            tables.append(table)
            if table.width > 1:
                break
    if not tables:
        raise Unreadable(
            f"工作表“{next(iter(surveys)).name}”前 {SEARCHED_ROWS} 行里找不到标题行（写有各列名称的一行）。"
            "请在数据上方加一行列名再提交。"
        )
    chosen = tables[-1] if tables[-1].width > 1 else tables[0]
    return chosen, [sheet.name for sheet in surveys if sheet != chosen.sheet]


def _table(book: Book, sheet: Sheet, survey: Survey) -> Table | None:
    band = next(book.bands(sheet, survey), None)
    if band is None:
        return None
    rows = [[text_of(cell) for cell in row] for row in band.rows[:HEAD_ROWS]]
    merges = [
        (
            (top - band.first_row, left - band.first_column),
            (bottom - band.first_row, right - band.first_column),
        )
        for (top, left), (bottom, right) in band.merges
        if top >= band.first_row and left >= band.first_column
    ]
    header = find_header(rows, merges)
    if header is None:
        return None
    named = [index for index, text in enumerate(header.texts) if text]
    left, right = named[0], named[-1] + 1
    header = Header(
        header.texts[left:right], header.above[left:right], header.first, header.last, header.title
    )
    return Table(sheet, survey, header, band.first_row + header.last + 1, band.first_column + left)


def _notes(table: Table, others: list[str]) -> Iterator[str]:
    survey = table.survey
    if others:
        yield f"读取工作表“{table.sheet.name}”；未读取：{'、'.join(f'“{name}”' for name in others)}。"
    if survey.formulas:
        yield f"有 {survey.formulas} 个单元格是公式，取的是文件保存时的计算结果。"
    if survey.without_value:
        yield f"其中 {survey.without_value} 个公式没有保存结果，按空值读取。请用 Excel 或 WPS 保存后提交。"
    if survey.errors:
        yield f"有 {survey.errors} 个单元格是错误值（如 #N/A），按空值读取。"


def _pieces(book: Book, table: Table, remarks: Remarks) -> Iterator[Chunk]:
    for band in book.bands(table.sheet, table.survey):
        yield _piece(band, table, remarks)


def _piece(band: Band, table: Table, remarks: Remarks) -> Chunk:
    first = max(0, table.header_row - band.first_row)  # the rows below the header
    rows = band.rows[first:]
    numbers = np.arange(len(rows), dtype=np.int32) + band.first_row + first + 1
    columns = list(zip(*rows, strict=True))
    nothing = (None,) * len(rows)
    arrays = []
    for column in range(table.left, table.left + table.width):
        at = column - band.first_column
        cells = columns[at] if 0 <= at < len(columns) else nothing
        arrays.append(pa.array([TEXTS[type(cell)](cell) for cell in cells], pa.string()))
    remarks.about(_beside(columns, band, table, numbers), "{rows}在标题以外的列还有内容，未读取。")
    return Chunk(pa.RecordBatch.from_arrays(arrays, names=names(table.width)), pa.array(numbers, pa.int32()))


def _beside(
    columns: list[tuple[Any, ...]], band: Band, table: Table, numbers: np.ndarray[Any, np.dtype[np.int32]]
) -> list[int]:
    """Numbers of the rows with something to the left or right of the table."""
    filled = np.zeros(len(numbers), dtype=bool)
    for at, cells in enumerate(columns):
        if not table.left <= at + band.first_column < table.left + table.width:
            filled |= np.fromiter((cell != "" for cell in cells), dtype=bool, count=len(cells))
    found: list[int] = numbers[filled].tolist()
    return found
