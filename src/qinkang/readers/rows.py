"""Lines of delimited text become rows of cells, with the line on which each row begins.

Two ways that give the same: whole blocks by the column parser where the quoting is sound, and row by
row where it is not. The second finds the broken row, reports it and goes on with the next line, so a
quote that is never closed costs one row and not the rest of the file.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv

from qinkang.readers.chunking import batch_of, names
from qinkang.readers.source import LineProblem

# A cell with more line breaks than this has lost its closing quote; addresses and findings have two or three.
LONGEST_ROW = 20

UNCLOSED = "引号没有成对，这一行未读取，从下一行继续。请在该单元格补上或去掉引号。"
MISQUOTED = "引号后面还有文字，这一行未读取。请检查该行的引号。"
TOO_LONG = "单元格太长，这一行未读取。请检查该行的引号和分隔符。"

Lines = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Rows:
    """Rows of one block.

    Attributes:
        batch: the cells as text, null where empty.
        first, last: for each row its first and last line.
        problems: rows not read.
        used: how many bytes of the block these rows took; what follows is the beginning of a row.
        next_line: the line on which that row begins.
    """

    batch: pa.RecordBatch
    first: Lines
    last: Lines
    problems: list[LineProblem]
    used: int
    next_line: int


def wrong_width(cells: int, width: int) -> str:
    """The sentence for a row with too few or too many cells."""
    return f"这一行有 {cells} 个单元格，标题行有 {width} 个，未读取。请检查该行是否多了或少了分隔符或换行。"


def parse(block: bytes, line: int, delimiter: str, width: int, *, last: bool) -> Rows:
    """Parse a block of UTF-8 that begins with a row, ends with LF, and whose first line is `line`.

    `last` says that nothing follows, so an open quote is broken and not just unfinished.
    """
    rows = _whole_block(block, line, delimiter, width, last)
    return rows if rows is not None else _quoted_apart(block, line, delimiter, width, last)


def _whole_block(block: bytes, line: int, delimiter: str, width: int, last: bool) -> Rows | None:
    """The fast way; None where the quoting is not sound throughout."""
    if b"\r" in block and block.count(b"\r") != block.count(b"\r\n"):
        return None  # the column parser would end a row at a lone CR
    octets = np.frombuffer(block, np.uint8)
    breaks = np.flatnonzero(octets == ord("\n"))
    if b'"' in block:
        quotes = np.flatnonzero(octets == ord('"'))
        if not _sound(octets, quotes, ord(delimiter)):
            return None
        closed = np.searchsorted(quotes, breaks) % 2 == 0
    else:
        closed = np.ones(len(breaks), dtype=bool)
    ends = breaks[closed]  # of the rows: their line break
    last_line = line + np.flatnonzero(closed)
    used = int(ends[-1]) + 1 if len(ends) else 0
    next_line = int(last_line[-1]) + 1 if len(ends) else line
    open_lines = line + len(breaks) - next_line
    if open_lines and (last or open_lines > LONGEST_ROW):
        return None
    starts = np.concatenate(([0], ends[:-1] + 1))[: len(ends)]
    first_line = np.concatenate(([line], last_line[:-1] + 1))[: len(ends)]
    if len(ends) and int((last_line - first_line).max()) >= LONGEST_ROW:
        return None
    length = ends - starts
    written = (length > 1) | ((length == 1) & (octets[starts] != ord("\r")))  # not an empty line
    starts, ends, first_line, last_line = (
        starts[written],
        ends[written],
        first_line[written],
        last_line[written],
    )

    refused: list[int] = []

    def refuse(row: Any) -> str:
        refused.append(row.number - 1)
        return "skip"

    try:
        batch = _columns(block[:used], delimiter, width, refuse) if len(starts) else batch_of([], width)
    except pa.ArrowInvalid:
        return None
    kept = np.ones(len(starts), dtype=bool)
    kept[refused] = False
    if batch.num_rows != int(kept.sum()):
        return None
    rows = Rows(batch, first_line[kept], last_line[kept], [], used, next_line)
    again = [
        _row_by_row(block[starts[index] : ends[index] + 1], int(first_line[index]), delimiter, width, True)
        for index in refused
    ]
    return _together(rows, again) if again else rows


def _sound(octets: npt.NDArray[np.uint8], quotes: Lines, delimiter: int) -> bool:
    """Every opening quote begins a cell and every closing quote ends one (a doubled quote is both)."""
    opening, closing = quotes[0::2], quotes[1::2]
    before = octets[opening - 1]
    begins = (before == delimiter) | (before == ord("\n")) | (opening == 0)
    begins[1:] |= opening[1:] == closing[: len(opening) - 1] + 1
    after = octets[np.minimum(closing + 1, len(octets) - 1)]
    ends = (after == delimiter) | (after == ord("\n")) | (after == ord("\r")) | (after == ord('"'))
    return bool(begins.all() and ends.all())


def _columns(block: bytes, delimiter: str, width: int, refuse: Any) -> pa.RecordBatch:
    columns = names(width)
    table = pyarrow.csv.read_csv(
        pa.BufferReader(block),
        # one thread: only then does the parser say which row it refuses
        pyarrow.csv.ReadOptions(column_names=columns, block_size=len(block) + 1, use_threads=False),
        pyarrow.csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=refuse),
        pyarrow.csv.ConvertOptions(
            column_types={name: pa.string() for name in columns},
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            check_utf8=False,
        ),
    )
    return pa.concat_batches(table.to_batches()) if table.num_rows else batch_of([], width)


def _quoted_apart(block: bytes, line: int, delimiter: str, width: int, last: bool) -> Rows:
    """Lines with a quote row by row, the plain ones between them as one block."""
    lines = block.split(b"\n")[:-1]
    careful = _Careful(lines, line, delimiter, width, last)
    plain: list[int] = []
    at = 0
    while at < len(lines):
        if b'"' not in lines[at] and lines[at].find(b"\r", 0, -1) < 0:
            plain.append(at)
            at += 1
        elif (following := careful.take(at)) is not None:
            at = following
        else:
            break
    used = sum(map(len, lines[:at])) + at
    quoted = careful.rows(used, line + at)
    rest = b"".join(lines[index] + b"\n" for index in plain)
    rows = _whole_block(rest, 0, delimiter, width, True) if plain else None
    if rows is None:
        return quoted if not plain else _row_by_row(block, line, delimiter, width, last)
    number = np.array(plain, np.int64) + line  # of the plain lines, which were counted without the others
    first = number[rows.first]
    problems = [LineProblem(int(number[problem.row]), problem.message) for problem in rows.problems]
    return _together(Rows(rows.batch, first, first, problems, used, line + at), [quoted])


def _row_by_row(block: bytes, line: int, delimiter: str, width: int, last: bool) -> Rows:
    """The careful way for every row."""
    lines = block.split(b"\n")[:-1]
    careful = _Careful(lines, line, delimiter, width, last)
    at = 0
    while at < len(lines) and (following := careful.take(at)) is not None:
        at = following
    return careful.rows(sum(map(len, lines[:at])) + at, line + at)


class _Careful:
    """Each row is tried from its first line; a broken one costs that line only."""

    def __init__(self, lines: list[bytes], line: int, delimiter: str, width: int, last: bool) -> None:
        self._lines, self._line, self._last = lines, line, last
        self._delimiter, self._width = delimiter, width
        self._cells: list[list[str | None]] = []
        self._first: list[int] = []
        self._final: list[int] = []
        self._problems: list[LineProblem] = []

    def take(self, at: int) -> int | None:
        """Read the row that begins on line `at`; the line after it, or None if it goes on in the next block."""
        begin = _one_line(self._lines[at].decode())
        if begin.strip("\r\n" if self._width == 1 else None) == "":
            return at + 1
        window = range(at + 1, min(at + LONGEST_ROW, len(self._lines)))
        following = (self._lines[index].decode() + "\n" for index in window)
        reader = csv.reader(chain([begin + "\n"], following), delimiter=self._delimiter, strict=True)
        try:
            cells = next(reader)
        except csv.Error as error:
            unfinished = str(error) == "unexpected end of data"
            if unfinished and not self._last and at + LONGEST_ROW > len(self._lines):
                return None
            return self._refuse(at, _why(unfinished or reader.line_num > 1, str(error)))
        while len(cells) > self._width and cells[-1] == "":
            cells.pop()
        if len(cells) != self._width:
            several = reader.line_num > 1
            return self._refuse(at, UNCLOSED if several else wrong_width(len(cells), self._width))
        self._cells.append([cell or None for cell in cells])
        self._first.append(self._line + at)
        self._final.append(self._line + at + reader.line_num - 1)
        return at + reader.line_num

    def _refuse(self, at: int, message: str) -> int:
        self._problems.append(LineProblem(self._line + at, message))
        return at + 1

    def rows(self, used: int, next_line: int) -> Rows:
        """What was taken."""
        first, final = np.array(self._first, np.int64), np.array(self._final, np.int64)
        return Rows(batch_of(self._cells, self._width), first, final, self._problems, used, next_line)


def _one_line(text: str) -> str:
    """A lone CR outside quotes is a slip of the sending system: a space, not a new row."""
    if '"' in text or "\r" not in text:
        return text
    return text[:-1].replace("\r", " ") + text[-1]


def _why(unclosed: bool, error: str) -> str:
    if "field larger than" in error:
        return TOO_LONG
    return UNCLOSED if unclosed else MISQUOTED


def _together(rows: Rows, others: list[Rows]) -> Rows:
    first = np.concatenate([rows.first, *(other.first for other in others)])
    last = np.concatenate([rows.last, *(other.last for other in others)])
    order = np.argsort(first, kind="stable")
    batch = pa.concat_batches([rows.batch, *(other.batch for other in others)])
    if not np.array_equal(order, np.arange(len(order))):
        batch = batch.take(pa.array(order))
    problems = rows.problems + [problem for other in others for problem in other.problems]
    return Rows(batch, first[order], last[order], problems, rows.used, rows.next_line)
