"""Bad input, drawn once and tried at every door. All persons are invented.

`ROWS` are values that spoil one row among good ones; `FILES` spoil a whole file.
"""

import csv
import io
import json
import zipfile
from functools import cache

import xlsxwriter
from tests.spec.kernel.drawn import drawn

from qinkang.kernel.citizen_id import check_character

GOOD = {
    "体检编号": "QS-1",
    "操作": "新增",
    "版本号": "1",
    "姓名": "欧阳试验",
    "身份证号": "610323194912310021",
    "性别": "女",
    "居住区划": "610323101",
    "体检日期": "2025-03-01",
    "体检机构": "岐山县蔡家坡镇卫生院",
    "责任医生": "李医生",
    "左侧收缩压": "130",
    "左侧舒张压": "80",
}
BAD = {"体检编号": "QS-2", "姓名": "诸葛试验", "身份证号": "610323195002020046"}
LAST = {"体检编号": "QS-3", "姓名": "司马试验", "身份证号": "610323195103030040"}
PLANTED = (
    "欧阳试验",
    "诸葛试验",
    "司马试验",
    "610323194912310021",
    "610323195002020046",
    "610323195103030040",
)
"""Names and numbers that stand in no log, no message and no page."""

NAMES = {  # as programs name the columns
    "体检编号": "source_no", "操作": "operation", "版本号": "source_version", "姓名": "name", "身份证号": "id_no",
    "性别": "sex", "居住区划": "live_region", "体检日期": "check_date", "体检机构": "org", "责任医生": "doctor",
    "左侧收缩压": "sbp_left", "左侧舒张压": "dbp_left",
}  # fmt: skip

# `shown` is what may be seen of the value; `rule` is said of the bad row, with the field, and no other.
ROWS = drawn(r"""
    what                      | column     | value                         | standing | rule  | shown
    --------------------------+------------+-------------------------------+----------+-------+-----------
    a formula for a number    | 左侧收缩压 | =A1*2                         | accepted | C-34U | =A1*2
    a formula for a name      | 姓名       | =HYPERLINK("//peer.example")  | held     | C-20  | *
    a name with an apostrophe | 姓名       | D'Souza                       | accepted |       |
    a command for a name      | 姓名       | x'; DROP TABLE records;--     | held     | C-20  | x*
    a script for a name       | 姓名       | <script>alert(1)</script>     | held     | C-20  | *
    a script for a doctor     | 责任医生   | <script>alert(1)</script>     | accepted |       |
    an emoji in a name        | 姓名       | 张😀三                        | accepted | C-19  | 张*三
    a name of four bytes each | 姓名       | 𠮷𡘙                          | accepted |       |
    a NUL in a name           | 姓名       | 诸葛\0试验                    | accepted |       |
    a NUL in a text           | 责任医生   | 李\0医生                      | accepted |       |
    no such day in 1900       | 体检日期   | 1900-02-30                    | rejected | K-01  | 1900-02-30
    no such day in 2025       | 体检日期   | 20250229                      | rejected | K-01  | 20250229
    a day as Excel counts it  | 体检日期   | 45321                         | accepted | C-40  | 45321
    a month in Chinese        | 体检日期   | 二〇二五年三月                | rejected | K-01  | 二〇二五年三月
    another county's people   | 居住区划   | 610724100                     | accepted | R-04  | 610724100
    a number in a wrong place | 左侧收缩压 | 610323195002020046            | accepted | C-34U | ****
""")

# What a file's sender reads. A file that is taken says how many rows were accepted and rejected.
FILES = drawn("""
    what                           | accepted | rejected | says
    -------------------------------+----------+----------+------------------------------
    an empty file                  |          |          | 文件是空的（0 字节）
    a header only                  | 0        | 0        |
    a zip bomb                     |          |          | 压缩包解压后过大
    a zip within a zip             |          |          | 压缩包里还有压缩包
    a workbook that is a bomb      |          |          | 工作簿解压后过大
    a quote that is never closed   | 2        | 1        |
    two encodings                  | 3        | 0        | 第 3 行的编码与其余行不同
    formulas in a workbook         | 2        | 0        | 个单元格是公式
    mostly NUL                     |          |          | 大量空字符（NUL）
    XML with an external entity    |          |          | 文档类型声明或外部实体
    XML with entities in entities  |          |          | 文档类型声明或外部实体
    a table cut off in the middle  | 2        | 1        |
    a zip cut off in the middle    |          |          | 压缩包已损坏
    JSON cut off in the middle     |          |          | JSON 文件在第 1 条之后有语法错误
    JSON without end               |          |          | 语法错误
    a column twice                 |          |          | 第 4 列“姓名”和第 13 列“姓名”都对应字段“姓名”
    five thousand columns          |          |          | 标题行有 5000 列
""")


def table(*rows: dict[str, str], columns=None, encoding="utf-8") -> bytes:
    """A CSV of these rows; each says how it differs from the good one."""
    header = columns or list(GOOD)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([(GOOD | row)[name] for name in header] for row in rows)
    return out.getvalue().encode(encoding)


def person(place: int) -> dict[str, str]:
    """Somebody else for each place, examined by somebody else, with a record number of their own."""
    first = f"61032319510508{2 * place + 100:03d}"  # even: a woman
    return {
        "体检编号": f"QS-{place:04d}",
        "姓名": f"司马试{chr(0x4E00 + place)}",
        "身份证号": first + check_character(first),
        "责任医生": f"{chr(0x4E00 + place)}医生",
        "左侧收缩压": f"{111 + place}",
    }


def spoilt_rows() -> list[dict[str, str]]:
    """A good row, then the rows of `ROWS`, each followed by a good one: row n of `ROWS` is the 2n-th."""
    rows = [person(0)]
    for place, row in enumerate(ROWS, 1):
        rows += [person(2 * place - 1) | spoilt(row), person(2 * place)]
    return rows


def records() -> list[dict[str, str]]:
    """The same as a program sends it."""
    return [{NAMES[name]: value for name, value in (GOOD | row).items()} for row in spoilt_rows()]


def spoilt(row: dict[str, str]) -> dict[str, str]:
    """The one cell of a row of `ROWS`."""
    return {row["column"]: row["value"].replace(r"\0", "\0")}


def long_table(rows: int, broken: int) -> bytes:
    """A table of so many lines, one of which has a quote that is never closed."""
    lines = table({}).decode().splitlines()
    lines += [lines[1].replace("QS-1,", f"QS-{number},") for number in range(2, rows)]
    lines[broken - 1] = lines[broken - 1].replace("岐山县蔡家坡", '"岐山县蔡家坡')
    return "\n".join(lines).encode("gb18030")


def sparse_table(broken: int, every: int) -> bytes:
    """A table as long, with a row every so many lines and some after the broken one; the others are empty."""
    header, *rows = table(*(person(place) for place in range(broken // every + 4))).decode().splitlines()
    lines = [header] + [""] * (broken + 2)
    places = [*range(every, broken + 1, every), broken + 1, broken + 2, broken + 3]
    for place, row in zip(places, rows, strict=False):
        lines[place - 1] = row
    lines[broken - 1] = lines[broken - 1].replace("岐山县蔡家坡", '"岐山县蔡家坡')
    return "\n".join(lines).encode("gb18030")


@cache
def bytes_of(what: str) -> bytes:
    """The bytes of one of `FILES`."""
    three = table({}, BAD, LAST)
    packed = zipped("报送.csv", three)
    both = json.dumps([dict(zip(NAMES.values(), (GOOD | one).values(), strict=True)) for one in ({}, BAD)])
    match what:
        case "an empty file":
            return b""
        case "a header only":
            return table()
        case "a zip bomb":
            return zipped("报送.csv", b"0" * (30 << 20))
        case "a zip within a zip":
            return zipped("报送.zip", packed)
        case "a workbook that is a bomb":
            return blown_up(workbook({}))
        case "a quote that is never closed":
            return table({}, {**BAD, "责任医生": "#"}, LAST).replace(b"#", b'"')
        case "two encodings":
            first, second, third, fourth = three.decode().splitlines(keepends=True)
            return (first + second).encode() + third.encode("gb18030") + fourth.encode()
        case "formulas in a workbook":
            return workbook({}, {**BAD, "左侧收缩压": "=100+31"})
        case "mostly NUL":
            return three.decode().encode("utf-16-le")
        case "XML with an external entity":
            return '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r><row><姓名>&x;</姓名></row></r>'.encode()
        case "XML with entities in entities":
            return b'<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><r><row><name>&b;</name></row></r>'
        case "a table cut off in the middle":
            return three[:-45]
        case "a zip cut off in the middle":
            return packed[: len(packed) // 2]
        case "JSON cut off in the middle":
            return both.encode()[:-60]
        case "JSON without end":
            return b"[" + b'{"a":' * 5_000 + b"1" + b"}" * 5_000 + b"]"
        case "a column twice":
            return table({}, columns=[*GOOD, "姓名"])
        case "five thousand columns":
            return ",".join(f"c{number}" for number in range(5_000)).encode() + b"\n1\n"
    raise AssertionError(f"nobody has said how to make “{what}”")


def zipped(name: str, content: bytes) -> bytes:
    """An archive with one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def workbook(*rows: dict[str, str]) -> bytes:
    """A workbook of these rows; a text with = is a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, cells in enumerate([list(GOOD), *(list((GOOD | row).values()) for row in rows)]):
            for column, text in enumerate(cells):
                if text.startswith("="):
                    sheet.write_formula(place, column, text, None, 131)
                else:
                    sheet.write_string(place, column, text)
    return out.getvalue()


def blown_up(content: bytes) -> bytes:
    """The same workbook with a sheet of more than a hundred megabytes, packed to almost nothing."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", 8, compresslevel=1) as after,
    ):
        for part in before.infolist():
            inside = before.read(part)
            if part.filename.endswith("sheet1.xml"):
                inside = inside.replace(b"</sheetData>", b"<row/>" * 18_000_000 + b"</sheetData>")
            after.writestr(part.filename, inside)
    return out.getvalue()
