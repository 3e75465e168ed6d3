"""机构登记: what is entered about an institution and cannot be right."""

from datetime import date

from tests.spec.kernel.drawn import drawn

from qinkang.registry.entry import Entry, complaints, wrong_county


def test_a_county_code_is_one_of_today():
    rows = drawn("""
        code      | said
        ----------+-----------------------------------
        610323    |
        610305    |
        610322    | 请改用 610305 凤翔区
        612322    | 请改用 610722 城固县
        610300    | 请填写县（市、区）代码
        610000    | 请填写县（市、区）代码
        611100    | 不是陕西省的行政区划代码
        SX-XX     | 自编代码不能作为区域
        110101    | 不是陕西省的行政区划代码
        610323101 | 不是陕西省的行政区划代码
                  | 必填
    """)

    for row in rows:
        said = wrong_county(row["code"])
        assert (said is None) if not row["said"] else row["said"] in (said or ""), row["code"]


def test_everything_wrong_is_told_at_once_in_the_order_of_the_columns():
    entry = Entry(
        "甲", "", "1", "", "x", credit_code="1", valid_from=date(2020, 1, 2), valid_until=date(2020, 1, 1)
    )

    assert [complaint.field for complaint in complaints(entry)] == [
        "机构代码",
        "机构名称",
        "统一社会信用代码",
        "所在县（市、区）代码",
        "管理机构代码",
        "机构类别",
        "终止日期",
    ]


def test_a_right_entry_has_no_complaint_and_the_registers_spelling():
    entry = Entry("JG-001", " 虚拟 医院(北院) ", "610323", "SX-610323", "A100")

    assert complaints(entry) == []
    assert entry.name == "虚拟医院（北院）"
