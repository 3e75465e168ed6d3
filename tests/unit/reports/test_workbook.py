"""A list as a workbook: what was written is read back, whatever it is; and it prints."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.database import ready  # noqa: F401  - the models behind the offers

from qinkang.reports.exports import Column, Head, Kind
from qinkang.reports.workbook import SHEET, WOULD_BE_FORMULA, Workbook

COLUMNS = (Column("姓名"), Column("人数", Kind.COUNT), Column("率", Kind.RATE))
HEAD = Head(
    unit="岐山县",
    period="2025年",
    data_time="2025-10-31 24:00",
    filters="女",
    source="名单只含平台掌握的人员",
)


def made(rows, columns=COLUMNS, head=HEAD, title="应检未检名单") -> bytes:
    book = Workbook(title, columns, head)
    for row in rows:
        book.rows.write(row)
    return book.content()


def sheet(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_head_rows_and_signatures_stand_where_they_should():
    page = sheet(made([("欧阳*甲", 3, 61.25), ("司马*乙", 0, None)]))

    lines = [[cell.value for cell in row] for row in page.iter_rows()]
    assert lines[0][0] == "应检未检名单"
    assert lines[1][0] == "单位：岐山县　　时期：2025年　　数据时间：2025-10-31 24:00"
    assert [line[0] for line in lines[2:4]] == ["筛选：女", "说明：名单只含平台掌握的人员"]
    assert lines[4] == ["姓名", "人数", "率"]
    assert lines[5:7] == [["欧阳*甲", 3, 61.25], ["司马*乙", 0, None]]
    assert "填报人" in lines[-1][0] and "审核人" in lines[-1][0] and "负责人" in lines[-1][0]


def test_it_prints_across_with_titles_repeated_and_pages_counted():
    page = sheet(made([("甲", 1, 1.0)] * 3))

    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.print_title_rows == "$5:$5"
    assert page.print_area.endswith("$A$1:$C$10")
    assert page.freeze_panes == "A6" and page.auto_filter.ref == "A5:C8"
    assert page.oddFooter.center.text == "第 &P 页，共 &N 页"


def made_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read(SHEET).decode()


@pytest.mark.parametrize("begin", WOULD_BE_FORMULA)
def test_what_looks_like_a_formula_stays_text(begin):
    content = made([(f"{begin}cmd|' /C calc'!A0", 1, 1.0)])

    cell = sheet(content).cell(6, 1)
    assert cell.data_type == "s" and cell.quotePrefix
    assert "<f>" not in made_text(content)


def test_numbers_of_documents_stay_text():
    page = sheet(made([("610323195005011007", 1, 1.0)]))

    assert (page.cell(6, 1).value, page.cell(6, 1).data_type) == ("610323195005011007", "s")


def test_an_empty_list_is_a_workbook_too():
    page = sheet(made([]))

    assert page.cell(5, 1).value == "姓名" and page.cell(6, 1).value is None


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(TEXT, st.integers(-(10**9), 10**9), st.floats(-1e6, 1e6)), max_size=12))
def test_whatever_is_written_is_read_back(rows):
    page = sheet(made(rows))

    readable = str.maketrans(dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]))
    for place, (text, number, share) in enumerate(rows, start=6):
        said = text.translate(readable).replace("\r\n", "\n").replace("\r", "\n")
        assert (page.cell(place, 1).value or "") == said
        assert page.cell(place, 2).value == number
        assert page.cell(place, 3).value == pytest.approx(share)
