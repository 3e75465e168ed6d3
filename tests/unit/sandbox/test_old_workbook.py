"""A simulated sender writes real workbooks of Excel 97–2003."""

import numpy as np
import pytest

from qinkang.readers import open_source
from qinkang.sandbox.forms import OldWorkbook, Table
from qinkang.standards.datasets import HealthCheck

CELLS = {
    "name": ["欧阳试验", "𠮷试验", "<script>", ""],
    "check_date": ["2025-03-01", "2025-02-30", "45321", "二〇二五年三月"],
    "height": ["161.5", "１６１", "", "未查"],
}


def table(columns=CELLS) -> Table:
    fields = tuple(HealthCheck.columns[name] for name in columns)
    return Table(
        title="登记表",
        fields=fields,
        headers=tuple(field.title for field in fields),
        above=("",) * len(fields),
        columns=tuple(np.array(cells, object) for cells in columns.values()),
    )


def test_its_file_is_a_real_old_workbook_with_numbers_days_and_whatever_else_was_typed(tmp_path):
    path = tmp_path / "登记.xls"

    OldWorkbook("登记表").write(table(), path)

    assert path.read_bytes().startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with open_source(path) as source:
        rows = [
            row for chunk in source.chunks() for row in zip(*chunk.batch.to_pydict().values(), strict=True)
        ]
        assert (source.format, source.sheet) == ("xls", "登记表")
    assert rows == [
        ("欧阳试验", "2025-03-01", "161.5"),
        ("𠮷试验", "2025-02-30", "１６１"),
        ("<script>", "45321", None),
        (None, "二〇二五年三月", "未查"),
    ]


def test_the_same_table_gives_the_same_bytes(tmp_path):
    for name in ("一", "二"):
        OldWorkbook().write(table(), tmp_path / name)

    assert (tmp_path / "一").read_bytes() == (tmp_path / "二").read_bytes()


def test_more_rows_than_the_format_holds_are_refused(tmp_path):
    with pytest.raises(ValueError, match="65535"):
        OldWorkbook().write(table({"name": ["某某"] * 65_536}), tmp_path / "多")
