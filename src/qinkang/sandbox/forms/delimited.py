"""Flat text files."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from qinkang.sandbox.forms.table import Table


@dataclass(frozen=True)
class Delimited:
    """One header line, then a line for each row.

    Attributes:
        encoding: as Python calls it.
        delimiter: what parts the cells.
        line_end: what ends a line.
    """

    encoding: str = "utf-8"
    delimiter: str = ","
    line_end: str = "\r\n"

    @property
    def first_row(self) -> int:
        """Below the header."""
        return 2

    def write(self, table: Table, path: Path) -> None:
        """Write the header and the rows; a lone surrogate U+DC80 to U+DCFF becomes the byte it stands for."""
        with path.open("w", encoding=self.encoding, errors="surrogateescape", newline="") as file:
            writer = csv.writer(file, delimiter=self.delimiter, lineterminator=self.line_end)
            writer.writerow(table.headers)
            writer.writerows(table.rows())
