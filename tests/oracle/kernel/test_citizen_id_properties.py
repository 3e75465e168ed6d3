"""What must never break about citizen ID numbers, for any number."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from qinkang.kernel import citizen_id

TODAY = date(2025, 6, 30)
FIRST_DAY = date(1900, 1, 1)


@st.composite
def first17(draw, earliest=FIRST_DAY, latest=TODAY):
    area = draw(st.sampled_from(["610102", "612301", "610322", "440524", "110105", "810000"]))
    born = draw(st.dates(earliest, latest))
    return f"{area}{born:%Y%m%d}{draw(st.integers(1, 999)):03d}"


valid = first17().map(lambda number: number + citizen_id.check_character(number))
fifteen = first17(latest=date(1999, 12, 31)).map(lambda number: number[:6] + number[8:])


@st.composite
def mutated(draw):
    number = list(draw(valid | fifteen))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(number)))
        number[place : place + draw(st.integers(0, 2))] = draw(
            st.sampled_from([*"0123456789Xx ×*'-０９", "", "000", "\u200b", "é", "张", "."])
        )
    return "".join(number)


written = st.one_of(
    valid,
    valid,
    fifteen,
    mutated(),
    st.text(),
    st.none(),
    st.from_regex(r"[0-9]{17}[0-9X]", fullmatch=True),
    first17(date(1799, 12, 1), date(2025, 8, 1)).map(lambda n: n + citizen_id.check_character(n)),
    st.from_regex(r"[0-9]{6}(18|19|20)[0-9]{2}[01][0-9][0-3][0-9]", fullmatch=True).map(
        lambda n: n + "001" + citizen_id.check_character(n + "001")
    ),
)


def test_every_kind_of_placeholder_is_seen_in_a_column_too():
    prefixes = ["000000", "111111", "123456", "888888", "999999", "610102"]
    first = [f"{prefix}19490101{sequence}" for prefix in prefixes for sequence in ("000", "001")]
    numbers = [number + citizen_id.check_character(number) for number in first]

    answer = citizen_id.read_column(pa.array(numbers), on=TODAY)

    assert answer.field("problem").to_pylist() == ["placeholder"] * 11 + [None]
    assert answer.to_pylist() == [row_of(number) for number in numbers]


def row_of(text):
    if text is None:
        return None
    reading = citizen_id.read(text, on=TODAY)
    return {
        "number": reading.number,
        "problem": reading.problem,
        "repairs": sum(citizen_id.REPAIR_BITS[repair] for repair in reading.repairs),
        "birth_date": reading.birth_date,
        "sex": reading.sex,
        "area_code": reading.area_code,
    }


@settings(deadline=None, max_examples=300)
@given(st.lists(written, max_size=30), st.integers(0, 5), st.booleans())
def test_a_column_is_read_as_each_of_its_values(texts, skipped, chunked):
    column = pa.array([*[None, "x"] * skipped, *texts], pa.string())[2 * skipped :]
    if chunked:
        column = pa.chunked_array([column, column[:3], pa.array([], pa.string())])

    answer = citizen_id.read_column(column, on=TODAY)

    assert answer.to_pylist() == [row_of(t) for t in column.to_pylist()]
    for row, text in enumerate(column.to_pylist()):
        assert text is not None or all(answer.field(i)[row].as_py() is None for i in range(6))


def test_a_column_is_read_the_same_beyond_the_rows_taken_at_a_time():
    numbers = [n + citizen_id.check_character(n) for n in (f"61010219{y:02d}0101001" for y in range(100))]
    column = pa.array((numbers * 800)[:70_001])
    answer = citizen_id.read_column(column, on=TODAY)

    assert len(answer) == 70_001 and answer.field("problem").null_count == 70_001
    assert answer.field("birth_date").to_pylist()[-1] == date(1900, 1, 1)


def test_calendar_arithmetic_over_a_column_knows_every_day_since_1800():
    days = [date(1800, 1, 1) + timedelta(n) for n in range((TODAY - date(1800, 1, 1)).days + 1)]
    numbers = [n + citizen_id.check_character(n) for n in (f"610102{d.year}{d:%m%d}001" for d in days)]

    assert citizen_id.read_column(pa.array(numbers), on=TODAY).field("birth_date").to_pylist() == days


@settings(deadline=None)
@given(valid, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_a_single_wrong_character_is_always_detected(number, place, other):
    wrong = number[:place] + other + number[place + 1 :]

    reading = citizen_id.read(wrong, on=TODAY)

    assert (reading.problem is None) == (wrong == number)


@settings(deadline=None)
@given(valid, st.integers(0, 15))
def test_two_swapped_neighbours_are_always_detected_and_suggested_back(number, place):
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    if wrong == number:
        return
    assert citizen_id.read(wrong, on=TODAY).problem
    assert number in citizen_id.suggestions(wrong, on=TODAY)


@settings(deadline=None)
@given(mutated() | valid.map(lambda n: n[:17] + "0"))
def test_every_suggestion_is_valid(number):
    for suggested in citizen_id.suggestions(number, on=TODAY):
        assert citizen_id.read(suggested, on=TODAY).problem is None


@settings(deadline=None)
@given(fifteen)
def test_bringing_fifteen_digits_to_eighteen_keeps_area_birth_and_sex(number):
    reading = citizen_id.read(number, on=TODAY)

    assert reading.number[:6] + reading.number[8:17] == number
    assert f"{reading.birth_date:%y%m%d}" == number[6:12]
    assert reading.sex == ("1" if int(number[-1]) % 2 else "2")
    assert citizen_id.read(reading.number, on=TODAY).problem is None


@settings(deadline=None)
@given(st.text() | mutated())
def test_reading_what_was_read_changes_nothing_more(text):
    once = citizen_id.read(text, on=TODAY)

    again = citizen_id.read(once.number, on=TODAY)

    assert (again.number, again.problem) == (once.number, once.problem)
    assert citizen_id.Repair.SPELLING not in again.repairs


def test_every_check_character_of_the_standard_occurs():
    seen = {citizen_id.check_character(f"610102194901010{n:02d}") for n in np.arange(1, 60)}

    assert seen == set("0123456789X")
