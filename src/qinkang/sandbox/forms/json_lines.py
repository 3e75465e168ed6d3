"""One JSON object a line, as interfaces export them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from qinkang.sandbox.forms.table import Table


@dataclass(frozen=True)
class JsonLines:
    """Keys are the headers; a cell without text is left out, as serialisers do."""

    encoding: str = "utf-8"

    @property
    def first_row(self) -> int:
        """The first line."""
        return 1

    def write(self, table: Table, path: Path) -> None:
        """Write a line for each row."""
        with path.open("w", encoding=self.encoding, newline="\n") as file:
            for row in table.rows():
                filled = {key: text for key, text in zip(table.headers, row, strict=True) if text}
                file.write(json.dumps(filled, ensure_ascii=False, separators=(",", ":")) + "\n")
