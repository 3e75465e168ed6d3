"""Repeated groups lie side by side in flat files."""

from tests.spec.kernel.drawn import drawn

from qinkang.standards.datasets import HealthCheck
from qinkang.standards.field import Day, Text
from qinkang.standards.part import part


def test_each_group_has_names_and_titles_of_its_own(declare):
    visit = declare(drugs=part("用药", 2, name=Text("药物名称", aliases=("药名",)), since=Day("开始日期")))

    for row in drawn("""
        column        | title     | also              | not
        --------------+-----------+-------------------+------
        drugs_1_name  | 药物名称1 | 药名1 药物名称_1 药物名称(1) 药名 药物名称 | 药物名称2
        drugs_2_name  | 药物名称2 | 药名2 药物名称_2 药名(2)  | 药名
        drugs_1_since | 开始日期1 | 开始日期          | 开始日期2
        drugs_2_since | 开始日期2 | 开始日期_2        | 开始日期
    """):
        field = visit.columns[row["column"]]
        assert (field.name, field.title) == (row["column"], row["title"])
        assert set(row["also"].split()) <= set(field.aliases), row["column"]
        assert row["not"] not in field.aliases, row["column"]


def test_a_group_is_there_when_its_first_field_is():
    assert HealthCheck.parts["drugs"].key_field() == "name"


def test_no_group_is_a_field_of_the_record():
    assert not [name for name in HealthCheck.fields if name.startswith("drugs_")]
    assert len([name for name in HealthCheck.columns if name.startswith("drugs_")]) == 6 * 5
