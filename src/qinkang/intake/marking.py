"""问题标注: what is wrong with each row, written into a copy of the sender's own file. In memory only."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from typing import BinaryIO

import pyarrow as pa
import xlsxwriter
from openpyxl import load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from qinkang.cleansing.effect import SEVERITY_IN_WORDS
from qinkang.cleansing.sayings import remedy_of, sentence_of, title_of
from qinkang.intake.models import Batch, Finding
from qinkang.readers import Source

TITLE = "问题标注（秦康）"
WIDTH = 60  # characters
AS_IT_IS = 20 << 20  # bytes: a workbook takes some fifty times its size in memory
MOST_ROWS = 100_000  # beyond these, only the rows with findings
GRAVEST = ("reject", "hold", "correct", "flag")
FILLS = {"reject": "FDE4E1", "hold": "FDF0CF", "correct": "E3F0F1", "flag": "EAEEF1"}


def sayings(batch: Batch) -> dict[int, tuple[str, str]]:
    """Row number to the gravest severity and everything that was found in the row, in words."""
    found: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    rows = Finding.objects.filter(batch=batch, row_number__isnull=False)
    sentences: dict[tuple[str, str, str], str] = {}
    for number, rule, field, severity in rows.values_list("row_number", "rule", "field", "severity"):
        if (rule, field, severity) not in sentences:
            said = sentence_of(batch.dataset, rule, field)
            todo = remedy_of(batch.dataset, rule)
            sentences[rule, field, severity] = (
                f"[{SEVERITY_IN_WORDS.get(severity, severity)}] {title_of(batch.dataset, field)}：{said}{todo}（{rule}）"
            )
        found[number].append((GRAVEST.index(severity), severity, sentences[rule, field, severity]))
    return {
        number: (min(one)[1], "\n".join(says for *_, says in sorted(one))) for number, one in found.items()
    }


def marked(
    plain: BinaryIO, source: Source, said: Mapping[int, tuple[str, str]], size: int
) -> tuple[bytes, str]:
    """Write the copy, an XLSX; return it and what its reader should know.

    A workbook stays as it is but for one column on the right of the sheet that was read. Other formats,
    and workbooks too large to be kept in memory, become a plain sheet of the same columns.
    """
    if source.format == "xlsx" and size <= AS_IT_IS:
        plain.seek(0)
        return _in_their_workbook(plain.read(), source, said), ""
    return _as_plain_sheet(source, said)


def _in_their_workbook(content: bytes, source: Source, said: Mapping[int, tuple[str, str]]) -> bytes:
    book = load_workbook(io.BytesIO(content), rich_text=True)
    sheet = book[source.sheet] if source.sheet in book.sheetnames else book.active
    column = sheet.max_column + 1
    head = sheet.cell(source.header_row, column, TITLE)
    head.font = Font(bold=True)
    sheet.column_dimensions[get_column_letter(column)].width = WIDTH
    for number, (severity, says) in said.items():
        cell = sheet.cell(number, column)
        cell.value, cell.data_type = says, "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.fill = PatternFill("solid", start_color=FILLS[severity])
    if sheet.auto_filter.ref is not None:
        first = sheet.auto_filter.ref.partition(":")[0]
        sheet.auto_filter.ref = f"{first}:{get_column_letter(column)}{sheet.max_row}"
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    """Save a workbook without the temporary file in the clear that its library would write."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        _InMemory(book, archive).write_data()
    return out.getvalue()


class _InMemory(ExcelWriter):
    def write_worksheet(self, ws: Worksheet) -> None:
        writer = WorksheetWriter(ws, out=io.BytesIO())
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], writer.out.getvalue())
        self.manifest.append(ws)


def _as_plain_sheet(source: Source, said: Mapping[int, tuple[str, str]]) -> tuple[bytes, str]:
    out = io.BytesIO()
    chunks = list(source.chunks())
    count = sum(chunk.batch.num_rows + len(chunk.problems) for chunk in chunks)
    whole = count <= MOST_ROWS
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("问题标注")
        bold = book.add_format({"bold": True, "bg_color": "#E3F0F1", "text_wrap": True})
        styles = {
            one: book.add_format({"text_wrap": True, "valign": "top", "bg_color": f"#{colour}"})
            for one, colour in FILLS.items()
        }
        last = len(source.header) + 1
        sheet.write_row(0, 0, ["原文件行号", *_titles(source), TITLE], bold)
        sheet.set_column(0, 0, 10)
        sheet.set_column(last, last, WIDTH)
        sheet.freeze_panes(1, 1)
        at = 1
        for chunk in chunks:
            unread = [(problem.row, [None] * len(source.header)) for problem in chunk.problems]
            for number, cells in sorted(
                [*_rows(chunk.batch, chunk.row_numbers), *unread], key=lambda row: row[0]
            ):
                severity, says = said.get(number, ("", ""))
                if not (says or whole):
                    continue
                sheet.write_number(at, 0, number)
                for place, cell in enumerate(cells, 1):
                    if cell is not None:
                        sheet.write_string(at, place, cell)
                if says:
                    sheet.write_string(at, last, says, styles[severity])
                at += 1
        sheet.autofilter(0, 0, max(at - 1, 1), last)
    return out.getvalue(), "" if whole else f"原文件有 {count:,} 行，这里只列有问题的行。"


def _titles(source: Source) -> list[str]:
    return [
        f"{above} {title}".strip() for above, title in zip(source.header_above, source.header, strict=True)
    ]


def _rows(batch: pa.RecordBatch, numbers: pa.Array) -> list[tuple[int, list[str | None]]]:
    columns = [column.to_pylist() for column in batch.columns]
    return list(zip(numbers.to_pylist(), map(list, zip(*columns, strict=True)), strict=True))
