"""Delimited text (CSV, TSV and kin) as a Source."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from qinkang.readers import encoding as encodings
from qinkang.readers import rows as parsing
from qinkang.readers.chunking import chunked, tidied
from qinkang.readers.header import SEARCHED_ROWS, Header, find_header
from qinkang.readers.source import Chunk, LineProblem, Remarks, Source, Unreadable

DELIMITERS = ",\t;|"
HEAD_LINES = 200  # looked at to find delimiter and header
HEAD_BYTES = 1 << 20

UNDECODABLE = "这一行有无法识别的字符（既不是 UTF-8 也不是 GB18030），未读取。请在原系统改正后重新导出。"


@dataclass(frozen=True)
class Layout:
    """How the text is laid out: its delimiter, its header, and the line on which the data begin."""

    delimiter: str
    header: Header
    header_line: int
    data_line: int


def open_delimited(stream: BinaryIO, name: str) -> Source:
    """Open a delimited text.

    Raises:
        Unreadable: no text, no header, nothing but rubbish.
    """
    encoding = encodings.detect(stream)
    first = next(encodings.passages(stream, encoding), None)
    if first is None or not first.text.strip():
        raise Unreadable("文件是空的，没有任何内容。请检查是否导出成功，或是否选错了文件。")
    layout = _layout(first.text)

    def read(remarks: Remarks) -> Iterator[Chunk]:
        return chunked(tidied(piece, remarks) for piece in _pieces(stream, encoding, layout, remarks))

    return Source(
        name=name,
        format="tsv" if layout.delimiter == "\t" else "csv",
        encoding=encoding.name,
        sheet=None,
        header=layout.header.texts,
        header_above=layout.header.above,
        header_row=layout.header_line,
        title=layout.header.title,
        read=read,
        opening_notes=(encoding.says,),
    )


def _layout(text: bytes) -> Layout:
    """The delimiter that parts most rows alike; of several about as good the one whose header comes first.

    Other delimiters may part many rows by chance, such as a semicolon between chosen items, but then
    the header has none of them.
    """
    head = text[:HEAD_BYTES].decode(errors="ignore")  # the cut may fall inside a character
    lines = [line + "\n" for line in head.split("\n")[:HEAD_LINES]]
    guesses = []
    for delimiter in DELIMITERS:
        rows = _head_rows(lines, delimiter)
        widths = [len(cells) for _, _, cells in rows if len(cells) > 1] or [1]
        times, usual = max((count, width) for width, count in Counter(widths).items())
        agreeing = times * times / len(widths) if usual > 1 else 0.0
        if (header := find_header([cells for _, _, cells in rows])) is not None:
            layout = Layout(
                delimiter,
                _as_wide_as_the_rows(header, usual),
                rows[header.last][0],
                rows[header.last][1] + 1,
            )
            named = sum(map(bool, layout.header.texts))
            guesses.append((agreeing, -layout.header_line, usual, named, layout))
    if not guesses:
        raise Unreadable(
            f"前 {SEARCHED_ROWS} 行里找不到标题行（写有各列名称的一行）。请在数据上方加一行列名再提交。"
        )
    best = max(guess[0] for guess in guesses)
    return max((guess for guess in guesses if guess[0] >= best / 2), key=lambda guess: guess[1:4])[4]


def _as_wide_as_the_rows(header: Header, usual: int) -> Header:
    """A header may end in empty cells that the rows lack, or lack a title for their last cells."""
    named = max((index + 1 for index, text in enumerate(header.texts) if text), default=0)
    width = max(named, usual)
    return replace(
        header,
        texts=header.texts[:width] + ("",) * (width - len(header.texts)),
        above=header.above[:width] + ("",) * (width - len(header.above)),
    )


def _head_rows(lines: list[str], delimiter: str) -> list[tuple[int, int, list[str]]]:
    """(first line, last line, cells) of the first rows; lines that do not parse are left out."""
    found = []
    at = 0
    while at < len(lines):
        reader = csv.reader(lines[at : at + parsing.LONGEST_ROW], delimiter=delimiter, strict=True)
        try:
            cells = next(reader)
        except csv.Error:
            at += 1
            continue
        if any(cell.strip() for cell in cells):
            found.append((at + 1, at + reader.line_num, cells))
        at += reader.line_num
    return found


def _pieces(
    stream: BinaryIO, encoding: encodings.Encoding, layout: Layout, remarks: Remarks
) -> Iterator[Chunk]:
    """The rows of each passage; a row cut by a passage's end is carried to the next."""
    width = len(layout.header.texts)
    rest, rest_line = b"", layout.data_line
    undecodable: list[int] = []
    excel_text = _excel_text(layout.delimiter)
    passages = encodings.passages(stream, encoding)
    passage = next(passages, None)
    while passage is not None:
        following = next(passages, None)
        remarks.about(passage.nul, "{rows}含有空字符（NUL），已去掉。")
        other = "UTF-8" if encoding.name == "gb18030" else "GB18030"
        remarks.about(passage.foreign, "{rows}的编码与其余行不同，按 " + other + " 读取，请核对。")
        undecodable.extend(line for line in passage.undecodable if line >= layout.data_line)
        text = passage.text
        if passage.line < layout.data_line:
            text = text.split(b"\n", layout.data_line - passage.line)[-1]
        if b'="' in text:
            text = excel_text.sub(rb"\1\2", text)
        block = rest + text
        rows = parsing.parse(block, rest_line, layout.delimiter, width, last=following is None)
        rest, rest_line = block[rows.used :], rows.next_line
        piece = _without_undecodable(rows, [bad for bad in undecodable if bad < rest_line])
        undecodable = [bad for bad in undecodable if bad >= rest_line]
        _tell_formulas(piece, layout.delimiter, block, remarks)
        yield piece
        passage = following


def _excel_text(delimiter: str) -> re.Pattern[bytes]:
    """Cells written ="0123", Excel's way to keep text from becoming a number, plain or quoted."""
    edge = re.escape(delimiter).encode()
    inside = rb'[^"\r\n' + edge + rb"]+"
    return re.compile(
        rb"(?<![^\n"
        + edge
        + rb'])(?:="('
        + inside
        + rb')"|"=""('
        + inside
        + rb')""")(?=[\r\n'
        + edge
        + rb"])"
    )


def _without_undecodable(rows: parsing.Rows, undecodable: list[int]) -> Chunk:
    batch, numbers, problems = rows.batch, rows.first, rows.problems
    told = {problem.row for problem in problems}
    if undecodable:
        bad = np.array(undecodable)
        hit = np.searchsorted(bad, rows.first) != np.searchsorted(bad, rows.last, side="right")
        batch, numbers = batch.filter(pa.array(~hit)), numbers[~hit]
        problems = problems + [LineProblem(line, UNDECODABLE) for line in undecodable if line not in told]
    return Chunk(
        batch,
        pa.array(numbers.astype(np.int32), pa.int32()),
        tuple(sorted(problems, key=lambda problem: problem.row)),
    )


def _tell_formulas(piece: Chunk, delimiter: str, block: bytes, remarks: Remarks) -> None:
    marks = delimiter.encode() + b"=", b'"=', b"\n="
    if not block.startswith(b"=") and not any(mark in block for mark in marks):
        return
    formula = np.zeros(piece.batch.num_rows, dtype=bool)
    for column in piece.batch.columns:
        formula |= pc.fill_null(pc.starts_with(column, "="), False).to_numpy(zero_copy_only=False)
    rows = piece.row_numbers.to_numpy()[formula].tolist()
    remarks.about(rows, "{rows}有以“=”开头的公式，作为普通文字读取，不计算。")
