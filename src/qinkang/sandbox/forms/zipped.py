"""Files packed into an archive before they are sent."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from qinkang.sandbox.forms.table import Form, Table

_MADE = (2025, 10, 31, 18, 0, 0)  # so that bytes repeat


@dataclass(frozen=True)
class Zipped:
    """A ZIP archive with one file.

    Attributes:
        inner: the form of that file; suffix: how its name ends.
    """

    inner: Form
    suffix: str

    @property
    def first_row(self) -> int:
        """As in the file inside."""
        return self.inner.first_row

    def write(self, table: Table, path: Path) -> None:
        """Write the file, then pack it under the archive's name with its own suffix."""
        with tempfile.TemporaryDirectory() as folder, ZipFile(path, "w") as archive:
            packed = Path(folder) / "packed"
            self.inner.write(table, packed)
            name = ZipInfo(path.with_suffix(self.suffix).name, _MADE)
            name.compress_type = ZIP_DEFLATED
            archive.writestr(name, packed.read_bytes())
