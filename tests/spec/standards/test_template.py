"""The Excel template: what a person fills in can be read back."""

from datetime import date

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from qinkang.cleansing.file_check import check_file
from qinkang.cleansing.rulebook import Rulebook
from qinkang.standards.datasets import HealthCheck
from qinkang.standards.printing.template import write_template


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Write the template of the health check once."""
    path = tmp_path_factory.mktemp("template") / "健康体检.xlsx"
    write_template(HealthCheck, path)
    return path


@pytest.mark.clause("E11")
def test_the_header_is_every_column_in_order(template):
    rows = CalamineWorkbook.from_path(template).get_sheet_by_name("填报").to_python()

    assert rows[0] == [field.title for field in HealthCheck.columns.values()]


def test_there_are_code_tables_and_a_guide(template):
    workbook = CalamineWorkbook.from_path(template)

    assert workbook.sheet_names == ["填报", "代码表", "填写说明"]
    codes = workbook.get_sheet_by_name("代码表").to_python()
    assert "性别" in codes[0]
    place = codes[0].index("性别")
    assert codes[2][place : place + 2] == ["1", "男性"]
    assert workbook.get_sheet_by_name("填写说明").to_python()[0][0].startswith("老年人健康体检")


def test_headers_have_notes_codes_have_lists_and_numbers_of_documents_are_text(template):
    sheet = openpyxl.load_workbook(template)["填报"]
    places = {cell.value: cell for cell in sheet[1]}

    assert "1 男性" in places["性别"].comment.text
    assert "可能范围 20–200 kg" in places["体重"].comment.text
    place = places["身份证件号码"].column
    [column] = [one for one in sheet.column_dimensions.values() if one.min <= place <= one.max]
    assert column.number_format == "@"
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    letter = places["性别"].column_letter
    assert lists[f"{letter}2:{letter}2001"].startswith("'代码表'!$")


def test_a_filled_template_is_read_as_it_was_meant(template, tmp_path):
    workbook = openpyxl.load_workbook(template)
    sheet = workbook["填报"]
    places = {cell.value: cell.column for cell in sheet[1]}
    filled = {
        "姓名": "张三",
        "性别": "男性",
        "体检日期": "2025-03-02",
        "体检机构": "柳林镇卫生院",
        "体重": 61.5,
    }
    for title, value in filled.items():
        sheet.cell(2, places[title], value)
    path = tmp_path / "filled.xlsx"
    workbook.save(path)

    check = check_file(HealthCheck, path, Rulebook.packaged(date(2025, 10, 31)))

    assert (check.counts["rows"], check.rejected) == (1, 0)
    assert check.mapping.unmapped == ()
    about_filled = {"name", "sex", "check_date", "org", "weight"}
    assert [finding for finding in check.findings if finding.field in about_filled] == []
