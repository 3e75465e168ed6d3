"""What must never break about names, for any text."""

import pyarrow as pa
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qinkang.kernel import person_name

pieces = st.sampled_from(
    [
        *"张三李四王五某无之母子女已故名人有·.。•() （）[】?□1２寮犱笁é’",
        "欧阳",
        "测试",
        "户主",
        "锟斤拷",
        "  ",
        "\u200b",
        "Ａnn",
        "𫖮",
        "Ã©",
        "\ue863",
        "已故",
        "(大)",
    ]
)
plain = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=5)
# Names that went through the wrong decoding: UTF-8 shown as GBK, by hook or by crook.
misread = plain.map(lambda name: name.encode("utf-8").decode("gbk", errors="ignore"))
names = st.lists(pieces, max_size=6).map("".join) | plain | misread | st.text()


def row_of(text):
    if text is None:
        return None
    reading = person_name.read(text)
    return {
        "name": reading.name,
        "problem": reading.problem,
        "repairs": sum(person_name.REPAIR_BITS[repair] for repair in reading.repairs),
        "deceased_note": reading.deceased_note,
    }


@settings(deadline=None, max_examples=400)
@given(st.lists(names | st.none(), max_size=30), st.booleans())
def test_a_column_is_read_as_each_of_its_names(texts, chunked):
    column = pa.array(["x", *texts], pa.string())[1:]
    if chunked:
        column = pa.chunked_array([column, column[1:]])

    answer = person_name.read_column(column)

    assert answer.to_pylist() == [row_of(text) for text in column.to_pylist()]
    for row, text in enumerate(column.to_pylist()):
        assert text is not None or all(answer.field(i)[row].as_py() is None for i in range(4))


@settings(deadline=None, max_examples=300)
@given(names)
def test_reading_what_was_read_changes_nothing_more(text):
    once = person_name.read(text)

    again = person_name.read(once.name)

    assert (again.name, again.repairs, again.problem) == (once.name, (), once.problem)


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=2))
def test_two_han_characters_misread_as_gbk_are_seen_to_be_garbled(name):
    try:
        misread_name = name.encode("utf-8").decode("gbk")
    except UnicodeDecodeError:
        return

    assert person_name.read(misread_name).problem == "garbled"


@settings(deadline=None)
@given(plain, st.sampled_from(["(大)", "（已故）", "已故", " (小)"]))
def test_a_note_never_changes_the_name_it_is_taken_from(name, note):
    alone = person_name.read(name)
    assume(alone.problem != person_name.Problem.GARBLED)

    assert person_name.read(name + note).name == alone.name
