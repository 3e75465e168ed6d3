"""Any table of texts, written as a file and read back, is the same table with the right row numbers."""

import csv
import io

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qinkang.readers import Unreadable, open_source
from qinkang.readers.rows import LONGEST_ROW, _quoted_apart, _row_by_row, _whole_block, parse

# What hurts readers: delimiters, quotes, all kinds of line end, spaces, wide and four-byte characters.
LETTERS = st.sampled_from("a1,;\t|\"\n\r ='<张𠮷😀é\u3000\u2028\x0b・")
TEXTS = st.text(LETTERS, max_size=6).filter(lambda text: not text.startswith("="))
WIDTH = 3


def rows_of(texts):
    # a row that is empty throughout, or a footer, is not data
    row = st.tuples(st.just("李四"), *[texts] * (WIDTH - 1))
    return st.lists(row.map(list), max_size=25)


def numbered(rows, first, breaks):
    """Each row with the line on which it begins, counting the line breaks in its cells."""
    line = first
    for row in rows:
        yield line, [cell or None for cell in row]
        line += 1 + (sum(cell.count("\n") for cell in row) if breaks else 0)


def table(source):
    return [
        (number, [cell.as_py() for cell in cells])
        for chunk in source.chunks()
        for number, cells in zip(
            chunk.row_numbers.to_pylist(), zip(*chunk.batch.columns, strict=True), strict=True
        )
    ]


@settings(deadline=None, max_examples=150)
@given(
    rows=rows_of(TEXTS),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    delimiter=st.sampled_from(",\t;|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    block=st.sampled_from([16, 100, 1 << 20]),
)
@example(
    rows=[["李四", "", "\n\r1\n"]], encoding="utf-8", delimiter=",", quoting=0, line_end="\r\n", block=16
)
@example(rows=[["李四", ",", ","]], encoding="utf-8", delimiter="\t", quoting=0, line_end="\n", block=16)
@example(rows=[["李四", 'a"', "b\n"]], encoding="gb18030", delimiter=",", quoting=0, line_end="\n", block=16)
def test_a_table_written_as_delimited_text(rows, encoding, delimiter, quoting, line_end, block):
    if quoting == csv.QUOTE_MINIMAL and line_end == "\n":  # the writer leaves a CR unquoted then
        rows = [[cell.replace("\r", "") for cell in row] for row in rows]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=line_end)
    writer.writerow(["列甲", "列乙", "列丙"])
    writer.writerows(rows)
    data = text.getvalue().encode(encoding)

    with pytest.MonkeyPatch.context() as patch:
        source = open_source(io.BytesIO(data), "样例.csv")  # the header wants one whole block
        patch.setattr("qinkang.readers.encoding.BLOCK", block)
        read = table(source)

    assert read == list(numbered(rows, 2, breaks=True))
    assert [problem for chunk in source.chunks() for problem in chunk.problems] == []


@settings(deadline=None, max_examples=300)
@given(
    text=st.text(st.sampled_from('ab,"\n\r '), max_size=40),
    last=st.booleans(),
)
def test_the_fast_way_gives_what_the_careful_way_gives(text, last):
    block = (text + "\n").encode()

    fast = _whole_block(block, 1, ",", 2, last)
    careful = _row_by_row(block, 1, ",", 2, last)

    # Where a row is broken the two may resume differently; the next test holds for both.
    if fast is not None and not fast.problems and not careful.problems:
        assert fast.batch.to_pylist() == careful.batch.to_pylist()
        assert fast.first.tolist() == careful.first.tolist()
        assert fast.last.tolist() == careful.last.tolist()
        assert block[fast.used :].strip() == block[careful.used :].strip()


@settings(deadline=None, max_examples=300)
@given(text=st.text(st.sampled_from('ab,"\n\r '), max_size=60), last=st.booleans())
def test_plain_lines_read_apart_give_what_reading_row_by_row_gives(text, last):
    block = (text + "\n").encode()

    apart = _quoted_apart(block, 7, ",", 2, last)
    each = _row_by_row(block, 7, ",", 2, last)

    assert apart.batch.to_pylist() == each.batch.to_pylist()
    assert apart.first.tolist() == each.first.tolist()
    assert apart.last.tolist() == each.last.tolist()
    assert sorted((p.row, p.message) for p in apart.problems) == [(p.row, p.message) for p in each.problems]
    assert (apart.used, apart.next_line) == (each.used, each.next_line)


@settings(deadline=None, max_examples=200)
@given(data=st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-16")))
def test_any_bytes_give_rows_or_a_sentence(data):
    try:
        source = open_source(io.BytesIO(data), "样例.csv")
        for chunk in source.chunks():
            assert chunk.batch.num_columns == len(source.header)
            assert chunk.batch.num_rows == len(chunk.row_numbers)
    except Unreadable as error:
        assert str(error).endswith("。")


@settings(deadline=None, max_examples=200)
@given(text=st.text(st.sampled_from('ab,"\n'), max_size=60), lines=st.integers(1, 3))
def test_no_line_is_lost_or_swallowed(text, lines):
    """Each line that holds something is in a row or near a problem, and rows never overlap."""
    block = (text + "\n" * lines).encode()
    rows = parse(block, 1, ",", 2, last=True)

    covered = {line for a, b in zip(rows.first, rows.last, strict=True) for line in range(a, b + 1)}
    assert len(covered) == int((rows.last - rows.first + 1).sum())
    assert int((rows.last - rows.first).max(initial=0)) < LONGEST_ROW
    told = {problem.row for problem in rows.problems}
    written = {number for number, line in enumerate(text.split("\n"), 1) if line}
    assert written <= covered | told


@settings(deadline=None, max_examples=40)
@given(
    rows=rows_of(
        st.text(st.sampled_from("a1,;\t\"\n ='<张𠮷😀é\u3000"), max_size=6).filter(
            lambda text: not text.startswith("=")
        )
    )
)
def test_a_table_written_as_a_workbook(rows):
    book = openpyxl.Workbook()
    book.active.append(["列甲", "列乙", "列丙"])
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)

    # the writer does not mark a cell of nothing but spaces, so their loss is its fault
    expected = [[cell if cell.strip() else cell.strip(" \t\n") for cell in row] for row in rows]
    assert table(open_source(data, "样例.xlsx")) == list(numbered(expected, 2, breaks=False))
