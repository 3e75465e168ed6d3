"""The invented people: numbers that hold, a shape like the province's."""

from collections import Counter

import numpy as np
import pyarrow as pa
import pytest

from qinkang.kernel.area import AreaBook
from qinkang.kernel.citizen_id import read_column
from qinkang.sandbox.people import AS_OF, COUNTIES, Population, full_years


def test_scale_one_is_a_hundredth_of_the_older_people():
    assert len(Population.of(1, seed=1)) == 88_700


def test_the_same_seed_draws_the_same_people():
    one, other, another = Population.of(0.01, 3), Population.of(0.01, 3), Population.of(0.01, 4)
    assert one.id_no.tolist() == other.id_no.tolist()
    assert one.name.tolist() == other.name.tolist()
    assert one.phone.tolist() == other.phone.tolist()
    assert one.id_no.tolist() != another.id_no.tolist()


def test_every_number_is_valid_unique_and_agrees_with_sex_and_birth(population):
    read = read_column(pa.array(population.id_no.tolist()), on=AS_OF)
    assert read.field("problem").null_count == len(population)
    assert read.field("repairs").to_pylist() == [0] * len(population)
    assert read.field("sex").to_pylist() == population.sex.tolist()
    assert read.field("birth_date").to_pylist() == population.born.tolist()
    assert len(set(population.id_no)) == len(population)


def test_older_people_of_the_former_prefectures_carry_their_codes(population):
    prefix = np.array([number[:4] for number in population.living_in(["610722"]).id_no])
    assert np.mean(prefix == "6123") > 0.8
    prefix = np.array([number[:4] for number in population.living_in(["610323"]).id_no])
    assert np.mean(prefix == "6103") > 0.8


def test_every_prefix_was_once_a_county_or_belongs_to_another_province(population):
    book = AreaBook.packaged()
    here = {number[:6] for number in population.id_no if number.startswith("61")}
    assert {code for code in here if not book.known(code)} == set()
    elsewhere = np.mean([not number.startswith("61") for number in population.id_no])
    assert 0.02 < elsewhere < 0.06


def test_counties_are_those_of_today_and_their_shares_add_up():
    assert set(COUNTIES) == set(AreaBook.packaged().counties(AS_OF))
    assert sum(county.share for county in COUNTIES.values()) == pytest.approx(1)


def test_the_cities_have_their_share_of_people(population):
    drawn = Counter(code[:4] for code in population.county)
    for city, older in {"6101": 2_075_056, "6103": 752_731, "6107": 780_706, "6110": 383_751}.items():
        assert drawn[city] / len(population) == pytest.approx(older / 7_589_629, rel=0.1)


def test_age_bands_and_sexes_follow_the_census(population):
    age = population.age(AS_OF)
    bands = {60: 232.5, 65: 208.3, 70: 139.5, 75: 88.0, 80: 51.6, 85: 27.5}
    for start, people in bands.items():
        share = np.mean((age >= start) & (age < start + 5))
        assert share == pytest.approx(people / 759.0, rel=0.12)
    assert age.min() == 60
    assert 100 <= age.max() <= 110
    men_per_hundred_women = 100 * np.sum(population.sex == "1") / np.sum(population.sex == "2")
    assert 91 < men_per_hundred_women < 98


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("1960-03-01", "2025-02-28", 64),
        ("1960-03-01", "2025-03-01", 65),
        ("1960-02-29", "2025-02-28", 64),
        ("1960-02-29", "2025-03-01", 65),
        ("1960-12-31", "2025-01-01", 64),
    ],
)
def test_a_birthday_counts_from_its_own_day(born, on, years):
    assert full_years(np.array([born], "datetime64[D]"), np.array([on], "datetime64[D]")).tolist() == [years]


def test_some_share_a_phone_and_some_have_none(population):
    phones = Counter(phone for phone in population.phone if phone)
    assert 1 < max(phones.values()) <= 5
    assert np.mean(population.phone == "") == pytest.approx(0.08, abs=0.01)


def test_names_have_compound_surnames_and_interpuncts(population):
    assert any(name.startswith(("欧阳", "上官")) for name in population.name)
    assert any("·" in name for name in population.name)
    assert {len(name) for name in population.name if "·" not in name} <= {2, 3, 4}


def test_illness_is_as_common_as_known(population):
    older = population.where(population.age(AS_OF) >= 65)
    known = {"hypertension": 0.56, "diabetes": 0.21, "heart": 0.14, "stroke": 0.08, "cataract": 0.25}
    for illness, share in known.items():
        assert getattr(older.facts, illness).mean() == pytest.approx(share, abs=0.02)
    assert np.mean(older.facts.selfcare == 1) == pytest.approx(0.90, abs=0.02)
