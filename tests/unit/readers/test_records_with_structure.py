"""JSON and XML as senders send them: every leaf becomes a column. All persons are invented."""

import io
import json

import pytest
from tests.unit.readers.test_delimited_files import problems, table

from qinkang.readers import Source, Unreadable, open_source

DRUGS = [{"name": "氨氯地平", "usage": "口服"}, {"name": "二甲双胍", "usage": None}]


def reading(data: bytes) -> Source:
    return open_source(io.BytesIO(data), "样例")


def as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def test_each_line_of_json_is_a_row_with_the_number_of_its_line():
    data = b"\n".join(
        [as_json({"姓名": "张三", "收缩压": 131}), b"", as_json({"姓名": "李四", "体温": 36.50})]
    )

    source = reading(data)

    assert source.format == "jsonl"
    assert source.header == ("姓名", "收缩压", "体温")
    assert table(source) == [(1, ["张三", "131", None]), (3, ["李四", None, "36.5"])]


def test_numbers_stand_as_they_are_written():
    source = reading(b'{"a": 610102195001011234, "b": 1.50, "c": 1e3, "d": true}\n{"a": 1}\n')

    assert table(source)[0][1] == ["610102195001011234", "1.50", "1e3", "TRUE"]


@pytest.mark.parametrize("more", [b"", b'\n{"a": "x", "b": "y"}\n'], ids=["a list", "lines"])
def test_what_no_database_keeps_is_taken_out_and_told(more):
    one = rb'{"a": "\u674e\u0000\ud800", "b": "\ud83d\ude00\\ud800"}'

    source = reading(one + more if more else b"[" + one + b"]")

    assert table(source)[0] == (1, ["李?", "😀\\ud800"])
    assert "第 1 行含有空字符（NUL），已去掉。" in source.notes


def test_a_tree_without_end_is_refused():
    with pytest.raises(Unreadable, match="语法错误"):
        list(reading(b"[" + b'{"a":' * 3_000 + b"1" + b"}" * 3_000 + b"]").chunks())


def test_a_broken_line_is_told_and_the_others_are_read():
    lines = [as_json({"姓名": "张三"}), b'{"a": ', b"[1]", b'{"x": 1, "x": 2}', as_json({"姓名": "李四"})]

    source = reading(b"\n".join(lines))

    assert [row for row, _ in table(source)] == [1, 5]
    assert [row for row, _ in problems(source)] == [2, 3, 4]
    assert "出现两次" in problems(source)[2][1]


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda rows: rows,
        lambda rows: {"data": rows},
        lambda rows: {"code": 0, "msg": "ok", "data": {"total": len(rows), "list": rows}},
    ],
    ids=["a bare list", "a list in an object", "a list deeper within"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_document_with_a_list_of_objects_is_read_wherever_the_list_stands(wrapped, encoding):
    rows = [{"姓名": "张三", "年龄": 71}, {"姓名": "李四", "年龄": None}]

    source = reading(json.dumps(wrapped(rows), ensure_ascii=False, indent=1).encode(encoding))

    assert (source.format, source.header) == ("json", ("姓名", "年龄"))
    assert table(source) == [(1, ["张三", "71"]), (2, ["李四", None])]
    assert any("第几条记录" in note for note in source.notes)


def test_groups_stand_side_by_side_as_in_a_flat_file():
    named = {"用药": [{"药物名称": "氨氯地平"}, {"药物名称": "二甲双胍"}], "症状": ["01", "07"]}

    source = reading(as_json([{"id_no": "x", "drugs": DRUGS}, {"id_no": "y", "drugs": []}, named]))

    assert source.header == (
        "id_no", "drugs_1_name", "drugs_1_usage", "drugs_2_name", "drugs_2_usage", "drugs",
        "药物名称1", "药物名称2", "症状",
    )  # fmt: skip
    assert table(source)[0][1][:5] == ["x", "氨氯地平", "口服", "二甲双胍", None]
    assert table(source)[2][1][6:] == ["氨氯地平", "二甲双胍", "01,07"]


def test_an_object_within_an_object_gives_its_name_to_what_stands_above():
    source = reading(as_json([{"本人": {"姓名": "张三"}, "联系人": {"姓名": "李四"}}]))

    assert source.header == ("姓名", "姓名")
    assert source.header_above == ("本人", "联系人")


@pytest.mark.parametrize(
    "data, says",
    [
        (b'[{"a": 1}, {"a": ', "第 1 条之后"),
        (b'{"code": 1, "msg": ["x"],\n "n": 2}', "找不到记录列表"),
        (b"[ ]", "找不到记录列表"),
        (b'{"a":' * 60 + b"1" + b"}" * 60 + b"\n{}", "嵌套过深"),
        (as_json([{f"c{n}": n for n in range(2_001)}]), "超过 1000 个"),
    ],
)
def test_json_that_is_no_list_of_records_is_refused_with_the_reason(data, says):
    with pytest.raises(Unreadable, match=says):
        list(reading(data).chunks())


XML = """<?xml version="1.0" encoding="{encoding}"?>
<DataExchange xmlns="urn:x"><Header><Sender>演示</Sender><Time>2025</Time></Header>
<Body><Person no="7"><Name>张三</Name><Sex code="1">男</Sex>
  <Drugs><Drug><Title>氨氯地平</Title></Drug><Drug><Title>二甲双胍</Title></Drug></Drugs></Person>
<Person no="8"><Name> 李四 </Name><Sex code="2">女</Sex><Drugs><Drug><Title>叶酸</Title></Drug></Drugs></Person>
</Body></DataExchange>"""


@pytest.mark.parametrize("encoding", ["UTF-8", "GB2312", "GBK", "GB18030", "UTF-16"])
def test_the_element_that_repeats_is_a_row(encoding):
    source = reading(XML.format(encoding=encoding).encode(encoding))

    assert source.format == "xml"
    assert source.header == ("no", "Name", "code", "Sex", "Drugs_1_Title", "Drugs_2_Title")
    assert source.header_above == ("", "", "Sex", "", "", "")
    assert table(source) == [
        (1, ["7", "张三", "1", "男", "氨氯地平", "二甲双胍"]),
        (2, ["8", "李四", "2", "女", "叶酸", None]),
    ]


def test_a_file_of_one_record_finds_it_below_its_wrappers():
    source = reading(b"<Msg><Head><Id>1</Id></Head><Body><Card><A>1</A><B>2</B><C>3</C></Card></Body></Msg>")

    assert (source.header, table(source)) == (("A", "B", "C"), [(1, ["1", "2", "3"])])


def test_fields_may_be_named_by_an_attribute():
    source = reading(
        '<rows><row><f name="姓名">张三</f><f name="性别">男</f></row>'
        '<row><f name="姓名">李四</f></row></rows>'.encode()
    )

    assert (source.header, table(source)[1]) == (("姓名", "性别"), (2, ["李四", None]))


@pytest.mark.parametrize(
    "data, says",
    [
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><b><c>&x;</c></b></a>', "DOCTYPE"),
        (b'<!DOCTYPE a [<!ENTITY x "x"><!ENTITY y "&x;&x;">]><a><b><c>&y;</c></b></a>', "DOCTYPE"),
        (b"<a><b><c>1</c></b>\n<b><c>", "第 2 行有语法错误"),
        (b"<a/>", "找不到记录"),
        (b"<a>" * 50 + b"</a>" * 50, "嵌套过深"),
        (b'<?xml version="1.0" encoding="klingon"?><a><b><c>1</c></b></a>', "编码无法识别"),
        (b'<?xml version="1.0" encoding="utf-8"?><a><b><c>\xd5\xc5\xc8\xfd</c></b></a>', "不是 UTF-8"),
    ],
)
def test_xml_that_cannot_be_read_is_refused_with_the_reason(data, says):
    with pytest.raises(Unreadable, match=says):
        list(reading(data).chunks())
