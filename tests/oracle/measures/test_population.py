"""Denominators that follow from what was given, against adding people up one age at a time."""

from datetime import date

import tests.database.ready  # noqa: F401  (makes the models importable)
from hypothesis import given
from hypothesis import strategies as st

from qinkang.measures.asked import bands
from qinkang.measures.building.population import BOTH, MEN, WOMEN, completed, denominators
from qinkang.standards.codes.population import AGE_BANDS, OPEN_END

BANDS = list(AGE_BANDS.items())
TRUTH = st.fixed_dictionaries(
    {sex: st.lists(st.integers(0, 50), min_size=50, max_size=50) for sex in (MEN, WOMEN)}
)


def people(truth, sex, band):
    """People of a sex between two ages; the list begins at 60."""
    if sex == BOTH:
        return people(truth, MEN, band) + people(truth, WOMEN, band)
    return sum(truth[sex][band[0] - 60 : min(band[1], 109) - 59])


@given(
    TRUTH, st.sets(st.tuples(st.sampled_from([BOTH, MEN, WOMEN]), st.sampled_from(list(AGE_BANDS.values()))))
)
def test_whatever_follows_is_true_and_what_was_given_stays(truth, told):
    given = {(sex, band): people(truth, sex, band) for sex, band in told}

    found, doubts = completed(given)

    assert doubts == {}
    assert given.items() <= found.items()
    assert all(number == people(truth, *key) for key, number in found.items())


@given(TRUTH)
def test_five_year_bands_of_both_sexes_give_everything(truth):
    fine = [band for band in AGE_BANDS.values() if band[1] != OPEN_END or band[0] == 100]
    given = {(sex, band): people(truth, sex, band) for sex in (MEN, WOMEN) for band in fine}

    found, _ = completed(given)

    assert set(found) == {(sex, band) for sex in (BOTH, MEN, WOMEN) for band in AGE_BANDS.values()}


def test_a_sum_that_does_not_agree_is_a_doubt_and_the_given_number_counts():
    given = {(BOTH, (60, OPEN_END)): 100, (BOTH, (60, 64)): 40, (BOTH, (65, OPEN_END)): 55}

    found, doubts = completed(given)

    assert found[BOTH, (60, OPEN_END)] == 100
    assert doubts == {(BOTH, (60, OPEN_END)): 95}


def row(area, people, band="65+"):
    return {
        "area": area, "year": 2025, "source": "1", "sex": BOTH, "age_band": band, "people": people,
        "as_of": date(2025, 12, 31),
    }  # fmt: skip


def test_what_is_left_of_a_county_is_the_county_without_the_townships_taken_over():
    atoms = [{"area": "610402100", "less": []}, {"area": "610402*", "less": ["610402100"]}]

    made, _ = denominators([row("610402", 1000), row("610402100", 300)], atoms)

    pieces = {one["area"]: one["people"] for one in made if one["kind"] == "atom"}
    assert pieces == {"610402100": 300, "610402*": 700}


def test_a_county_with_an_unknown_township_taken_over_has_no_denominator_for_the_rest():
    atoms = [{"area": "610402100", "less": []}, {"area": "610402*", "less": ["610402100"]}]

    made, _ = denominators([row("610402", 1000)], atoms)

    assert {one["kind"] for one in made} == {"county"}  # known as a whole only


def test_ages_that_are_no_bands_have_no_denominator():
    assert bands((65, OPEN_END)) == [(65, OPEN_END)]
    assert bands((65, 74)) == [(65, 69), (70, 74)]
    assert bands((65, 72)) == bands((66, OPEN_END)) == bands((67, 71)) == bands((70, 69)) == []
