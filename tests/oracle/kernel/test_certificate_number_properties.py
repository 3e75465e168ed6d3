"""Whatever the number or the range: reading turns back, and no sheet is lost or doubled."""

from hypothesis import given
from hypothesis import strategies as st

from qinkang.kernel.certificate_number import EACH_LETTER, Span, at, ordinal, read

places = st.integers(0, 26 * EACH_LETTER - 1)
near = st.integers(10, 40)


@st.composite
def spans(draw):
    """A short range, so that two often meet."""
    first = draw(near)
    return Span(first, first + draw(st.integers(0, 12)))


@given(places)
def test_a_place_has_one_number_and_a_number_one_place(place):
    assert ordinal(at(place)) == place
    assert read(at(place).lower()).number == at(place)


@given(places, places)
def test_numbers_of_the_line_stand_in_their_written_order(one, other):
    assert (at(one) < at(other)) == (one < other)


@given(spans(), spans())
def test_taking_sheets_out_loses_none_and_doubles_none(whole, taken):
    left = list(whole.without(taken))

    sheets = [sheet for span in left for sheet in range(span.first, span.last + 1)]
    expected = set(range(whole.first, whole.last + 1)) - set(range(taken.first, taken.last + 1))
    assert sorted(sheets) == sorted(expected)
    assert not any(span.meets(taken) for span in left)


@given(spans(), spans())
def test_ranges_meet_exactly_where_they_share_a_sheet(one, other):
    shared = set(range(one.first, one.last + 1)) & set(range(other.first, other.last + 1))
    assert one.meets(other) == bool(shared)
    assert (other in one) == (len(shared) == len(other))


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused_with_a_reason(text):
    found = read(text)
    assert (found.number is None) == (found.problem is not None)
