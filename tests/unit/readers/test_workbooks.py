"""Workbooks as senders really send them. All persons are invented."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator

import openpyxl
import pytest
import xlsxwriter
import xlwt
from tests.unit.readers.test_delimited_files import table

from qinkang.readers import Source, Unreadable, open_source

Fill = Callable[[openpyxl.Workbook], object]


def workbook(fill: Fill) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def sheet_of(*rows: list[object]) -> bytes:
    def fill(book: openpyxl.Workbook) -> None:
        for row in rows:
            book.active.append(row)

    return workbook(fill)


def reading(data: bytes) -> Source:
    return open_source(io.BytesIO(data), "样例.xlsx")


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The same workbook with parts changed, or left out where `change` gives None."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return result.getvalue()


def test_a_cell_becomes_the_text_that_a_person_sees():
    shown = [
        ("张三", "张三"),
        (130.0, "130"),
        (36.199999999999996, "36.2"),
        (0.1, "0.1"),
        (-5, "-5"),
        (0.0000001, "0.0000001"),
        (13912345678, "13912345678"),
        (610102500101123, "610102500101123"),  # fifteen digits are exact
        (610102195001011234, "6.10102E+17"),
        ("610102195001011234", "610102195001011234"),
        (dt.date(2025, 3, 1), "2025-03-01"),
        (dt.datetime(2025, 3, 1, 8, 30), "2025-03-01 08:30:00"),  # noqa: DTZ001  # a cell has no zone
        (dt.time(8, 5), "08:05:00"),
        (dt.timedelta(hours=30), "30:00:00"),
        (True, "TRUE"),
        ("２０２５年", "２０２５年"),
        ("二〇二五年三月", "二〇二五年三月"),
        ("1900-02-30", "1900-02-30"),
        (45321, "45321"),
        ("20250229", "20250229"),
        ("𠮷田😀", "𠮷田😀"),
        ("<script>'", "<script>'"),
        ("=1", "=1"),
    ]

    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["项目", "值"])
        for value, _ in shown:
            book.active.append(["x", value])
        book.active.cell(len(shown) + 1, 2).data_type = "s"  # "=1" typed as text

    assert [cells[1] for _, cells in table(reading(workbook(fill)))] == [text for _, text in shown]


def test_an_id_number_with_its_format_set_to_number_is_in_the_form_that_the_rules_recognise():
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["身份证号", "姓名"])
        book.active.append([610102195001011234, "张三"])
        book.active["A2"].number_format = "0"

    assert table(reading(workbook(fill))) == [(2, ["6.10102E+17", "张三"])]


def test_title_rows_merged_headers_and_signatures():
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.append(["某某县老年人体检登记表"])
        sheet.merge_cells("A1:F1")
        sheet.append(["单位：某某卫生院", None, None, "填报日期：2025-03-31"])
        sheet.merge_cells("A2:C2")
        sheet.merge_cells("D2:F2")
        sheet.append(["姓名", "身份证号码", "血压（mmHg）", None, "身高\n（cm）", "备 注"])
        sheet.append([None, None, "左侧收缩压", "左侧舒张压"])
        for region in ("A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4"):
            sheet.merge_cells(region)
        sheet.append(["张三", "610102195001011234", 130, 80, 165, None])
        sheet.append([])
        sheet.append(["李四", "610102195001011235", 140, 90, 160.5, None])
        sheet.append(["填报人：王五", None, None, "审核人：赵六"])

    source = reading(workbook(fill))

    assert source.header == ("姓名", "身份证号码", "左侧收缩压", "左侧舒张压", "身高(cm)", "备 注")
    assert source.header_above == ("", "", "血压(mmHg)", "血压(mmHg)", "", "")
    assert source.header_row == 4
    assert source.title == ("某某县老年人体检登记表", "单位：某某卫生院 填报日期：2025-03-31")
    assert table(source) == [
        (5, ["张三", "610102195001011234", "130", "80", "165", None]),
        (7, ["李四", "610102195001011235", "140", "90", "160.5", None]),
    ]
    assert source.notes == ("第 8 行是合计、签名或备注，不作为数据读取。",)


def test_a_table_that_begins_in_the_middle_of_the_sheet_keeps_its_row_numbers():
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        for column, text in enumerate(["姓名", "性别"], 3):
            sheet.cell(5, column, text)
            sheet.cell(6, column, "张三")
            sheet.cell(9, column, "李四")

    source = reading(workbook(fill))

    assert source.header_row == 5
    assert table(source) == [(6, ["张三", "张三"]), (9, ["李四", "李四"])]


def test_what_stands_beside_the_table_is_told():
    source = reading(sheet_of(["姓名", "性别"], ["张三", "男", None, "待核"], ["李四", "女"]))

    assert [number for number, _ in table(source)] == [2, 3]
    assert source.notes == ("第 2 行在标题以外的列还有内容，未读取。",)


def test_the_first_visible_sheet_with_a_table_is_read_and_the_others_are_named():
    def fill(book: openpyxl.Workbook) -> None:
        book.active.title = "填表说明"
        book.active.append(["请按要求填写"])
        book.create_sheet("空表")
        hidden = book.create_sheet("字典")
        hidden.append(["代码", "名称"])
        hidden.sheet_state = "hidden"
        book.create_sheet("一月").append(["姓名", "性别"])
        book["一月"].append(["张三", "男"])
        book.create_sheet("二月").append(["姓名", "性别"])

    source = reading(workbook(fill))

    assert source.sheet == "一月"
    assert source.notes == ("读取工作表“一月”；未读取：“填表说明”、“二月”。",)
    assert table(source) == [(2, ["张三", "男"])]


def test_formulas_give_their_saved_result_and_are_told():
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["姓名", "年龄"])
        sheet.write_row(1, 0, ["张三"])
        sheet.write_formula(1, 1, "=60+10", value=70)

    source = reading(data.getvalue())

    assert table(source) == [(2, ["张三", "70"])]
    assert source.notes == ("有 1 个单元格是公式，取的是文件保存时的计算结果。",)


def test_formulas_never_calculated_and_error_values_are_empty_and_told():
    source = reading(sheet_of(["姓名", "年龄"], ["张三", "=60+10"], ["李四", "#N/A"]))

    assert table(source) == [(2, ["张三", None]), (3, ["李四", None])]
    assert source.notes == (
        "有 1 个单元格是公式，取的是文件保存时的计算结果。",
        "其中 1 个公式没有保存结果，按空值读取。请用 Excel 或 WPS 保存后提交。",
        "有 1 个单元格是错误值（如 #N/A），按空值读取。",
    )


def test_an_empty_workbook_is_refused_and_a_header_alone_is_no_error():
    with pytest.raises(Unreadable, match="没有任何内容"):
        reading(sheet_of())

    source = reading(sheet_of(["姓名", "性别"]))
    assert source.header == ("姓名", "性别")
    assert table(source) == []


def test_a_column_twice_stays_two_columns():
    assert reading(sheet_of(["姓名", "姓名"], ["张三", "李四"])).header == ("姓名", "姓名")


def test_shared_and_inline_texts_are_both_read():
    rows = [["姓名", "性别"], ["张三", "男"], [" 李\n四 ", "女"]]
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for index, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(index, column, text)

    for written in (sheet_of(*rows), data.getvalue()):
        assert table(reading(written)) == [(2, ["张三", "男"]), (3, [" 李\n四 ", "女"])]


@pytest.fixture
def small_bands(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("qinkang.readers.package.BAND_BYTES", 2_000)
    monkeypatch.setattr("qinkang.readers.package.BAND_ROWS", 30)
    monkeypatch.setattr("qinkang.readers.package.READ_BYTES", 500)
    yield


@pytest.mark.usefixtures("small_bands")
def test_a_sheet_read_in_bands_is_the_same_sheet():
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["姓名", "序号", "日期"])
        for number in range(2, 400):
            book.active.append([f"张{number % 7}", number, dt.date(2025, 3, 1)])
        book.active.cell(5_000, 1, "李四")

    rows = table(reading(workbook(fill)))

    assert rows[:-1] == [(n, [f"张{n % 7}", str(n), "2025-03-01"]) for n in range(2, 400)]
    assert rows[-1] == (5_000, ["李四", None, None])


def test_rows_and_elements_written_by_other_programs_are_read():
    plain = sheet_of(["姓名", "性别"], ["张三", "男"], ["李四", "女"])

    def without_numbers(name: str, part: bytes) -> bytes:
        if not name.startswith("xl/worksheets/"):
            return part
        for row in (1, 2, 3):
            part = part.replace(b'<row r="%d"' % row, b"<row")
        for cell in (b"A1", b"B1", b"A2", b"B2", b"A3", b"B3"):
            part = part.replace(b' r="' + cell + b'"', b"")
        return part

    def with_prefix(name: str, part: bytes) -> bytes:
        if not name.startswith("xl/worksheets/"):
            return part
        part = part.replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?xml", b"<?xml")
        return part.replace(b"xmlns=", b"xmlns:x=")

    for data in (plain, repacked(plain, without_numbers), repacked(plain, with_prefix)):
        assert table(reading(data)) == [(2, ["张三", "男"]), (3, ["李四", "女"])]


def test_a_cell_far_to_the_right_is_refused_before_it_fills_the_memory():
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["姓名", "性别"])
        book.active["XFD1000"] = "x"

    with pytest.raises(Unreadable, match="ZZ 列以右还有内容"):
        reading(workbook(fill))


def test_a_cell_on_the_last_row_costs_no_memory_for_the_rows_between():
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["姓名", "性别"])
        book.active["ZZ1048576"] = "x"

    source = reading(workbook(fill))

    assert table(source) == []
    assert source.notes == ("第 1048576 行在标题以外的列还有内容，未读取。",)


def test_a_workbook_that_unpacks_to_far_too_much_is_refused():
    plain = sheet_of(["姓名", "性别"], ["张三", "男"])

    def swollen(name: str, part: bytes) -> bytes:
        return part + b" " * 150_000_000 if name.startswith("xl/worksheets/") else part

    with pytest.raises(Unreadable, match="解压后过大"):
        reading(repacked(plain, swollen))


def test_damage_is_told_as_damage():
    plain = sheet_of(["姓名", "性别"], ["张三", "男"])
    cut = repacked(plain, lambda name, part: part[: len(part) // 2] if "worksheets" in name else part)
    without_styles = repacked(
        plain, lambda name, part: None if name == "xl/_rels/workbook.xml.rels" else part
    )
    with_entity = repacked(
        plain,
        lambda name, part: b'<!DOCTYPE x [<!ENTITY a "b">]>' + part if name == "xl/workbook.xml" else part,
    )

    for data in (plain[:-100], plain[:200], cut, without_styles, with_entity):
        with pytest.raises(Unreadable, match="工作簿已损坏"):
            list(reading(data).chunks())


def test_bytes_changed_anywhere_give_rows_or_a_sentence_and_never_another_error():
    plain = sheet_of(["姓名", "性别"], *[["张三", n] for n in range(30)])

    for at in range(0, len(plain), 37):
        damaged = bytearray(plain)
        damaged[at] ^= 0xFF
        try:
            list(reading(bytes(damaged)).chunks())
        except Unreadable as error:
            assert str(error).endswith("。")


def test_a_workbook_with_a_password_is_refused_with_what_to_do():
    with pytest.raises(Unreadable, match="打开密码"):
        reading(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))


def old_workbook(fill: Callable[[xlwt.Workbook], object]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    fill(book)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_an_old_workbook_is_read_like_a_new_one():
    def fill(book: xlwt.Workbook) -> None:
        hidden = book.add_sheet("说明")
        hidden.visibility = 1
        hidden.write(0, 0, "填表说明")
        sheet = book.add_sheet("体检")
        sheet.write_merge(0, 0, 0, 2, "老年人健康体检登记表")
        sheet.write_merge(1, 2, 0, 0, "姓名")
        sheet.write_merge(1, 1, 1, 2, "血压")
        sheet.write(2, 1, "收缩压")
        sheet.write(2, 2, "体检日期")
        day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
        for row, (name, pressure, on) in enumerate(
            [("张三", 131, dt.date(2025, 3, 1)), ("李四", 610102195001011234, "二〇二五年三月")], 3
        ):
            sheet.write(row, 0, name)
            sheet.write(row, 1, pressure)
            sheet.write(row, 2, on, day)

    source = reading(old_workbook(fill))

    assert (source.format, source.sheet, source.title) == ("xls", "体检", ("老年人健康体检登记表",))
    assert source.header == ("姓名", "收缩压", "体检日期")
    assert source.header_above == ("", "血压", "血压")
    assert table(source) == [
        (4, ["张三", "131", "2025-03-01"]),
        (5, ["李四", "6.10102E+17", "二〇二五年三月"]),
    ]


def test_a_damaged_old_workbook_is_told_as_damage():
    plain = old_workbook(lambda book: book.add_sheet("体检").write(0, 0, "姓名"))

    for data in (plain[:512], plain[:600], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)):
        with pytest.raises(Unreadable, match="工作簿已损坏"):
            list(reading(data).chunks())
