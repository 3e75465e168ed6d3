"""Records with a structure (JSON, XML) as rows: every leaf of the tree is a column.

A record is a dict of texts, dicts and lists. A group that stands several times is written side by side,
as in flat files: `drugs: [{name}, {name}]` gives drugs_1_name and drugs_2_name; 用药: [{药物名称}] gives
药物名称1 below 用药.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from qinkang.readers.chunking import batch_of, chunked, tidied
from qinkang.readers.header import clean
from qinkang.readers.source import MOST_COLUMNS, Chunk, LineProblem, Remarks, Source, Unreadable

Record = dict[str, Any]
Path = tuple[str, ...]
Places = tuple[int, ...]  # for each element of a path its place in a list, from 1; 0 outside lists

PIECE_ROWS = 5_000
DEEPEST = 40
NUL = "{rows}含有空字符（NUL），已去掉。"  # no database keeps it


@dataclass(frozen=True)
class Read:
    """One record as its reader met it: which it is, and its tree, or what is wrong with it."""

    row: int
    record: Record | None
    problem: str = ""


def source_of(
    records: Callable[[], Iterable[Read]], *, name: str, kind: str, encoding: str | None, notes: Iterable[str]
) -> Source:
    """Survey the records once for their columns, and give them as a Source.

    Raises:
        Unreadable: no record, a tree too wide or too deep; or what `records` raises.
    """
    columns = _surveyed(records())

    def read(remarks: Remarks) -> Iterator[Chunk]:
        return chunked(tidied(piece, remarks) for piece in _pieces(records(), columns, remarks))

    texts = [_header(path, places) for path, places in columns]
    return Source(
        name=name,
        format=kind,
        encoding=encoding,
        sheet=None,
        header=tuple(text for text, _ in texts),
        header_above=tuple(above for _, above in texts),
        header_row=0,
        title=(),
        read=read,
        opening_notes=tuple(notes),
    )


def leaves(record: Record, path: Path = (), places: Places = ()) -> Iterator[tuple[Path, Places, str | None]]:
    """Every leaf of a record with its way. A list of plain values is one leaf, its values parted by commas."""
    if len(path) > DEEPEST:
        raise Unreadable("文件中的数据嵌套过深，不是报送表。请按接口规范导出后再提交。")
    for key, value in record.items():
        way = (*path, key)
        if isinstance(value, dict):
            yield from leaves(value, way, (*places, 0))
        elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
            for place, one in enumerate(value, 1):
                inner = one if isinstance(one, dict) else {"": one}
                yield from leaves(inner, way, (*places, place))
        elif isinstance(value, list):
            yield way, (*places, 0), ",".join(str(one) for one in value if one is not None) or None
        else:
            yield way, (*places, 0), value


def _surveyed(records: Iterable[Read]) -> list[tuple[Path, Places]]:
    """The columns in the order in which they are first met; groups one after another."""
    met: dict[tuple[Path, Places], None] = {}
    any_there = False
    for one in records:
        any_there = True
        for path, places, _ in leaves(one.record or {}):
            met.setdefault((path, places))
        if len(met) > MOST_COLUMNS:
            raise Unreadable(f"文件中的项目超过 {MOST_COLUMNS} 个，不是报送表。请按接口规范导出后再提交。")
    if not any_there or not met:
        raise Unreadable("文件里没有任何记录。请检查是否导出成功，或是否选错了文件。")
    return list(met)


def _header(path: Path, places: Places) -> tuple[str, str]:
    """The title of a column and what stands above it, as a flat file would write them."""
    named = [clean(word) for word in path if word]
    numbers = [place for place in places if place]
    if not numbers:
        return named[-1], " ".join(named[:-1])
    first = next(at for at, place in enumerate(places) if place)
    group, rest = clean(path[first]), [clean(word) for word in path[first + 1 :] if word]
    number = "_".join(map(str, numbers))
    if all(word.isascii() for word in (group, *rest)):
        return "_".join((group, number, *rest)), " ".join(map(clean, path[:first]))
    return f"{(rest or [group])[-1]}{number}", " ".join(named[:-1])


def _pieces(records: Iterable[Read], columns: list[tuple[Path, Places]], remarks: Remarks) -> Iterator[Chunk]:
    at = {column: place for place, column in enumerate(columns)}
    rows: list[list[str | None]] = []
    numbers: list[int] = []
    problems: list[LineProblem] = []
    for one in records:
        if one.record is None:
            problems.append(LineProblem(one.row, one.problem))
        else:
            row: list[str | None] = [None] * len(columns)
            for path, places, text in leaves(one.record):
                row[at[path, places]] = text or None
            if any(text and "\0" in text for text in row):
                remarks.about([one.row], NUL)
                row = [text.replace("\0", "") or None if text else None for text in row]
            rows.append(row)
            numbers.append(one.row)
        if len(rows) + len(problems) >= PIECE_ROWS:
            yield _piece(rows, numbers, problems, len(columns))
            rows, numbers, problems = [], [], []
    if rows or problems:
        yield _piece(rows, numbers, problems, len(columns))


def _piece(
    rows: list[list[str | None]], numbers: list[int], problems: list[LineProblem], width: int
) -> Chunk:
    return Chunk(batch_of(rows, width), pa.array(numbers, pa.int32()), tuple(problems))
