"""Where the header stands. In the drawings a row is a line, | parts cells, and <- continues merged cells."""

import pytest

from qinkang.readers.header import Merge, clean, find_header


def drawn_sheet(drawing: str) -> tuple[list[list[str | None]], list[Merge]]:
    """Rows and the horizontally merged regions."""
    rows: list[list[str | None]] = []
    merges: list[Merge] = []
    for index, line in enumerate(drawing.strip().splitlines()):
        cells = [cell.strip() for cell in line.split("|")]
        column = 0
        while column < len(cells):
            end = column
            while end + 1 < len(cells) and cells[end + 1] == "<-":
                end += 1
            if end > column:
                merges.append(((index, column), (index, end)))
            column = end + 1
        rows.append([None if cell in ("", "<-") else cell for cell in cells])
    return rows, merges


SHEETS = {
    "the first row": (
        """
        姓名 | 性别 | 年龄
        张三 | 男   | 70
        """,
        ("姓名", "性别", "年龄"), ("", "", ""), 0,
    ),
    "below a title": (
        """
        体检登记表 | <- | <-
        姓名       | 性别 | 年龄
        张三       | 男   | 70
        """,
        ("姓名", "性别", "年龄"), ("", "", ""), 1,
    ),
    "below a line with unit and date": (
        """
        体检登记表       | <- | <- | <-
        单位：某某卫生院 | <- | 填报日期：2025年3月 | <-
        姓名             | 性别 | 年龄 | 血压
        张三             | 男   | 70   | 130
        """,
        ("姓名", "性别", "年龄", "血压"), ("", "", "", ""), 2,
    ),
    "two rows under merged cells": (
        """
        姓名 | 血压 | <-   | 血糖
             | 左侧 | 右侧 |
        张三 | 130  | 128  | 5.6
        """,
        ("姓名", "左侧", "右侧", "血糖"), ("", "血压", "血压", ""), 1,
    ),
    "groups above every column": (
        """
        基本信息 | <-   | 体格检查 | <-
        姓名     | 性别 | 身高     | 体重
        张三     | 男   | 165      | 60
        """,
        ("姓名", "性别", "身高", "体重"), ("基本信息", "基本信息", "体格检查", "体格检查"), 1,
    ),
    "three rows": (
        """
        姓名 | 体格检查 | <-   | <-
             | 血压     | <-   | 身高
             | 左侧     | 右侧 |
        张三 | 130      | 128  | 165
        """,
        ("姓名", "左侧", "右侧", "身高"), ("", "体格检查 血压", "体格检查 血压", "体格检查"), 2,
    ),
    "merged cells exported to text": (
        """
        姓名 | 血压 |      | 血糖
             | 左侧 | 右侧 |
        张三 | 130  | 128  | 5.6
        """,
        ("姓名", "左侧", "右侧", "血糖"), ("", "血压", "血压", ""), 1,
    ),
    "an untitled column is no merged cell": (
        """
        姓名 | 性别 |    | 年龄
        张三 | 男   | 备 | 70
        """,
        ("姓名", "性别", "", "年龄"), ("", "", "", ""), 0,
    ),
    "a year among the titles": (
        """
        地区 | 2023 | 指标 | 人数
        甲县 | 1    | 2    | 3
        """,
        ("地区", "2023", "指标", "人数"), ("", "", "", ""), 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("drawing, texts, above, last", SHEETS.values(), ids=SHEETS)
def test_the_header_is(drawing, texts, above, last):
    header = find_header(*drawn_sheet(drawing))

    assert header is not None
    assert (header.texts, header.above, header.last) == (texts, above, last)


@pytest.mark.parametrize("drawing", ["1 | 2 | 3", "2025-03-01 | 130 | 张三\n2025-03-02 | 131 | 李四", ""])
def test_rows_of_numbers_are_no_header(drawing):
    assert find_header(*drawn_sheet(drawing)) is None


def test_header_texts_are_narrowed_trimmed_and_on_one_line():
    assert clean(" 身高\r\n（ｃｍ） ") == "身高(cm)"
    assert clean(None) == ""
