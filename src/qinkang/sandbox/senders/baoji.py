"""宝鸡市基本公共卫生服务系统: one flat file per year in the Chinese encoding, headers as on the form."""

import csv
from pathlib import Path
from typing import ClassVar

import numpy as np

from qinkang.sandbox.check_ups import ON_FORM, Texts
from qinkang.sandbox.senders.sender import NEW, Marked, Sender
from qinkang.sandbox.sheet import Sheet, Spelling, as_coded
from qinkang.standards.datasets import HealthCheck

_ENVELOPE = ("操作", "版本号")


class Baoji(Sender):
    """CSV in GB 18030 with codes, 操作 and 版本号; it has no columns for home beds and corrected vision."""

    code: ClassVar[str] = "BJ-JGWX"
    title: ClassVar[str] = "宝鸡市基本公共卫生服务系统"
    city: ClassVar[str] = "6103"
    spell: ClassVar[Spelling] = staticmethod(as_coded)
    codes: ClassVar[bool] = True
    first_row: ClassVar[int] = 2
    has_operations: ClassVar[bool] = True

    def fields(self) -> tuple[str, ...]:
        """All of the form but the two groups."""
        left_out = ("home_bed_", "corrected_")
        return tuple(name for name in ON_FORM if not name.startswith(left_out))

    def file_name(self, year: int, kind: str) -> str:
        """宝鸡_健康体检_2025.csv."""
        return f"宝鸡_健康体检_{year}{'' if kind == NEW else '_修订'}.csv"

    def record_numbers(self, sheet: Sheet) -> Texts:
        """County, year and a running number: 610322-2025-0000123."""
        numbers = zip(sheet.plain["live_region"], sheet.plain["record_no"], strict=True)
        return np.array([f"{region[:6]}-{no[:4]}-{no[4:]}" for region, no in numbers], object)

    def write_file(self, marked: Marked, path: Path) -> None:
        """One header line; lines end as Windows ends them."""
        cells = marked.sheet.cells
        columns = [*cells.values(), marked.operation, marked.version]
        with path.open("w", encoding="gb18030", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*(HealthCheck.columns[name].title for name in cells), *_ENVELOPE])
            writer.writerows(zip(*columns, strict=True))
