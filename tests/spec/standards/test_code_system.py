"""Code systems: which texts mean which code."""

import pytest
from tests.spec.kernel.drawn import drawn

from qinkang.standards.codes import Code, CodeSystem, code_system
from qinkang.standards.mistakes import DeclarationMistake

SEX = code_system("sex", "性别", "GB/T 2261.1", "0未知 1男|男性|M 2女|女性")
GRADED = code_system("graded", "分级", "表", "01轻|一级 02重|一级 A其他")


@pytest.mark.parametrize(
    "row",
    drawn("""
        system | text | code
        -------+------+-----
        sex    | 1    | 1
        sex    | 01   | 1
        sex    | 男   | 1
        sex    | 男性 | 1
        sex    | M    | 1
        sex    | 2    | 2
        sex    | 0    | 0
        sex    | 00   | 0
        sex    | 3    |
        sex    | m    |
        sex    | 男女 |
        graded | 01   | 01
        graded | 1    | 01
        graded | A    | A
        graded | 其他 | A
        graded | 一级 |
    """),
    ids=lambda row: f"{row['system']} {row['text']}",
)
def test_a_spelling_means_one_code_or_none(row):
    system = {"sex": SEX, "graded": GRADED}[row["system"]]

    assert system.spellings.get(row["text"], "") == row["code"]


def test_a_code_means_itself_even_where_it_is_another_codes_label():
    # A list may call code 2 by the text "1"; the stored code wins.
    system = CodeSystem("odd", "怪", "表", (Code("1", "甲"), Code("2", "1")))

    assert system.spellings["1"] == "1"


def test_labels_keep_the_order_of_the_list():
    assert list(code_system("x", "表", "表", "3丙 1甲 2乙").labels.items()) == [
        ("3", "丙"),
        ("1", "甲"),
        ("2", "乙"),
    ]


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ("1男 1女", "代码重复：1"),
        ("男", "“男”缺少代码或名称"),
        ("1", "“1”缺少代码或名称"),
        ("1男 |女", "缺少代码或名称"),
    ],
)
def test_a_list_that_is_no_list_is_refused(listed, said):
    with pytest.raises(DeclarationMistake, match=said):
        code_system("wrong", "错", "表", listed)
