"""XML documents as older interfaces write them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from qinkang.sandbox.forms.table import Table


@dataclass(frozen=True)
class Xml:
    """An element for each row, in it an element for each cell that says in an attribute which column it is.

    Attributes:
        root, row, cell: names of the elements.
    """

    root: str = "Data"
    row: str = "Record"
    cell: str = "Item"

    @property
    def first_row(self) -> int:
        """The first record."""
        return 1

    def write(self, table: Table, path: Path) -> None:
        """Write the document, one record a line."""
        begins = [f"<{self.cell} name={quoteattr(header)}" for header in table.headers]
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<{self.root}>\n')
            for row in table.rows():
                cells = "".join(
                    f"{begin}>{escape(text)}</{self.cell}>" if text else f"{begin}/>"
                    for begin, text in zip(begins, row, strict=True)
                )
                file.write(f"<{self.row}>{cells}</{self.row}>\n")
            file.write(f"</{self.root}>\n")
