"""XML documents as older interfaces write them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from qinkang.sandbox.forms.table import Table


@dataclass(frozen=True)
class Xml:
    """An element for each row, in it an element for each column, empty ones too.

    Attributes:
        root, row: their names; a column's element is called by its header.
    """

    root: str = "数据"
    row: str = "记录"

    @property
    def first_row(self) -> int:
        """The first record."""
        return 1

    def write(self, table: Table, path: Path) -> None:
        """Write the document, one record a line."""
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<{self.root}>\n')
            for row in table.rows():
                cells = "".join(
                    f"<{name}>{escape(text)}</{name}>" if text else f"<{name}/>"
                    for name, text in zip(table.headers, row, strict=True)
                )
                file.write(f"<{self.row}>{cells}</{self.row}>\n")
            file.write(f"</{self.root}>\n")
