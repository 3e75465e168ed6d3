"""What every reader gives: one table of raw text, in chunks, with the row numbers a person sees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import BinaryIO

import pyarrow as pa

SAMPLE_ROWS = 1_000  # enough to tell a code set from a number, little enough to look at in Python
MOST_COLUMNS = 1_000  # the widest form has some 240; more is no table, and proposing its fields takes long
ROWS_NAMED = 10  # a note names this many rows and counts the rest: longer lists are not read


class Unreadable(Exception):
    """The file cannot be read: what is wrong, where, and what to do, in one Chinese sentence.

    It may also come while the chunks are read, when damage lies deep inside the file. The sentence
    holds no value from the file.
    """


@dataclass(frozen=True)
class LineProblem:
    """One row that could not be read and is therefore in no batch.

    Attributes:
        row: the row number a person sees in the file.
        message: what is wrong and what to do, in Chinese, without any value from the row.
    """

    row: int
    message: str


@dataclass(frozen=True)
class Chunk:
    """Some consecutive rows of the file.

    Attributes:
        batch: text columns c0…cn, exactly as written in the file; an empty cell is null.
        row_numbers: for each row of the batch its number in the file (from 1).
        problems: rows among these that could not be read.
    """

    batch: pa.RecordBatch
    row_numbers: pa.Int32Array
    problems: tuple[LineProblem, ...] = ()


class Remarks:
    """Sentences for the user, some of them about rows that are only met while reading."""

    def __init__(self) -> None:
        self._rows: dict[str, list[int]] = {}
        self._count: dict[str, int] = {}

    def about(self, rows: Iterable[int], says: str) -> None:
        """Remember `rows` under the sentence `says`, in which {rows} will name them."""
        for row in rows:
            named = self._rows.setdefault(says, [])
            self._count[says] = self._count.get(says, 0) + 1
            if len(named) < ROWS_NAMED:
                named.append(row)

    def sentences(self) -> tuple[str, ...]:
        """All remarks so far, with the first few rows of each named and the others counted."""
        return tuple(says.format(rows=self._naming(says)) for says in self._rows)

    def _naming(self, says: str) -> str:
        numbers = "、".join(map(str, self._rows[says]))
        count = self._count[says]
        return f"第 {numbers} 行" if count <= ROWS_NAMED else f"第 {numbers} 行等 {count} 行"


@dataclass
class Source:
    """An opened file: its header is known, its rows are read chunk by chunk on demand.

    Attributes:
        name: the file's name, for messages.
        format: "csv", "tsv", "xlsx", "xls", "json", "jsonl" or "xml".
        encoding: for example "utf-8", "utf-8-sig", "gb18030"; None for a workbook.
        sheet: name of the sheet that is read; None for text.
        header: column titles, width-normalised and trimmed; "" where a column has none.
        header_above: for each column the titles of the merged cells above it, "" where there are none.
        header_row: number of the (lowest) header row in the file, from 1; 0 where every record names its own.
        title: the texts of the rows above the header, one per row.
    """

    name: str
    format: str
    encoding: str | None
    sheet: str | None
    header: tuple[str, ...]
    header_above: tuple[str, ...]
    header_row: int
    title: tuple[str, ...]
    read: Callable[[Remarks], Iterator[Chunk]] = field(repr=False)
    opening_notes: tuple[str, ...] = ()
    stream: BinaryIO | None = field(default=None, repr=False)  # set only when this object must close it
    _remarks: Remarks = field(default_factory=Remarks, repr=False)
    _begun: tuple[list[Chunk], Iterator[Chunk]] | None = field(default=None, repr=False)

    def chunks(self) -> Iterator[Chunk]:
        """Read the rows from the first one on; each call begins again.

        Raises:
            Unreadable: damage is met inside the file. Chunks given before remain valid.
        """
        seen, rest = self._begun or self._begin()
        self._begun = None
        yield from seen
        yield from rest

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences for the user about how the file was read; complete once all chunks are read."""
        return self.opening_notes + self._remarks.sentences()

    def sample(self) -> tuple[tuple[str, ...], ...]:
        """For each column its values in the first rows, without empty cells: evidence for the mapping.

        What is read for it is not read again by the next call of `chunks`.
        """
        seen, rest = self._begun or self._begin()
        while not any(chunk.batch.num_rows for chunk in seen) and (chunk := next(rest, None)) is not None:
            seen.append(chunk)
        self._begun = seen, rest
        if not seen:
            return tuple(() for _ in self.header)
        head = seen[-1].batch.slice(0, SAMPLE_ROWS)
        return tuple(tuple(column.drop_null().to_pylist()) for column in head.columns)

    def _begin(self) -> tuple[list[Chunk], Iterator[Chunk]]:
        self._remarks = Remarks()
        return [], self.read(self._remarks)

    def close(self) -> None:
        """Close the file if it was opened here from a path."""
        if self.stream is not None:
            self.stream.close()

    def __enter__(self) -> Source:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
