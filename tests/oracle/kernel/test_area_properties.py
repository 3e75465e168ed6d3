"""What must hold for every area and every day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinkang.kernel.area import AreaBook, Level, county_of

BOOK = AreaBook.packaged()
TODAY = date(2025, 6, 30)


@settings(deadline=None)
@given(st.dates(date(2002, 7, 1), TODAY))
def test_on_every_day_since_mid_2002_there_are_ten_cities_and_107_counties(on):
    assert (len(BOOK.cities(on)), len(BOOK.counties(on))) == (10, 107)
    assert sum(len(BOOK.children(city, on)) for city in BOOK.cities(on)) == 107


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), TODAY), st.sampled_from(sorted({area.code for area in BOOK.areas})))
def test_whatever_was_valid_leads_to_a_code_of_the_same_level_valid_today(on, code):
    if not BOOK.valid(code, on):
        return
    today = BOOK.resolve(code, on)

    assert BOOK.valid(today, TODAY)
    assert BOOK.level(today, TODAY) == BOOK.level(code, on)
    assert BOOK.resolve(today) == today


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), TODAY))
def test_recasting_a_days_counties_to_today_never_merges_two_of_them(on):
    recast = [BOOK.resolve(code, on) for code in BOOK.counties(on)]

    assert len(set(recast)) == len(recast)


@pytest.mark.parametrize("area", BOOK.areas, ids=lambda area: f"{area.code}-{area.name}")
def test_a_row_is_consistent_with_its_neighbours(area):
    if area.valid_from and area.valid_to:
        assert area.valid_from < area.valid_to
    if area.parent:
        assert BOOK.known(area.parent)
    if area.level is Level.COUNTY:
        assert county_of(area.code) == area.code
    assert (area.date_precision is None) == (area.valid_from is None and area.valid_to is None)


def test_meanings_of_one_code_never_overlap():
    for one, other in pairwise(BOOK.areas):
        if one.code == other.code:
            assert one.valid_to is not None and one.valid_to <= other.valid_from


def test_no_day_lies_between_an_area_and_its_successor():
    for area in BOOK.areas:
        if area.successor:
            assert not area.holds(area.valid_to)
            assert area.holds(area.valid_to - timedelta(days=1))
            assert BOOK.valid(area.successor, area.valid_to), area
