"""Whether a text looks like a value of a field: evidence for mapping columns, no verdict."""

import pytest
from tests.spec.kernel.drawn import drawn

from qinkang.standards.codes import code_system
from qinkang.standards.datasets import HealthCheck
from qinkang.standards.field import (
    Address,
    AreaCode,
    Choice,
    Choices,
    CreditCode,
    Day,
    DocumentNumber,
    Limits,
    Month,
    Number,
    PersonName,
    Telephone,
    Text,
)
from qinkang.standards.privacy import Privacy

CODES = code_system("c", "表", "表", "1头痛 2头晕")
FIELDS = {
    "text": Text("备注"),
    "number": Number("体重", limits=Limits(rule="X-01", hard=(20, 200))),
    "count": Number("次数"),
    "day": Day("日期"),
    "month": Month("年月"),
    "choice": Choice("症状", CODES),
    "choices": Choices("症状", CODES),
    "name": PersonName("姓名"),
    "id": DocumentNumber("证件号码"),
    "phone": Telephone("电话"),
    "address": Address("住址"),
    "credit": CreditCode("信用代码"),
    "area": AreaCode("区划"),
}


@pytest.mark.parametrize(
    "row",
    drawn("""
        kind    | fits                                     | does not
        --------+------------------------------------------+-------------------------------
        text    | 甲                                       |
        number  | 20 199.5 200                             | 19.9 201 重
        count   | 0 12 9999                                | 十
        day     | 2025-01-02 2025/1/2 20250102 2025年1月2日 | 1 2025 45659 61010319520314
        month   | 2025-01 202501 2025年1月 2025-01-02       | 25-01 一月
        choice  | 1 头痛 01                                | 3 头痛、头晕
        choices | 1 头痛、头晕 1,2 1;02                     | 3 1、3
        name    | 张三 欧阳春花 买买提·艾力                | 张 Zhang 张三的儿子
        id      | 11010519491231002X 110105491231002       | 1101051949123100 X
        phone   | 13991234567 +8613991234567 0917-3265432  | 1399123456 12091234567 3265432
        address | 凤翔区柳林镇北街村2组                    | 凤翔区 abcdefgh
        credit  | 91610000MA6TX0XX0X                       | 9161 91610000MA6TIOXX0X
        area    | 610305 610305001 610305001001            | 6103 010305 61030500
    """),
    ids=lambda row: row["kind"],
)
def test_texts_that_look_like_a_value_and_texts_that_do_not(row):
    fits = FIELDS[row["kind"]].fits

    assert {text: fits(text) for text in row["fits"].split()} == dict.fromkeys(row["fits"].split(), True)
    assert {text: fits(text) for text in row["does not"].split()} == dict.fromkeys(
        row["does not"].split(), False
    )


@pytest.mark.parametrize("field", HealthCheck.columns.values(), ids=lambda field: field.name)
def test_every_field_has_a_privacy_class_and_a_chinese_title(field):
    assert isinstance(field.privacy, Privacy)
    assert any("一" <= letter <= "鿿" for letter in field.title)


def test_who_somebody_is_stands_in_no_table_of_a_data_set():
    identity = {name for name, field in HealthCheck.columns.items() if field.privacy is Privacy.IDENTITY}

    assert {"name", "id_no", "phone", "live_addr"} == identity
    assert identity <= HealthCheck.identity_names
