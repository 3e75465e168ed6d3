"""Small numbers are hidden and cannot be worked out; intervals and ranks are what the books say."""

from hypothesis import given
from hypothesis import strategies as st

from qinkang.measures.cells import Cell, dense_ranks, guarded, percent, wilson

COUNTS = st.integers(0, 12) | st.integers(0, 5000)


def cells(numerators):
    return [Cell(one, None) for one in numerators], Cell(sum(numerators), None)


@given(st.lists(COUNTS, max_size=8))
def test_no_small_cell_is_shown_or_follows_from_the_total(numerators):
    parts, total = guarded(*cells(numerators), people_of_ours=False)

    shown = [cell.numerator for cell in parts if not cell.suppressed]
    hidden = [cell.numerator for cell in parts if cell.suppressed]
    assert not any(0 < one < 5 for one in shown)
    if total.suppressed:
        assert 0 < total.numerator < 5
    elif len(hidden) == 1:
        # What follows from the total is then no small number, or nobody else counts anybody.
        assert hidden[0] >= 5 or not any(shown)


@given(st.lists(st.integers(5, 5000) | st.just(0), max_size=8))
def test_where_nothing_is_small_nothing_is_hidden(numerators):
    parts, total = guarded(*cells(numerators), people_of_ours=False)

    assert not any(cell.suppressed for cell in (*parts, total))


def test_a_small_denominator_of_recorded_people_hides_the_rate():
    parts, _ = guarded([Cell(0, 3), Cell(0, 0), Cell(6, 9)], Cell(6, 12), people_of_ours=True)

    assert [cell.suppressed for cell in parts] == [True, False, True]


def test_a_small_denominator_from_outside_hides_nothing():
    parts, _ = guarded([Cell(0, 3), Cell(6, 9)], Cell(6, 12), people_of_ours=False)

    assert not any(cell.suppressed for cell in parts)


@given(st.integers(0, 500), st.integers(1, 500))
def test_an_interval_holds_the_rate(numerator, denominator):
    found = wilson(min(numerator, denominator), denominator)

    assert 0 <= found[0] <= percent(min(numerator, denominator), denominator) + 1e-9
    assert percent(min(numerator, denominator), denominator) - 1e-9 <= found[1] <= 100


def test_the_interval_of_ten_in_twenty_is_wilsons():
    low, high = wilson(10, 20)

    assert (round(low, 2), round(high, 2)) == (29.93, 70.07)


def test_no_denominator_gives_no_rate_and_no_interval():
    assert percent(0, 0) is percent(3, None) is wilson(0, 0) is wilson(3, None) is wilson(7, 5) is None


def test_equal_values_share_a_rank_and_the_next_follows_at_once():
    values = [80.0, None, 90.0, 80.0, 70.0]

    assert dense_ranks(values, highest_first=True) == [2, None, 1, 2, 3]
    assert dense_ranks(values, highest_first=False) == [2, None, 3, 2, 1]
