"""A list as a workbook for WPS and Excel, written as it is read.

XlsxWriter makes the frame: head lines, formats, page set-up. Its own mode of constant memory puts rows into
temporary files, and no identity may stand on a disk in the clear; so the rows are written here, row by row
into compressed memory, and put into the frame's sheet. About 1 MB for 10,000 rows of fifteen columns.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from qinkang.reports.exports import Column, Head, Kind

SHEET = "xl/worksheets/sheet1.xml"
SIGNED = "填报人：　　　　　　　　审核人：　　　　　　　　负责人：　　　　　　　　"
WOULD_BE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters by which a spreadsheet takes a text that is typed again for a formula."""
PIECE = 1 << 16
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_STYLE = re.compile(r' s="(\d+)"')
TEXT, QUOTED, COUNT, RATE = range(4)


class Rows:
    """Rows of a sheet, compressed as they come.

    Args:
        first: the row of the sheet in which the first one stands, from 1.
        styles: numbers of the formats for text, text that looks like a formula, counts and rates.
    """

    def __init__(self, columns: Sequence[Column], first: int, styles: Sequence[int]) -> None:
        self._columns = [(xl_col_to_name(place), one.kind) for place, one in enumerate(columns)]
        self._styles, self._next = styles, first
        self._packed = io.BytesIO()
        self._packing = zlib.compressobj(6)
        self.count = 0

    def write(self, row: Sequence[Any]) -> None:
        """Add one row."""
        cells = "".join(
            self._cell(f"{letter}{self._next}", kind, value)
            for (letter, kind), value in zip(self._columns, row, strict=True)
            if value is not None and value != ""
        )
        self._packed.write(self._packing.compress(f'<row r="{self._next}">{cells}</row>'.encode()))
        self._next += 1
        self.count += 1

    def _cell(self, place: str, kind: Kind, value: Any) -> str:
        if kind is not Kind.TEXT and isinstance(value, int | float):
            style = self._styles[COUNT if kind is Kind.COUNT else RATE]
            return f'<c r="{place}" s="{style}"><v>{value!r}</v></c>'
        text = _NOT_IN_XML.sub("", str(value))
        style = self._styles[QUOTED if text.startswith(WOULD_BE_FORMULA) else TEXT]
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'

    def unpacked(self) -> Iterator[bytes]:
        """Give the rows as they stand in the sheet, piece by piece."""
        self._packed.write(self._packing.flush())
        self._packed.seek(0)
        unpacking = zlib.decompressobj()
        while piece := self._packed.read(PIECE):
            while piece:
                yield unpacking.decompress(piece, PIECE * 8)
                piece = unpacking.unconsumed_tail
        yield unpacking.flush()


class Workbook:
    """One list on one sheet, with its head, its foot and its page set-up.

    Write rows, then ask for the bytes once.
    """

    def __init__(self, title: str, columns: Sequence[Column], head: Head) -> None:
        self._title, self._columns, self._head = title, columns, _said(head)
        self.header = len(self._head) + 2  # title, head lines, then the row of column titles, from 1
        _, styles = self._frame(0)
        self.rows = Rows(columns, self.header + 1, styles)

    def content(self) -> bytes:
        """Return the workbook."""
        frame, _ = self._frame(self.rows.count)
        whole = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(frame)) as made,
            zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as out,
        ):
            for member in made.infolist():
                if member.filename != SHEET:
                    out.writestr(member, made.read(member))
            before, after = re.split(
                rf'<row r="{self.header + 1}".*?</row>', made.read(SHEET).decode(), maxsplit=1
            )
            with out.open(SHEET, "w") as sheet:
                sheet.write(before.encode())
                for piece in self.rows.unpacked():
                    sheet.write(piece)
                sheet.write(after.encode())
        return whole.getvalue()

    def _frame(self, count: int) -> tuple[bytes, list[int]]:
        """Make everything but the rows, with one row in their place; and tell the numbers of the formats."""
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        book.set_properties({"title": self._title, "company": "秦康"})
        sheet = book.add_worksheet("名单")
        last = len(self._columns) - 1
        across = sheet.merge_range if last else _alone(sheet)
        across(
            0, 0, 0, last, self._title, book.add_format({"bold": True, "font_size": 16, "align": "center"})
        )
        for row, line in enumerate(self._head, start=1):
            across(row, 0, row, last, line, book.add_format({"font_color": "#566473", "text_wrap": True}))
        titled = {"bold": True, "border": 1, "bg_color": "#E3F0F1", "text_wrap": True, "valign": "vcenter"}
        for place, column in enumerate(self._columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(self.header - 1, place, column.title, book.add_format(titled))
        cell = {"border": 1, "border_color": "#CFD6DB"}
        formats = [
            book.add_format({**cell, "num_format": "@"}),
            book.add_format({**cell, "num_format": "@", "quote_prefix": True}),
            book.add_format({**cell, "num_format": "#,##0"}),
            book.add_format({**cell, "num_format": "#,##0.0"}),
        ]
        for place, one in enumerate(formats):
            sheet.write_number(self.header, place, 0, one)
        foot = self.header + max(count, 1) + 1
        across(foot, 0, foot, last, SIGNED, book.add_format({"top": 0}))
        sheet.freeze_panes(self.header, 0)
        sheet.autofilter(self.header - 1, 0, self.header - 1 + count, last)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(self.header - 1)
        sheet.print_area(0, 0, foot, last)
        sheet.set_margins(0.5, 0.5, 0.6, 0.7)
        sheet.set_footer(f"&L{self._title.replace('&', '&&')}&C第 &P 页，共 &N 页&R&D")
        book.close()
        with zipfile.ZipFile(io.BytesIO(out.getvalue())) as made:
            found = re.search(rf'<row r="{self.header + 1}".*?</row>', made.read(SHEET).decode())
        return out.getvalue(), [int(one) for one in _STYLE.findall(found[0] if found else "")]


def _alone(sheet: Any) -> Any:
    """Write where there is only one column, and nothing to merge."""
    return lambda row, first, _row, _last, text, look: sheet.write_string(row, first, text, look)


def _said(head: Head) -> list[str]:
    """Return the head's lines."""
    first = [f"单位：{head.unit}" if head.unit else "", f"时期：{head.period}" if head.period else ""]
    first.append(f"数据时间：{head.data_time}" if head.data_time else "")
    lines = ["　　".join(one for one in first if one)]
    lines += [f"筛选：{head.filters}" if head.filters else "", f"说明：{head.source}" if head.source else ""]
    return [line for line in lines if line]
