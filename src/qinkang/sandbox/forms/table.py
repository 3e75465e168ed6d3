"""What a form writes: columns of cells under their headers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from qinkang.sandbox.texts import Texts
from qinkang.standards.field import Field


@dataclass(frozen=True)
class Table:
    """The columns of a file in their order.

    Attributes:
        title: what the file is called above the table, where it has room for that.
        fields: what each column holds; headers: what stands above it; above: what stands above that,
            "" where the header takes both rows.
        columns: the cells.
    """

    title: str
    fields: tuple[Field, ...]
    headers: tuple[str, ...]
    above: tuple[str, ...]
    columns: tuple[Texts, ...]

    def __len__(self) -> int:
        return len(self.columns[0])

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The cells row by row."""
        return zip(*self.columns, strict=True)


class Form(Protocol):
    """How a table becomes bytes. The same table gives the same bytes."""

    @property
    def first_row(self) -> int:
        """The number of the first row of data, as a person sees it in the file."""

    def write(self, table: Table, path: Path) -> None:
        """Write the file."""
