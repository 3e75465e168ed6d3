"""问题标注: the sender gets its own workbook back with what is wrong in each row."""

import io
import tempfile

import openpyxl
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill
from tests.database.intake.conftest import OTHER, csv_of
from tests.database.pipeline.conftest import GOOD
from tests.database.ready import become

from qinkang.intake.landing import landing_folder
from qinkang.intake.marking import TITLE
from qinkang.intake.models import CopyState, MarkedCopy

COLUMNS = [*GOOD, "公式"]


def workbook() -> bytes:
    """Two rows under a title and a header: one of them with a wrong pressure, a formula and a colour."""
    book = Workbook()
    sheet = book.active
    sheet.title = "体检"
    sheet.append(["报送表"])
    sheet.append(COLUMNS)
    sheet.append([{**GOOD, "左侧收缩压": "999", "公式": "=1+1"}[name] for name in COLUMNS])
    sheet.append([{**GOOD, **OTHER, "公式": ""}[name] for name in COLUMNS])
    sheet["D3"].font, sheet["D3"].fill = Font(bold=True), PatternFill("solid", start_color="FFFF00")
    sheet.merge_cells("A1:D1")
    sheet.column_dimensions["A"].width = 33
    book.create_sheet("说明")["A1"] = "填表说明"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def copied(province, officer):
    """Let a file arrive and be taken in, ask for its marked copy, and give what is downloaded."""

    def make(content):
        before = become("qk_worker")
        batch = province.lands_bytes(content).batch
        become(before)
        province.works()
        browser = officer("610300", "view", "enter")
        browser.post(f"/elderly/batches/{batch.pk}/copy/")
        province.works()
        with province.acting():
            copy = MarkedCopy.objects.get(batch=batch)
        assert copy.state == CopyState.MADE, copy.says
        return copy, browser.get(f"/elderly/batches/copies/{copy.pk}/")

    return make


def test_their_workbook_stays_as_it_is_but_for_one_column(copied):
    _, answer = copied(workbook())

    book = load_workbook(io.BytesIO(answer.content))
    sheet = book["体检"]
    last = len(COLUMNS) + 1
    assert book.sheetnames == ["体检", "说明"] and book["说明"]["A1"].value == "填表说明"
    assert sheet.cell(2, last).value == TITLE
    assert "[自动修正] 左侧收缩压：" in sheet.cell(3, last).value and "（C-52）" in sheet.cell(3, last).value
    assert sheet.cell(4, last).value is None
    assert sheet["D3"].font.bold and sheet["D3"].fill.start_color.rgb.endswith("FFFF00")
    assert sheet["D3"].value == GOOD["姓名"] and sheet.cell(3, len(COLUMNS)).value == "=1+1"
    assert str(next(iter(sheet.merged_cells.ranges))) == "A1:D1" and sheet.column_dimensions["A"].width == 33


def test_a_csv_comes_back_as_a_workbook_of_the_same_columns_with_nothing_run(copied):
    content = csv_of({"左侧收缩压": "999", "责任医生": '=HYPERLINK("x")'}, OTHER) + b"\nbroken line"

    _, answer = copied(content)

    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["原文件行号", *GOOD, TITLE]
    assert [row[0] for row in rows[1:]] == [2, 3, 4]
    assert "C-52" in rows[1][-1] and rows[2][-1] is None and "R-01" in rows[3][-1]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2, min_col=2) for cell in row} <= {"s", "n"}


def test_nothing_of_it_lies_in_the_clear(copied, monkeypatch):
    def refuse(*args, **options):
        raise AssertionError("a temporary file in the clear")

    content = workbook()
    monkeypatch.setattr(openpyxl.worksheet._writer, "create_temporary_file", refuse)
    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    copy, answer = copied(content)

    lying = (landing_folder() / copy.place).read_bytes()
    assert answer.status_code == 200 and len(lying) > 1000
    assert b"PK" not in lying[:2] and "欧阳试验".encode() not in lying


def test_downloads_are_written_down_and_strangers_have_none(copied, officer, audited):
    copy, _ = copied(workbook())

    assert [row for row in audited() if row[0] == "read_copy"]
    for duty in ("enter", "export"):
        way = "" if duty == "enter" else "export/"
        outsider = officer("610700", "view", duty)
        assert outsider.get(f"/elderly/batches/copies/{copy.pk}/{way}").status_code == 404
        assert outsider.post(f"/elderly/batches/{copy.batch_id}/copy/{way}").status_code == 404
    exporter = officer("610300", "view", "export")
    assert exporter.get(f"/elderly/batches/copies/{copy.pk}/export/").status_code == 200
