"""Who is examined, when and where; and what the form then says."""

from collections import Counter

import numpy as np
import pytest

from qinkang.kernel.credit_code import problem
from qinkang.sandbox.check_ups import drawn
from qinkang.sandbox.people import AS_OF
from qinkang.standards.datasets import HealthCheck
from qinkang.standards.envelope import ENVELOPE


def numbers(check_ups, field):
    return np.array([float(text) for text in check_ups.columns[field] if text])


def test_every_column_of_the_data_set_is_there_and_is_text(check_ups):
    assert list(check_ups.columns) == [name for name in HealthCheck.columns if name not in ENVELOPE]
    for name, column in check_ups.columns.items():
        assert len(column) == len(check_ups), name
        assert all(type(text) is str for text in column), name


def test_two_thirds_of_those_over_65_are_examined_by_county_between_55_and_78_percent(population, check_ups):
    older = Counter(population.county[population.age(AS_OF) >= 65])
    examined = Counter(code[:6] for code in check_ups.columns["live_region"])
    assert 0.60 < len(check_ups) / sum(older.values()) < 0.72
    for county, count in older.items():
        if count > 150:
            assert 0.47 < examined[county] / count < 0.86


def test_visits_fall_on_working_days_of_the_year_up_to_the_day_of_sending(check_ups):
    days = check_ups.on
    assert days.min() > np.datetime64("2025-01-01")
    assert days.max() <= np.datetime64(AS_OF)
    assert np.is_busday(days).all()
    assert check_ups.age.min() == 65


def test_institutions_have_valid_credit_codes_and_each_its_own(check_ups):
    codes = dict(zip(check_ups.columns["org"], check_ups.columns["org_uscc"], strict=True))
    assert [code for code in codes.values() if problem(code)] == []
    assert len(set(codes.values())) == len(codes)


def test_vital_signs_have_the_known_means_and_go_together(check_ups):
    sbp, dbp = numbers(check_ups, "sbp_left"), numbers(check_ups, "dbp_left")
    assert sbp.mean() == pytest.approx(138, abs=1.5)
    assert sbp.std() == pytest.approx(19, abs=1.5)
    assert dbp.mean() == pytest.approx(79, abs=1.5)
    assert np.corrcoef(sbp, dbp)[0, 1] == pytest.approx(0.63, abs=0.05)
    assert 0.40 < np.mean(sbp % 10 == 0) < 0.60
    assert numbers(check_ups, "bmi").mean() == pytest.approx(23.8, abs=0.3)
    assert numbers(check_ups, "fpg").mean() == pytest.approx(6.0, abs=0.2)


def test_a_year_is_drawn_the_same_again_and_differs_from_another(population):
    some = population.living_in(["610331"])
    one, again, before = (drawn(some, year, 2, AS_OF) for year in (2025, 2025, 2024))
    assert all((one.columns[name] == again.columns[name]).all() for name in one.columns)
    assert set(before.columns["year"]) == {"2024"}
    assert len(one) != len(before) or (one.columns["weight"] != before.columns["weight"]).any()
