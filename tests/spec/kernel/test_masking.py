"""脱敏: the golden tables. All values are invented."""

from datetime import date

import pytest
from tests.spec.kernel.drawn import drawn

from qinkang.kernel import masking


def test_names_keep_the_surname_and_the_last_character():
    rows = drawn("""
        plain           | shown
        ----------------+--------
        张三            | 张*
        张小明          | 张*明
        张小小明        | 张*明
        欧阳明          | 欧阳*
        欧阳小明        | 欧阳*明
        欧阳            | 欧*
        艾力·买买提     | 艾*
        Mary Smith      | M*
        张              | *
        张 三           | 张*
        𫖮𣲗            | 𫖮*
        😀三            | *
        张😀            | 张*
        张小😀          | 张*
        محمد علي        | م*
        (大)            | *
        张三1           | 张*
        张*明           | 张*明
                        | *
    """)

    for row in rows:
        assert masking.name(row["plain"]) == row["shown"], row["plain"]


def test_direction_marks_do_not_pass_through():
    assert masking.name("\u202e张三\u200b") == "张*"


def test_id_numbers_keep_one_and_two_characters():
    rows = drawn("""
        plain              | shown
        -------------------+-------------------
        610102194901010034 | 6***************34
        11010519491231002X | 1***************2X
        610102490101003    | 6***************03
        E12345678          | E***************78
        H12345678          | H***************78
        T12345678          | T***************78
        810000199001010015 | 8***************15
        123456             | ******************
        6***************34 | 6***************34
        军字第200198号     | ******************
        😀😀😀😀😀😀😀😀   | ******************
                           | ******************
    """)

    for row in rows:
        assert masking.id_number(row["plain"]) == row["shown"].strip(), row["plain"]


def test_phones_keep_three_and_four_or_four_and_two():
    rows = drawn("""
        plain            | shown
        -----------------+------------
        13812345678      | 138****5678
        0917-3261234     | 0917****34
        029-87654321     | 029-****21
        3261234          | ****
        不详             | ****
        138****5678      | 138****5678
        📞13812345678    | ****
    """)

    for row in rows:
        assert masking.phone(row["plain"]) == row["shown"], row["plain"]


def test_addresses_keep_everything_down_to_the_county():
    rows = drawn("""
        plain                           | shown
        --------------------------------+------------------------
        陕西省宝鸡市岐山县凤鸣镇某村3组 | 陕西省宝鸡市岐山县****
        西安市雁塔区小寨路1号           | 西安市雁塔区****
        岐山县凤鸣镇                    | 岐山县****
        宝鸡市凤翔县某镇                | 宝鸡市凤翔县****
        西安市某小区3号楼               | 西安市****
        四川省成都市某区                | ****
        凤鸣镇某村                      | ****
        陕西省宝鸡市岐山县****          | 陕西省宝鸡市岐山县****
    """)

    for row in rows:
        assert masking.address(row["plain"]) == row["shown"], row["plain"]


def test_a_birth_date_keeps_its_year_and_a_record_number_its_end():
    assert masking.birth_date(date(1949, 12, 31)) == "1949"
    assert masking.birth_date("1949-12-31") == "1949"
    assert masking.birth_date("19491231") == "1949"
    assert masking.birth_date("1949年12月") == "1949"
    assert masking.birth_date("不详") == masking.birth_date("194912") == "****"
    assert masking.record_number("61032310100100123") == "****0123"
    assert masking.record_number("1234567") == "****"


@pytest.mark.parametrize(
    "mask",
    [
        masking.name,
        masking.id_number,
        masking.phone,
        masking.address,
        masking.birth_date,
        masking.record_number,
    ],
)
def test_nothing_stays_nothing(mask):
    assert mask(None) is None
