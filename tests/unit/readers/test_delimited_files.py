"""Delimited text as senders really send it. All persons are invented."""

import io
from collections.abc import Iterator

import pytest

from qinkang.readers import Source, Unreadable, open_source, rows

HEADER = "姓名,性别,体检日期"


def reading(data: bytes | str, encoding: str = "utf-8") -> Source:
    return open_source(io.BytesIO(data.encode(encoding) if isinstance(data, str) else data), "样例.csv")


def table(source: Source) -> list[tuple[int, list[str | None]]]:
    return [
        (number, [cell.as_py() for cell in cells])
        for chunk in source.chunks()
        for number, cells in zip(
            chunk.row_numbers.to_pylist(), zip(*chunk.batch.columns, strict=True), strict=True
        )
    ]


def problems(source: Source) -> list[tuple[int, str]]:
    return [(problem.row, problem.message) for chunk in source.chunks() for problem in chunk.problems]


@pytest.mark.parametrize(
    "encoding, told",
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8（带 BOM）"),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
        ("utf-16", "UTF-16"),
    ],
)
def test_the_encoding_is_found_and_told(encoding, told):
    source = reading(f"{HEADER}\r\n张三,男,2025-03-01\r\n", encoding)

    assert source.header == ("姓名", "性别", "体检日期")
    assert table(source) == [(2, ["张三", "男", "2025-03-01"])]
    assert source.notes == (f"文件按 {told} 编码读取。",)


def test_a_few_gbk_lines_in_a_utf8_file_are_read_and_named():
    lines = [f"{HEADER}\n".encode(), *[f"李四{n},女,2025-03-02\n".encode() for n in range(50)]]
    lines[8] = "王五,男,2025-03-03\n".encode("gbk")

    source = reading(b"".join(lines))

    assert table(source)[7] == (9, ["王五", "男", "2025-03-03"])
    assert len(table(source)) == 50
    assert any("第 9 行的编码与其余行不同，按 GB18030 读取" in note for note in source.notes)


def test_a_few_utf8_lines_in_a_gbk_file_are_read_and_named():
    lines = [f"{HEADER}\n".encode("gbk"), *[f"李四{n},女,2025-03-02\n".encode("gbk") for n in range(50)]]
    lines[8] = "王五明,男,2025-03-03\n".encode()

    source = reading(b"".join(lines))

    assert source.encoding == "gb18030"
    assert table(source)[7] == (9, ["王五明", "男", "2025-03-03"])
    assert any("第 9 行的编码与其余行不同，按 UTF-8 读取" in note for note in source.notes)


def test_a_line_in_no_encoding_costs_that_line_only():
    source = reading(
        f"{HEADER}\n张三,男,1\n".encode() + b"\xff\xff,\xe7\x94\xb7,2\n" + "李四,女,3\n".encode()
    )

    assert [number for number, _ in table(source)] == [2, 4]
    assert problems(source) == [
        (3, "这一行有无法识别的字符（既不是 UTF-8 也不是 GB18030），未读取。请在原系统改正后重新导出。")
    ]


def test_an_undecodable_line_inside_a_quoted_cell_costs_that_row_only():
    source = reading(
        f'{HEADER}\n"张三\n'.encode() + b"\xff\xff" + '",男,1\n李四,女,2\n"赵\n六",女,3\n'.encode()
    )

    assert table(source) == [(4, ["李四", "女", "2"]), (5, ["赵\n六", "女", "3"])]
    assert [row for row, _ in problems(source)] == [3]


def test_an_empty_file_is_refused_with_a_sentence():
    for data in (b"", b"\r\n\r\n", b"\xef\xbb\xbf", b"   \n"):
        with pytest.raises(Unreadable, match="文件是空的"):
            reading(data)


def test_a_header_alone_is_a_table_without_rows():
    for text in (HEADER, HEADER + "\n"):
        source = reading(text)

        assert source.header == ("姓名", "性别", "体检日期")
        assert table(source) == []
        assert problems(source) == []
        assert source.sample() == ((), (), ())


def test_only_data_without_header_is_refused():
    with pytest.raises(Unreadable, match="找不到标题行"):
        reading("1,2,3\n4,5,6\n")


@pytest.mark.parametrize(
    "line",
    ['"张三,男,2025-03-01', '张三,"男,2025-03-01', '张三,男,"2025-03-01', '"张三","男,"2025-03-01"'],
)
@pytest.mark.parametrize("quoted", [False, True], ids=["plain", "all quoted"])
def test_a_quote_never_closed_on_line_90000_costs_that_line_only(line, quoted):
    good = '"李四","女","2025-03-02"' if quoted else "李四,女,2025-03-02"
    lines = [HEADER, *[good] * 100_000]
    lines[89_999] = line

    chunks = list(reading("\n".join(lines) + "\n").chunks())
    numbers = [number for chunk in chunks for number in chunk.row_numbers.to_pylist()]
    (problem,) = [problem for chunk in chunks for problem in chunk.problems]

    assert numbers == [*range(2, 90_000), *range(90_001, 100_002)]
    assert problem.row == 90_000
    assert "引号" in problem.message


def test_a_quote_never_closed_on_the_last_line_costs_that_line_only():
    source = reading(f'{HEADER}\n张三,男,1\n"李四,女,2\n')

    assert [number for number, _ in table(source)] == [2]
    assert problems(source) == [(3, rows.UNCLOSED)]


def test_a_quote_in_the_middle_of_a_word_is_a_character():
    source = reading(f'{HEADER}\n张"三,男,5"\n李四,女,2\n')

    assert table(source) == [(2, ['张"三', "男", '5"']), (3, ["李四", "女", "2"])]


def test_a_row_with_too_many_or_too_few_cells_is_reported_and_the_rest_read():
    source = reading(f"{HEADER}\n张三,男\n李四,女,2,3\n王五,男,4\n赵六,女,5,,\n")

    assert table(source) == [(4, ["王五", "男", "4"]), (5, ["赵六", "女", "5"])]
    assert problems(source) == [(2, rows.wrong_width(2, 3)), (3, rows.wrong_width(4, 3))]


def test_line_breaks_in_a_cell_count_as_lines():
    source = reading(f'{HEADER}\r\n"张\r\n三",男,1\r\n\r\n李四,女,"2\n\n2"\r\n王五,男,3\r\n')

    assert table(source) == [
        (2, ["张\r\n三", "男", "1"]),
        (5, ["李四", "女", "2\n\n2"]),
        (8, ["王五", "男", "3"]),
    ]


def test_a_lone_carriage_return_is_no_new_row():
    source = reading(f'{HEADER}\n张三\r,男,1\n"李\r四",女,2\n')

    assert table(source) == [(2, ["张三 ", "男", "1"]), (3, ["李\r四", "女", "2"])]


def test_lines_ended_by_carriage_return_alone_are_read():
    assert table(reading(f"{HEADER}\r张三,男,1\r李四,女,2\r")) == [
        (2, ["张三", "男", "1"]),
        (3, ["李四", "女", "2"]),
    ]


def test_nul_bytes_are_removed_and_their_rows_named():
    source = reading(f"{HEADER}\n张\0三,男,1\n李四,女,2\n王五,男\0\0,3\n")

    assert table(source)[0] == (2, ["张三", "男", "1"])
    assert "第 2、4 行含有空字符（NUL），已去掉。" in (list(source.chunks()), source.notes)[1]


def test_a_file_of_nul_bytes_is_refused():
    with pytest.raises(Unreadable, match="大量空字符"):
        reading(b"\0" * 5_000)
    with pytest.raises(Unreadable, match="UTF-16"):
        reading(HEADER.encode("utf-16-le"))


@pytest.mark.parametrize(
    "value",
    ["O'Brien", "<script>alert(1)</script>", "阿卜杜拉·艾力😀", "𠮷田𫟹", "1900-02-30", "20250229", "45321",
     "二〇二五年三月", "６１０１", " 前后空格 ", "+86 138", "-1", "@x", "NULL", "nan", "true", "1e5"],
)  # fmt: skip
def test_values_stay_the_text_they_are(value):
    for encoding in ("utf-8", "gb18030", "utf-16"):
        assert table(reading(f"{HEADER}\n{value},男,1\n", encoding)) == [(2, [value, "男", "1"])]


def test_excel_text_cells_are_unwrapped_and_formulas_kept_and_told():
    source = reading(f'{HEADER}\n="0123",男,"=""0456"""\n=SUM(A1:A2),男,"=1+1"\n')

    assert table(source) == [(2, ["0123", "男", "0456"]), (3, ["=SUM(A1:A2)", "男", "=1+1"])]
    assert source.notes[-1] == "第 3 行有以“=”开头的公式，作为普通文字读取，不计算。"


def test_a_column_twice_stays_two_columns():
    source = reading("姓名,姓名,性别\n张三,李四,男\n")

    assert source.header == ("姓名", "姓名", "性别")
    assert table(source) == [(2, ["张三", "李四", "男"])]


@pytest.mark.parametrize("delimiter, kind", [(",", "csv"), ("\t", "tsv"), (";", "csv"), ("|", "csv")])
def test_the_delimiter_is_found(delimiter, kind):
    source = reading(
        "\n".join(delimiter.join(cells) for cells in (["姓名", "地址"], ["张三", "西安市，1 号"]))
    )

    assert source.format == kind
    assert table(source) == [(2, ["张三", "西安市，1 号"])]


def test_title_rows_above_and_signatures_below_are_no_data():
    source = reading(
        "某某县老年人体检登记表,,,\n单位：某某卫生院,,填报日期：2025-03-31,\n姓名,性别,年龄,血压\n"
        "张三,男,70,130\n,,,\n合计,1,,\n填报人：李四,,审核人：王五,\n"
    )

    assert source.header == ("姓名", "性别", "年龄", "血压")
    assert source.header_row == 3
    assert source.title == ("某某县老年人体检登记表", "单位：某某卫生院 填报日期：2025-03-31")
    assert table(source) == [(4, ["张三", "男", "70", "130"])]
    assert source.notes[-1] == "第 6、7 行是合计、签名或备注，不作为数据读取。"


def test_a_person_whose_data_follow_a_footer_word_is_kept():
    source = reading("备注,姓名,性别,年龄,血压,身高\n备注内容,张三,男,70,130,165\n")

    assert [number for number, _ in table(source)] == [2]


def test_cells_beyond_an_unnamed_end_of_the_header_do_not_cost_rows():
    assert table(reading("姓名,性别,,\n张三,男\n李四,女\n")) == [(2, ["张三", "男"]), (3, ["李四", "女"])]
    assert reading("姓名,性别\n张三,男,x\n李四,女,y\n").header == ("姓名", "性别", "")


class Sealed(io.RawIOBase):
    """A stream that gives little at a time, as one that decrypts does."""

    def __init__(self, data: bytes) -> None:
        self._inner = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._inner.seek(offset, whence)

    def tell(self) -> int:
        return self._inner.tell()

    def read(self, size: int = -1) -> bytes:
        return self._inner.read(min(size, 7) if size >= 0 else 7)


def test_any_seekable_stream_will_do_even_one_that_reads_short():
    data = f"{HEADER}\n张三,男,1\n李四,女,2\n".encode("gb18030")

    assert [cells for _, cells in table(open_source(Sealed(data)))] == [
        ["张三", "男", "1"],
        ["李四", "女", "2"],
    ]


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("qinkang.readers.encoding.BLOCK", 64)
    yield


@pytest.mark.usefixtures("small_blocks")
def test_rows_cut_by_the_end_of_a_block_are_whole():
    lines = [f'"张\n{n}",男,"第{n}""次"' for n in range(200)]
    source = reading("\n".join([HEADER, *lines]))

    assert table(source) == [(2 + 2 * n, [f"张\n{n}", "男", f'第{n}"次']) for n in range(200)]


def test_chunks_have_about_fifty_thousand_rows_and_can_be_read_again():
    source = reading(HEADER + "\n" + "张三,男,1\n" * 120_000)

    for _ in range(2):
        assert [chunk.batch.num_rows for chunk in source.chunks()] == [50_000, 50_000, 20_000]
    assert source.sample()[1][:2] == ("男", "男")


@pytest.mark.parametrize(
    "data, says",
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"<html><table><tr><td>x", "网页"),
        (b"<!DOCTYPE html><html>", "网页"),
        (bytes(range(128, 256)) * 40, "不是文本表格"),
    ],
)
def test_what_is_no_table_is_refused_by_its_name(data, says):
    with pytest.raises(Unreadable, match=says):
        reading(data)


def test_a_path_is_opened_and_closed(tmp_path):
    path = tmp_path / "样例.csv"
    path.write_text(f"{HEADER}\n张三,男,1\n")

    with open_source(path) as source:
        assert source.name == "样例.csv"
        assert len(table(source)) == 1

    assert source.stream is not None and source.stream.closed


def test_messages_hold_no_value_of_the_row():
    source = reading(f'{HEADER}\n赵钱孙,男\n"周吴郑,男,1\n')

    told = " ".join([message for _, message in problems(source)] + list(source.notes))
    assert "赵钱孙" not in told and "周吴郑" not in told


def test_a_note_names_ten_rows_and_counts_the_rest():
    source = reading(HEADER + "\n" + "张\0三,男,2025年3月1日上午\n" * 12)
    list(source.chunks())

    assert source.notes[-1] == "第 2、3、4、5、6、7、8、9、10、11 行等 12 行含有空字符（NUL），已去掉。"


def test_a_line_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("qinkang.readers.encoding.BLOCK", 100)
    monkeypatch.setattr("qinkang.readers.encoding.LONGEST_LINE", 1_000)

    with pytest.raises(Unreadable, match="没有换行"):
        list(reading(HEADER + "\n" + "1" * 5_000).chunks())


def test_what_is_too_wide_for_a_table_is_refused_before_its_columns_are_looked_at():
    with pytest.raises(Unreadable, match="标题行有 5000 列"):
        open_source(io.BytesIO(",".join(f"c{n}" for n in range(5_000)).encode() + b"\n"), "宽.csv")
