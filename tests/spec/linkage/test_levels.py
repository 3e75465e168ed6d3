"""The levels of each comparison, as a reviewer reads them."""

from datetime import date

import pytest
from tests.spec.kernel.drawn import drawn

from qinkang.linkage.background import Background
from qinkang.linkage.comparisons import COMPARISONS
from qinkang.linkage.identity import Identity
from qinkang.linkage.level import Level
from qinkang.linkage.sound import sound

COMPARISON = {one.code: one for one in COMPARISONS}
ON = date(2026, 6, 30)


def found(comparison, **two) -> str:
    """Return the label for two values of one attribute, or nothing."""
    ((attribute, values),) = two.items()
    a, b = (Identity(on=ON, **{attribute: value or None}) for value in values)
    level = COMPARISON[comparison].plain(a, b, Background())
    return level.label if level else ""


def test_names():
    for row in drawn("""
        one          | other        | found
        -------------+--------------+------------------------------
        张三丰       | 张三丰       | 姓名一致
        张 三丰      | 张三丰       | 姓名一致
        張三丰       | 张三丰       | 姓名仅异体字不同
        陈末         | 陈未         | 姓名仅形近字不同
        陈丽         | 陈莉         | 姓名读音相同
        曾国         | 增国         | 姓名读音相同
        单于明       | 禅于明       | 姓名读音相同
        单明         | 丹明         | 姓名一字之差
        阿依·买提    | 阿依         | 少数民族姓名，一方未写父名
        阿依.买提    | 阿依·买提    | 姓名一致
        阿依·买提    | 阿依·沙提    | 姓名一字之差
        张建国       | 张国         | 姓名一字之差
        张国         | 张国庆       | 姓名一字之差
        张建国       | 张国建       | 姓名不同
        张三         | 李四         | 姓名不同
        张三         | 张建国       | 姓名不同
        无名         | 无名         |
        张三         |              |
    """):
        assert found("name", name=(row["one"], row["other"])) == row["found"], row


def test_birth_dates():
    for row in drawn("""
        one        | other      | found
        -----------+------------+----------------------
        1950-03-07 | 1950-03-07 | 出生日期一致
        1950-03-07 | 1950-07-03 | 出生日期月日颠倒
        1950-03-31 | 1950-04-01 | 出生日期相差一天
        1949-12-31 | 1950-01-01 | 出生日期相差一天
        1950-03-07 | 1951-03-07 | 出生日期同月同日不同年
        1950-03-07 | 1950-03-20 | 出生日期同年同月
        1950-03-07 | 1950-04-07 | 出生日期不同
        1950-03-07 | 1951-07-03 | 出生日期不同
    """):
        two = tuple(date.fromisoformat(row[name]) for name in ("one", "other"))
        assert found("birth_date", birth_date=two) == row["found"], row


def test_numbers():
    for row in drawn("""
        one                | other              | found
        -------------------+--------------------+------------------------------------------
        610000195001010152 | 610000195001010152 | 证件号码一致
        610000500101015    | 610000195001010152 | 证件号码一致（15位对应18位）
        610000195001010125 | 610000195001010152 | 证件号码相邻两位颠倒
        610000195001010162 | 610000195001010152 | 证件号码一位不同
        610000195001010162 | 610000195001010162 | 证件号码相同，但校验不通过
        610000195001010199 | 610000195001010152 | 证件号码不同（至少一方无效，或为换领的其他证件）
        610000195001010179 | 610000195001010152 | 两个有效的证件号码，不同
        111111111111111111 | 111111111111111111 |
        6.10E+17           | 610000195001010152 |
                           | 610000195001010152 |
    """):
        assert found("number", number=(row["one"], row["other"])) == row["found"], row


def test_where_one_lives():
    for row in drawn("""
        one          | other        | found
        -------------+--------------+----------------------
        610323101001 | 610323101001 | 居住地同村（社区）
        610323101001 | 610323101002 | 居住地同乡镇（街道）
        610323101001 | 610323101    | 居住地同乡镇（街道）
        610323101001 | 610323       | 居住地同县（市、区）
        610323101001 | 610324101001 | 居住地不同县
        610323101001 |              |
    """):
        assert found("residence", region=(row["one"], row["other"])) == row["found"], row


def test_a_phone_that_many_gave_says_nothing():
    (a, b) = (Identity(on=ON, phone="13912340001") for _ in "ab")
    phone = COMPARISON["phone"]

    assert phone.plain(a, b, Background(phones={"13912340001": 5})).label == "电话一致"
    many = phone.plain(a, b, Background(phones={"13912340001": 6}))
    assert (many.label, many.weight) == ("电话一致，但多人共用", 0)


def test_documents_of_another_kind_are_not_compared_with_citizen_numbers():
    card = Identity(on=ON, number="610000195001010152")
    pass_one, pass_two = (Identity(on=ON, number=number, id_type="03") for number in ("g123", "G124"))
    same = Identity(on=ON, number="G123", id_type="03")
    number = COMPARISON["number"]

    assert number.plain(card, pass_one, Background()) is None
    assert number.plain(pass_one, same, Background()).label == "证件号码一致"
    assert number.plain(pass_one, pass_two, Background()).code == "apart"


def test_surnames_sound_as_surnames_do():
    for row in drawn("""
        name   | sounds
        -------+----------------
        单雄   | shan xiong
        解珍   | xie zhen
        尉迟恭 | yu chi gong
        张单   | zhang dan
        仇英   | qiu ying
    """):
        assert sound(row["name"]) == row["sounds"]


def test_a_frequent_name_counts_less_and_a_rare_one_never_without_end():
    background = Background({"王秀英": 3800, "郝试甲": 1}, 7_600_000)

    assert background.correction("王秀英") < -5
    assert 0 < background.correction("郝试甲") <= 1
    assert background.correction("没有数过") == background.correction("郝试甲")


def test_a_few_counted_names_say_little():
    assert abs(Background({"郝试甲": 1}, 20).correction("郝试甲")) < 1.1


@pytest.mark.parametrize("m, u", [(0, 0.5), (0.5, 0), (1.1, 0.5), (0.5, -1)])
def test_what_is_no_probability_is_refused(m, u):
    with pytest.raises(ValueError, match="probabilities"):
        Level("x", "x", m, u, "x")


@pytest.mark.parametrize("comparison", COMPARISONS, ids=lambda one: one.code)
def test_every_level_has_a_label_and_a_reason_of_its_own(comparison):
    levels = comparison.levels
    assert all(level.because and level.label for level in levels)
    assert len({level.code for level in levels}) == len({level.label for level in levels}) == len(levels)
    assert levels[0].weight > 0 > levels[-1].weight
