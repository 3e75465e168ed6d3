"""The parts of an XLSX file (ECMA-376): checked before use, and a sheet given in bands of rows.

calamine reads a sheet whole: 1,048,576 rows of 20 columns took 1.8 GB. So the sheet's XML is cut between
rows and calamine is given one small workbook per band, with the styles and shared texts of the whole.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.etree import ElementTree

from qinkang.readers.band import DAMAGED, Band, band_of, opened
from qinkang.readers.source import Unreadable

UNPACKED_LIMIT = 8 << 30  # a full sheet of 150 columns has 7 GB of XML
SHARED_TEXT_LIMIT = 512 << 20  # shared texts must be held whole
SUSPICIOUS_RATIO = 200  # real workbooks pack 8:1 to 40:1, empty formatted rows 100:1, bombs 1000:1
SUSPICIOUS_SIZE = 100 << 20  # below this no ratio hurts
BAND_BYTES = 48 << 20  # of sheet XML: some 55,000 rows of 20 columns
BAND_ROWS = 65_536  # also where rows are nearly empty: calamine fills the rectangle between used cells
READ_BYTES = 4 << 20
WIDEST = "ZZ"  # 702 columns; a stray cell further right would make every row 16,384 cells wide

# These run over gigabytes: each begins with a literal, which the regex engine can look for quickly.
ROOT = re.compile(rb"<((?:\w+:)?)worksheet\b[^>]*>")
SHEET_DATA = re.compile(rb"<(?:\w+:)?sheetData\s*(/?)>")
END_OF_DATA = b"sheetData>"
MERGES = re.compile(rb"<((?:\w+:)?)mergeCells\b.*?</(?:\w+:)?mergeCells>", re.DOTALL)
TOO_FAR_RIGHT = re.compile(rb' r="[A-Z]{3}'), re.compile(rb" r='[A-Z]{3}")
FORMULA = re.compile(rb"<f[ >/]")
FORMULA_WITHOUT_VALUE = re.compile(rb"</f>(?:<v ?/>|<v></v>)?</c>")
ERROR_VALUE = re.compile(rb' t="e"')

BOMB = "工作簿解压后过大，可能已损坏或被恶意构造，已拒绝读取。请核对来源；若确有这么多数据，请导出为 CSV。"

# What calamine needs to understand a sheet; drawings, caches and other sheets stay where they are.
NEEDED = re.compile(
    r"(?i)(^|/)(\[content_types\]\.xml|\.rels|workbook\.xml(\.rels)?|styles\.xml|sharedstrings\.xml)$"
)
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True)
class Sheet:
    """One sheet of the workbook and the part that holds it."""

    name: str
    part: str
    visible: bool


@dataclass(frozen=True)
class Survey:
    """What is known of a sheet after one pass over its XML.

    Attributes:
        has_rows: there is at least one row element.
        numbered: rows carry their numbers (they may leave it out).
        merges: the XML of the merged regions.
        formulas, without_value, errors: how many cells have a formula, have one that was never
            calculated, hold an error value.
    """

    has_rows: bool
    numbered: bool = True
    merges: bytes = b""
    formulas: int = 0
    without_value: int = 0
    errors: int = 0


class Package:
    """An XLSX file opened for reading."""

    def __init__(self, stream: BinaryIO) -> None:
        """Open and check.

        Raises:
            Unreadable: no XLSX, a password, damage, or far too large when unpacked.
        """
        try:
            stream.seek(0)
            self._zip = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Unreadable(DAMAGED) from error
        self._parts = {info.filename: info for info in self._zip.infolist()}
        lower = {name.lower() for name in self._parts}
        if "xl/workbook.bin" in lower:
            raise Unreadable("这是 XLSB 格式的工作簿，目前不能读取。请另存为 XLSX 再提交。")
        if "xl/workbook.xml" not in lower:
            raise Unreadable("这是其他 Office 文件，不是工作簿。请提交 XLSX 文件。")
        if any(info.flag_bits & 1 for info in self._parts.values()):
            raise Unreadable("工作簿设有密码，无法读取。请取消密码后再提交。")
        self._refuse_bombs()
        self._base = self._small_parts()
        # Of the sheet last read: what stands before and after its rows, and how its rows begin.
        self._head = self._tail = b""
        self._row, self._row_number = b"<row", re.compile(rb"<row")

    def _refuse_bombs(self) -> None:
        unpacked = sum(info.file_size for info in self._parts.values())
        packed = sum(info.compress_size for info in self._parts.values())
        shared = sum(i.file_size for n, i in self._parts.items() if n.lower().endswith("sharedstrings.xml"))
        if unpacked > UNPACKED_LIMIT or shared > SHARED_TEXT_LIMIT:
            raise Unreadable(BOMB)
        if unpacked > SUSPICIOUS_SIZE and unpacked > SUSPICIOUS_RATIO * max(packed, 1):
            raise Unreadable(BOMB)

    def _small_parts(self) -> bytes:
        small = io.BytesIO()
        with zipfile.ZipFile(small, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
            for name in self._parts:
                if NEEDED.search(name) and "/worksheets/" not in name.lower():
                    target.writestr(name, self._whole(name))
        return small.getvalue()

    def _whole(self, name: str) -> bytes:
        return b"".join(self._stream_part(name))

    def _stream_part(self, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(self._parts[name]) as part:
                while block := part.read(READ_BYTES):
                    yield block
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError) as error:
            raise Unreadable(DAMAGED) from error

    def sheets(self) -> tuple[Sheet, ...]:
        """The worksheets in the workbook's order (chart sheets and the like are left out)."""
        book = self._xml("xl/workbook.xml")
        targets = {
            relation.get("Id"): relation.get("Target", "")
            for relation in self._xml("xl/_rels/workbook.xml.rels")
            if relation.get("Type", "").endswith("/worksheet")
        }
        found = []
        for element in book.iter():
            if not element.tag.endswith("}sheet"):
                continue
            target = targets.get(element.get(RELATION) or element.get(STRICT_RELATION))
            if target is None:
                continue
            part = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            if part in self._parts:
                found.append(
                    Sheet(element.get("name", ""), part, element.get("state", "visible") == "visible")
                )
        return tuple(found)

    def _xml(self, name: str) -> ElementTree.Element:
        actual = next((part for part in self._parts if part.lower() == name.lower()), None)
        text = self._whole(actual) if actual is not None else b""
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise Unreadable(DAMAGED)  # no office program writes these; they only serve attacks
        try:
            return ElementTree.fromstring(text)  # noqa: S314  # no DTD, so no entities to expand
        except ElementTree.ParseError as error:
            raise Unreadable(DAMAGED) from error

    def survey(self, sheet: Sheet) -> Survey:
        """One pass over a sheet's XML.

        Raises:
            Unreadable: cells beyond column WIDEST, no worksheet, or damage.
        """
        has_rows = numbered = False
        formulas = without_value = errors = 0
        for piece in self._rows_xml(sheet):
            has_rows = has_rows or b"row" in piece
            numbered = numbered or self._row_number.search(piece) is not None
            if any(far.search(piece) for far in TOO_FAR_RIGHT):
                raise Unreadable(
                    f"工作表“{sheet.name}”在 {WIDEST} 列以右还有内容，超出可读取的列数。"
                    "请删除表格右侧多余的列（包括看似空白的列）后再提交。"
                )
            if FORMULA.search(piece):
                formulas += len(FORMULA.findall(piece))
                without_value += len(FORMULA_WITHOUT_VALUE.findall(piece))
            errors += len(ERROR_VALUE.findall(piece))
        merges = MERGES.search(self._tail)
        return Survey(has_rows, numbered, merges[0] if merges else b"", formulas, without_value, errors)

    def bands(self, sheet: Sheet, survey: Survey) -> Iterator[Band]:
        """The rows of a sheet in bands.

        Raises:
            Unreadable: damage, or a large sheet whose rows carry no numbers.
        """
        for workbook in self._workbooks(sheet, survey):
            band = band_of(opened(workbook), sheet.name)
            if band is not None:
                yield band

    def _workbooks(self, sheet: Sheet, survey: Survey) -> Iterator[bytes]:
        """The rows of a sheet in bands, each as a whole workbook of that one sheet.

        Raises:
            Unreadable: damage, or a large sheet whose rows carry no numbers.
        """
        band: list[bytes] = []
        size, first = 0, None
        for piece in self._rows_xml(sheet):
            if not survey.numbered:
                band.append(piece)
                size += len(piece)
                if size > BAND_BYTES:
                    raise Unreadable(
                        f"工作表“{sheet.name}”很大，而且各行没有编号（不是 Excel 的写法）。"
                        "请用 Excel 或 WPS 另存为 XLSX 再提交。"
                    )
                continue
            begin = 0
            for row in self._row_number.finditer(piece):
                number = int(row[1])
                first = number if first is None else first
                if number - first >= BAND_ROWS or size + row.start() - begin > BAND_BYTES:
                    band.append(piece[begin : row.start()])
                    yield self._workbook(sheet, b"".join(band), survey)
                    band, size, begin, first = [], 0, row.start(), number
            band.append(piece[begin:])
            size += len(piece) - begin
        if band:
            yield self._workbook(sheet, b"".join(band), survey)

    def _workbook(self, sheet: Sheet, rows: bytes, survey: Survey) -> bytes:
        root = ROOT.search(self._head)
        if root is None:
            raise Unreadable(DAMAGED)
        prefix = root[1]
        xml = b"%b<%bsheetData>%b</%bsheetData>%b</%bworksheet>" % (
            root[0], prefix, rows, prefix, survey.merges, prefix,
        )  # fmt: skip
        whole = io.BytesIO(self._base)
        with zipfile.ZipFile(whole, "a", zipfile.ZIP_STORED) as target:
            target.writestr(sheet.part, xml)
        return whole.getvalue()

    def _rows_xml(self, sheet: Sheet) -> Iterator[bytes]:
        """The XML of the rows in pieces of whole rows; what stands around them is kept aside."""
        self._head = self._tail = b""
        left = b""
        inside = False
        for block in self._stream_part(sheet.part):
            if self._tail:
                self._tail += block
                continue
            left += block
            if not inside:
                start = SHEET_DATA.search(left)
                if start is None:
                    continue
                self._head, inside = left[: start.start()], True
                root = ROOT.search(self._head)
                if root is None:
                    break
                self._row = b"<" + root[1] + b"row"
                self._row_number = re.compile(self._row + rb"""\s(?:[^>]*?\s)?r=["'](\d+)["']""")
                if start[1]:
                    self._tail = left[start.end() :] or b" "
                    continue
                left = left[start.end() :]
            if (end := left.find(END_OF_DATA)) >= 0:
                self._tail = left[end:]
                yield left[: left.rfind(b"<", 0, end)]
                left = b""
            elif (cut := left.rfind(self._row)) > 0:  # all before the last row's beginning is complete
                yield left[:cut]
                left = left[cut:]
        if not self._tail:
            raise Unreadable(DAMAGED)
