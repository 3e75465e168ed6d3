"""What must never break about telephone numbers, for any text."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from qinkang.kernel import phone

mobile = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
filled_in = st.builds(
    lambda a, d: f"1{a}{d * 8}", st.sampled_from(["38", "39", "77"]), st.sampled_from("0123456789")
)
pieces = st.lists(
    st.sampled_from(
        [
            *"0123456789",
            "+86",
            "0086",
            "029",
            "0917",
            "138",
            "1234",
            "-",
            " ",
            "(",
            ")",
            "转",
            "０",
            ".0",
            "无",
        ]
    ),
    max_size=9,
).map("".join)
counted_up = st.builds(
    "{}{}".format, st.sampled_from(["138", "159"]), st.sampled_from(["12345678", "23456789", "87654321"])
)
numbers = (
    counted_up
    | mobile
    | filled_in
    | pieces
    | st.text()
    | st.just("13800138000")
    | mobile.map(lambda n: n + "\n")
)


def row_of(text, city_area_code):
    if text is None:
        return None
    reading = phone.read(text, city_area_code=city_area_code)
    return {
        "number": reading.number,
        "kind": reading.kind,
        "problem": reading.problem,
        "repairs": sum(phone.REPAIR_BITS[repair] for repair in reading.repairs),
    }


@settings(deadline=None, max_examples=300)
@given(st.lists(numbers | st.none(), max_size=30), st.sampled_from([None, "029", "0917"]))
def test_a_column_is_read_as_each_of_its_numbers(texts, code):
    answer = phone.read_column(pa.array(["x", *texts], pa.string())[1:], city_area_code=code)

    assert answer.to_pylist() == [row_of(text, code) for text in texts]
    for row, text in enumerate(texts):
        assert text is not None or all(answer.field(i)[row].as_py() is None for i in range(4))


@settings(deadline=None, max_examples=300)
@given(numbers)
def test_a_number_without_a_problem_is_read_as_itself(text):
    once = phone.read(text, city_area_code="029")

    if once.problem is None:
        assert phone.read(once.number) == phone.Reading(once.number, once.kind, None, ())


@settings(deadline=None)
@given(mobile, st.sampled_from(["+86", "0086", "86", "0", "+86 ", "+86-"]))
def test_a_prefix_never_changes_a_mobile_number(number, prefix):
    assert phone.read(prefix + number).number == number
