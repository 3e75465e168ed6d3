"""Lines of delimited text become rows of cells, with the line on which each row begins.

Two ways that give the same: whole blocks by the column parser where the quoting is sound, and row by
row where it is not. The second finds the broken row, reports it and goes on with the next line, so a
quote that is never closed costs one row and not the rest of the file.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
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
    return rows if rows is not None else _row_by_row(block, line, delimiter, width, last)


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


def _row_by_row(block: bytes, line: int, delimiter: str, width: int, last: bool) -> Rows:
    """The careful way: each row is tried from its first line; a broken one costs that line only."""
    lines = [text + "\n" for text in block.decode().split("\n")[:-1]]
    good: list[list[str | None]] = []
    first: list[int] = []
    final: list[int] = []
    problems: list[LineProblem] = []
    at = 0
    while at < len(lines):
        if lines[at].strip("\r\n" if width == 1 else None) == "":
            at += 1
            continue
        lines[at] = _one_line(lines[at])  # only here, where a row begins, is it outside quotes
        window = range(at, min(at + LONGEST_ROW, len(lines)))
        reader = csv.reader((lines[index] for index in window), delimiter=delimiter, strict=True)
        try:
            cells = next(reader)
        except csv.Error as error:
            unfinished = str(error) == "unexpected end of data"
            if unfinished and not last and at + LONGEST_ROW > len(lines):
                break  # the row goes on in the next block
            problems.append(LineProblem(line + at, _why(unfinished or reader.line_num > 1, str(error))))
            at += 1
            continue
        while len(cells) > width and cells[-1] == "":
            cells.pop()
        if len(cells) == width:
            good.append([cell or None for cell in cells])
            first.append(line + at)
            final.append(line + at + reader.line_num - 1)
            at += reader.line_num
        else:
            several = reader.line_num > 1
            problems.append(LineProblem(line + at, UNCLOSED if several else wrong_width(len(cells), width)))
            at += 1
    used = len("".join(lines[:at]).encode())
    return Rows(
        batch_of(good, width), np.array(first, np.int64), np.array(final, np.int64), problems, used, line + at
    )


def _one_line(text: str) -> str:
    """A lone CR outside quotes is a slip of the sending system: a space, not a new row."""
    body = text.rstrip("\r\n")
    return text if '"' in body or "\r" not in body else body.replace("\r", " ") + text[len(body) :]


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
    problems = [problem for other in others for problem in other.problems]
    return Rows(batch, first[order], last[order], problems, rows.used, rows.next_line)
