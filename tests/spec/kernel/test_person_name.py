"""姓名: what is read from a name field. All names are invented."""

from tests.spec.kernel.drawn import drawn

from qinkang.kernel import person_name


def test_a_name_is_normalised_freed_of_notes_and_judged():
    rows = drawn("""
        written            | name            | problem     | repairs
        -------------------+-----------------+-------------+------------
        张三               | 张三            |             |
        张 三              | 张三            |             | spaces
        张　三             | 张三            |             | spaces
        Mary  Ann  Smith   | Mary Ann Smith  |             | spaces
        ＪＯＨＮ           | JOHN            |             | width
        艾力.买买提        | 艾力·买买提     |             | interpunct
        艾力。买买提       | 艾力·买买提     |             | interpunct
        艾力・买买提       | 艾力·买买提     |             | interpunct
        艾力•买买提        | 艾力·买买提     |             | interpunct
        艾力･买买提        | 艾力·买买提     |             | interpunct
        艾力‧买买提        | 艾力·买买提     |             | interpunct
        艾力 • 买买提      | 艾力·买买提     |             | spaces interpunct
        艾力·买买提        | 艾力·买买提     |             |
        J.R. Smith         | J.R. Smith      |             |
        张三(大)           | 张三            |             | note
        张三（小）         | 张三            |             | note
        张三（曾用名：张小三 | 张三          |             | note
        李四 (大)(已故)    | 李四            |             | note
        𫖮𣲗               | 𫖮𣲗            |             |
        㐂〇               | 㐂〇            |             |
        张                 | 张              | too_short   |
        (大)               |                 | too_short   | note
        测试               | 测试            | placeholder |
        测试张三           | 测试张三        | placeholder |
        无名氏             | 无名氏          | placeholder |
        李某某             | 李某某          | placeholder |
        李某               | 李某            | placeholder |
        王五之母           | 王五之母        | placeholder |
        王五之子           | 王五之子        | placeholder |
        户主               | 户主            | placeholder |
        无                 | 无              | placeholder |
        张三1              | 张三1           | digits      |
        张三２             | 张三２          | digits      |
        张□                | 张□             | garbled     |
        张?                | 张?             | garbled     |
        张？               | 张？            | garbled     |
        张*                | 张*             | garbled     |
        张😀三             | 张😀三          | garbled     |
        <b>张三</b>        | <b>张三</b>     | signs       |
        =HYPERLINK         | =HYPERLINK      | signs       |
        张三/李四          | 张三/李四       | signs       |
        O'Neil             | O'Neil          |             |
        Jean-Luc           | Jean-Luc        |             |
        𠮷田               | 𠮷田            |             |
        锟斤拷             | 锟斤拷          | garbled     |
        寮犱笁             | 寮犱笁          | garbled     |
        JosÃ©              | JosÃ©           | garbled     |
        José               | José            |             |
    """)

    for row in rows:
        reading = person_name.read(row["written"])
        said = (reading.name, reading.problem or "", " ".join(reading.repairs))
        assert said == (row["name"], row["problem"], row["repairs"]), row["written"]


def test_a_note_that_somebody_has_died_is_told_and_a_note_of_order_is_not():
    rows = drawn("""
        written        | told
        ---------------+-----
        李四（已故）   | yes
        李四(故)       | yes
        李四已故       | yes
        李四 已故      | yes
        李四(2023年去世) | yes
        李四(大)       | no
        李故           | no
        李四           | no
    """)

    for row in rows:
        assert person_name.read(row["written"]).deceased_note == (row["told"] == "yes"), row["written"]


def test_lost_and_private_characters_are_garbled_and_invisible_ones_are_dropped():
    assert person_name.read("张\ufffd").problem == "garbled"
    assert person_name.read("张\ue863").problem == "garbled"
    assert person_name.read("张\u200b三\ufeff") == person_name.Reading("张三", None, ("invisible",))
    assert person_name.read("葛\U000e0100城") == person_name.Reading("葛城", None, ("invisible",))


def test_a_rare_character_newer_than_this_python_is_kept():
    extension_i = "张\U0002ebf0"

    assert person_name.read(extension_i) == person_name.Reading(extension_i, None)


def test_names_may_have_two_to_thirty_characters():
    assert person_name.read("阿" * 30).problem is None
    assert person_name.read("阿" * 31).problem == "too_long"


def test_spellings_of_one_name_share_a_comparison_key():
    rows = drawn("""
        one           | other
        --------------+------------
        張三          | 张三
        吳淸          | 吴清
        艾力·买买提   | 艾力买买提
        艾力•买买提   | 艾力 买买提
        Mary Smith    | MARY SMITH
        髙峯          | 高峰
    """)

    for row in rows:
        assert person_name.comparison_key(row["one"]) == person_name.comparison_key(row["other"])


def test_different_surnames_that_one_reform_confused_keep_different_keys():
    assert person_name.comparison_key("肖红") != person_name.comparison_key("萧红")
    assert person_name.comparison_key("甯静") != person_name.comparison_key("宁静")


def test_compound_surnames_are_known():
    rows = drawn("""
        name        | surname
        ------------+--------
        欧阳修远    | 欧阳
        諸葛明      | 諸葛
        司马南北    | 司马
        张三        | 张
        欧阳        | 欧
        艾力·买买提 | none
        Mary Smith  | none
    """)

    for row in rows:
        assert (person_name.surname(row["name"]) or "none") == row["surname"]
    assert person_name.surname("") is None
