"""Which column is taken for which field. All values are invented."""

import re
from dataclasses import dataclass

import pytest
from tests.spec.kernel.drawn import drawn

from qinkang.readers import Mapping, propose
from qinkang.readers.titles import ALIKE, likeness
from qinkang.standards.dataset import DATASETS
from qinkang.standards.envelope import ENVELOPE


@dataclass(frozen=True)
class Declared:
    """A field as a data set declares it; `shape` is what its values look like."""

    name: str
    title: str
    shape: str = ".+"
    aliases: tuple[str, ...] = ()
    key: bool = False
    required: bool = False
    by_name: bool = False

    def fits(self, value: str) -> bool:
        return re.fullmatch(self.shape, value) is not None


NAME = Declared("name", "姓名", "[一-鿿]{2,4}", ("老年人姓名",))
ID = Declared("id_number", "身份证件号码", r"\d{17}[\dX]", ("身份证号",), key=True)
SEX = Declared("sex", "性别", "[12男女]")
EXAMINED = Declared("examined_on", "体检日期", r"\d{4}-\d\d-\d\d", key=True)
LEFT = Declared("left_systolic", "左侧收缩压", r"\d{2,3}", ("血压左侧收缩压",))
FASTING = Declared("fasting_glucose", "空腹血糖", r"\d+\.\d")
ADVICE = Declared("advice", "健康指导")
FIELDS = (NAME, ID, SEX, EXAMINED, LEFT, FASTING, ADVICE)

VALUES = {
    "names": ("张三", "李四", "王小五"),
    "ids": ("610102195001011234", "61010219500101123X"),
    "sexes": ("1", "2", "男"),
    "days": ("2025-03-01", "2025-03-02"),
    "pressures": ("130", "128"),
    "words": ("低盐饮食，定期复查", "无"),
    "nothing": (),
}


def test_a_column_is_taken_for_a_field():
    rows = drawn("""
        above | header             | values    | field           | how      | confidence
        ------+--------------------+-----------+-----------------+----------+-----------
              | 姓名               | names     | name            | 标题一致 | 0.99
              | 姓 名*             | names     | name            | 标题一致 | 0.99
              | 老年人姓名         | names     | name            | 标题一致 | 0.99
              | 姓名               | nothing   | name            | 标题一致 | 0.9
              | 身份证号           | ids       | id_number       | 标题一致 | 0.99
              | 左侧收缩压（mmHg） | pressures | left_systolic   | 标题一致 | 0.99
              | 左侧收缩压[ＭＭＨＧ] | pressures | left_systolic | 标题一致 | 0.99
        血压  | 左侧收缩压         | pressures | left_systolic   | 标题一致 | 0.99
              | 健康指导           | words     | advice          | 标题一致 | 0.9
              | 性别               | days      | sex             | 标题一致 | 0.3
              | 身份证号码         | ids       | id_number       | 标题近似 | 0.7
              | 身份证号码         | nothing   | id_number       | 标题近似 | 0.5
              | 身份证号码         | words     |                 | 未识别   | 0.0
              | 本人姓名           | names     | name            | 标题近似 | 0.7
              | 右侧收缩压         | nothing   |                 | 未识别   | 0.0
              | 左侧舒张压         | nothing   |                 | 未识别   | 0.0
              | 餐后血糖           | nothing   |                 | 未识别   | 0.0
              | 证件               | ids       | id_number       | 取值特征 | 0.5
              | ZJHM               | ids       | id_number       | 取值特征 | 0.5
              |                    | days      | examined_on     | 取值特征 | 0.5
              | XB                 | words     |                 | 未识别   | 0.0
              | 随便               | nothing   |                 | 未识别   | 0.0
    """)

    for row in rows:
        mapping = propose([row["header"]], [VALUES[row["values"]]], FIELDS, above=[row["above"]])
        (column,) = mapping.columns
        found = (column.field or "", column.how, column.confidence)
        assert found == (row["field"], row["how"], float(row["confidence"])), row["header"]


def test_titles_are_alike_or_not():
    rows = drawn("""
        one          | other        | alike
        -------------+--------------+------
        身份证件号码 | 身份证号码   | yes
        联系电话     | 本人联系电话 | yes
        体检机构名称 | 体检机构     | yes
        左侧收缩压   | 右侧收缩压   | no
        收缩压       | 舒张压       | no
        父亲姓名     | 母亲姓名     | no
        空腹血糖     | 餐后血糖     | no
        体重         | 体温         | no
        户籍地址     | 现住地址     | no
        机构编码     | 机构名称     | no
        子女1姓名    | 子女2姓名    | no
        第一次血压   | 第二次血压   | no
    """)

    for row in rows:
        assert (likeness(row["one"], [row["other"]]) >= ALIKE) == (row["alike"] == "yes"), row


VERSION = Declared("source_version", "版本号", r"\d+", ("数据版本",), by_name=True)
OPERATION = Declared("operation", "操作", "新增|修订|作废", ("操作类型",), by_name=True)
RECORD = Declared("source_no", "源记录编号", "[A-Z]{2}-\\d+", ("记录主键",), by_name=True)
COUNT = Declared("drugs", "用药种数", r"\d+")
MORE_VALUES = {
    "numbers": tuple("12345678"),
    "deeds": ("新增", "新增", "修订"),
    "codes": ("QS-1", "QS-2"),
    **VALUES,
}


def test_what_says_which_record_a_row_is_is_known_by_its_name_alone():
    rows = drawn("""
        header     | values  | beside | field
        -----------+---------+--------+---------------
        版本号     | numbers |        | source_version
        数据版本   | numbers |        | source_version
        版 本 号*  | numbers |        | source_version
        版本号     | words   |        | source_version
        操作类型   | deeds   |        | operation
        记录主键   | codes   |        | source_no
        序号       | numbers |        |
        序号       | numbers | drugs  |
        编号       | numbers |        |
        数据版本号 | numbers |        |
                   | numbers |        |
        状态       | deeds   |        |
        操作类型1  | deeds   |        |
        流水       | codes   |        |
        来源记录编号 | codes |        |
        编码       | codes   | drugs  |
        种数       | numbers | drugs  | drugs
    """)

    for row in rows:
        fields = (NAME, VERSION, OPERATION, RECORD, *([COUNT] if row["beside"] else []))
        (column,) = propose([row["header"]], [MORE_VALUES[row["values"]]], fields).columns
        assert (column.field or "") == row["field"], row["header"]


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda one: one.code)
def test_a_running_number_is_no_version_and_no_record_number_in_any_data_set(dataset):
    header = ["序号", "", "XH", "编码"]
    sample = [[str(one) for one in range(1, 40)]] * 3 + [[f"QS-{one}" for one in range(1, 40)]]

    mapped = propose(header, sample, dataset.columns.values())

    own = {name for name, field in dataset.columns.items() if field.by_name}
    assert own >= set(ENVELOPE)
    assert not own & set(mapped.fields)


def test_values_that_could_be_two_fields_are_no_proposal():
    two = (ID, Declared("father_id", "父亲身份证件号码", ID.shape))

    assert propose(["证件"], [VALUES["ids"]], two).columns[0].field is None


def test_what_stands_in_brackets_tells_fields_apart():
    fields = (Declared("before", "血糖（空腹）"), Declared("after", "血糖（餐后）"))

    assert propose(["血糖(空腹)", "血糖(餐后)"], [(), ()], fields).fields == {"before": 0, "after": 1}
    assert propose(["血糖"], [()], fields).fields == {}


def test_two_columns_for_one_field_name_both_and_take_none():
    mapping = propose(["姓名", "老年人姓名", "身份证号", "体检日期"], [(), (), (), ()], FIELDS)

    assert mapping.problems == ("第 1 列“姓名”和第 2 列“老年人姓名”都对应字段“姓名”，请确认用哪一列。",)
    assert "name" not in mapping.fields
    assert mapping.unmapped == ("“姓名”", "“老年人姓名”")


def test_one_title_twice_names_both():
    mapping = propose(["身份证号", "身份证号", "体检日期"], [(), (), ()], FIELDS)

    assert mapping.problems == (
        "第 1 列“身份证号”和第 2 列“身份证号”都对应字段“身份证件号码”，请确认用哪一列。",
    )


def test_a_key_field_without_column_names_what_was_there_and_the_nearest():
    mapping = propose(["姓名", "检查时间", "身份证号"], [(), (), ()], FIELDS)

    assert mapping.problems == (
        "关键字段“体检日期”没有对应的列，最接近的是“检查时间”，请指定。"
        "文件里的列有：“姓名”、“检查时间”、“身份证号”。",
    )


def test_values_unlike_the_title_are_a_doubt_that_names_both():
    mapping = propose(["性别"], [VALUES["days"]], FIELDS)

    assert mapping.doubts == ("列“性别”的取值不像“性别”，倒像“体检日期”，请核对是否对错了列。",)


def test_what_a_person_confirmed_is_not_questioned():
    header = ["姓名", "证件", "体检日期", "备用"]
    sample = [VALUES["names"], VALUES["words"], VALUES["days"], VALUES["ids"]]

    mapping = propose(header, sample, FIELDS, confirmed={"证件": "id_number", "备用": None})

    assert [(column.field, column.how) for column in mapping.columns] == [
        ("name", "标题一致"),
        ("id_number", "已确认"),
        ("examined_on", "标题一致"),
        (None, "已确认"),
    ]
    assert mapping.problems == ()


def test_of_two_columns_with_one_title_a_person_can_confirm_one():
    header = ["身份证号", "身份证号", "体检日期"]

    mapping = propose(header, [(), (), ()], FIELDS, confirmed={"身份证号": None, "身份证号#2": "id_number"})

    assert mapping.problems == ()
    assert mapping.fields == {"id_number": 1, "examined_on": 2}


def test_a_whole_proposal_confirmed_is_the_same_next_time():
    header = ["姓名", "ZJHM", "体检日期", "左侧收缩压", "随便"]
    above = ["", "", "", "血压", ""]
    sample = [VALUES["names"], VALUES["ids"], VALUES["days"], (), ()]
    first = propose(header, sample, FIELDS, above=above)

    again = propose(header, [()] * 5, FIELDS, above=above, confirmed=first.confirmation)

    assert again.fields == first.fields
    assert {column.how for column in again.columns} == {"已确认"}


def test_a_mapping_survives_json():
    mapping = propose(["姓名", "姓名", "性别"], [(), (), VALUES["days"]], FIELDS)

    assert Mapping.from_json(mapping.to_json()) == mapping
    assert "张三" not in propose(["姓名"], [VALUES["names"]], FIELDS).to_json()


@pytest.mark.parametrize("columns", [0, 1])
def test_a_file_without_columns_or_fields_is_no_error(columns):
    assert propose(["x"] * columns, [()] * columns, ()).fields == {}


def test_a_sentence_names_no_more_columns_than_people_read():
    (problem, *_) = propose([f"列{n}" for n in range(500)], [()] * 500, FIELDS).problems

    assert problem.endswith("“列29”等 500 列。")
