"""Pieces of any size become chunks of about the same size, tidied in one place for all formats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from qinkang.readers.source import Chunk, LineProblem, Remarks

CHUNK_ROWS = 50_000  # large enough for columns to pay, some 40 MB at 150 columns

# A row below the table that signs or sums it. Only the beginning counts, and only in a row nearly empty.
FOOTER_BEGINS = (
    "合计|总计|小计|填报人|填表人|制表人|填报单位|填报日期|审核人|负责人|单位负责人|备注|注[:：]|说明[:：]"
)
FOOTER = re.compile(rf"\s*(?:{FOOTER_BEGINS})")
FOOTER_CELLS = 4  # 填报人, 审核人, 负责人, 日期: more cells than these are data


def names(width: int) -> list[str]:
    """c0…cn: position is a column's only name, because header texts may be empty or twice the same."""
    return [f"c{index}" for index in range(width)]


def batch_of(rows: list[list[str | None]], width: int) -> pa.RecordBatch:
    """A batch of text columns from rows that all have `width` cells."""
    columns: list[list[str | None]] = [list(column) for column in zip(*rows, strict=True)]
    if not rows:
        columns = [[] for _ in range(width)]
    arrays = [pa.array(column, pa.string()) for column in columns]
    return pa.RecordBatch.from_arrays(arrays, names=names(width))


def chunked(pieces: Iterable[Chunk]) -> Iterator[Chunk]:
    """Join small pieces and cut large ones, so that every chunk but the last has CHUNK_ROWS rows."""
    batches: list[pa.RecordBatch] = []
    numbers: list[pa.Int32Array] = []
    problems: list[LineProblem] = []
    waiting = 0
    for piece in pieces:
        batches.append(piece.batch)
        numbers.append(piece.row_numbers)
        problems.extend(piece.problems)
        waiting += piece.batch.num_rows
        if waiting < CHUNK_ROWS:
            continue
        whole, rows = pa.concat_batches(batches), pa.concat_arrays(numbers)
        full = waiting - waiting % CHUNK_ROWS
        for start in range(0, full, CHUNK_ROWS):
            part = rows.slice(start, CHUNK_ROWS)
            last = part[-1].as_py()
            mine = tuple(problem for problem in problems if problem.row <= last)
            problems = problems[len(mine) :]
            yield Chunk(whole.slice(start, CHUNK_ROWS), part, mine)
        batches, numbers, waiting = [whole.slice(full)], [rows.slice(full)], waiting - full
    if waiting or problems:
        yield Chunk(pa.concat_batches(batches), pa.concat_arrays(numbers), tuple(problems))


def tidied(piece: Chunk, remarks: Remarks) -> Chunk:
    """Without rows that hold nothing and without footer rows; footers are told."""
    batch = piece.batch
    empty = _all_null(batch)
    footer = _footers(batch)
    if not empty.any() and not footer.any():
        return piece
    rows = piece.row_numbers.to_numpy()
    remarks.about(rows[footer & ~empty].tolist(), "{rows}是合计、签名或备注，不作为数据读取。")
    keep = pa.array(~(empty | footer))
    return Chunk(batch.filter(keep), piece.row_numbers.filter(keep), piece.problems)


def _all_null(batch: pa.RecordBatch) -> npt.NDArray[np.bool_]:
    nothing = np.ones(batch.num_rows, dtype=bool)
    for column in batch.columns:
        if not nothing.any():
            break
        nothing &= pc.is_null(column).to_numpy(zero_copy_only=False)
    return nothing


def _footers(batch: pa.RecordBatch) -> npt.NDArray[np.bool_]:
    """Rows whose first filled cell, in the first or second column, begins like a footer's."""
    footer = np.zeros(batch.num_rows, dtype=bool)
    most = min(FOOTER_CELLS, batch.num_columns // 2)  # in a table of one column none could be told
    for column in batch.columns[:2] if most else ():
        hits = pc.fill_null(pc.match_substring_regex(column, rf"^\s*(?:{FOOTER_BEGINS})"), False)
        for row in np.flatnonzero(hits.to_numpy(zero_copy_only=False)).tolist():
            cells = [other[row].as_py() for other in batch.columns if other[row].is_valid]
            footer[row] |= len(cells) <= most and FOOTER.match(cells[0]) is not None
    return footer
