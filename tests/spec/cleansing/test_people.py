"""What is said of people is said in every data set that has any."""

import pytest
from tests.spec.cleansing.judging import cleansed

from qinkang.cleansing.rule import rules_of
from qinkang.standards.dataset import DATASETS
from qinkang.standards.datasets import Death, Person

OF_PEOPLE = "C-02 C-05 C-05T C-06 C-07 C-08 C-10 C-11 C-12 C-15 C-16 C-19 C-20 C-25 C-26 C-28 C-28U C-29 C-36 C-39 C-39R"
WITH_PEOPLE = [dataset for dataset in DATASETS.values() if dataset.parties]


@pytest.mark.parametrize("dataset", WITH_PEOPLE, ids=lambda dataset: dataset.code)
def test_every_data_set_with_people_has_the_rules_about_them(dataset):
    assert set(OF_PEOPLE.split()) - {rule.code for rule in rules_of(dataset)} == set()


def test_a_data_set_without_people_has_none_of_them():
    without = [dataset for dataset in DATASETS.values() if not dataset.parties]

    assert without
    for dataset in without:
        assert not {rule.code for rule in rules_of(dataset)} & {"C-05", "C-10", "C-20", "C-36"}


@pytest.mark.parametrize(
    ("texts", "findings"),
    [
        ({"hukou_region": "610125", "as_of": "2025-03-05"}, ["C-25 hukou_region"]),
        ({"hukou_region": "610125", "live_region": "610118", "as_of": "2025-03-05"}, ["C-25 hukou_region"]),
        ({"hukou_region": "611100"}, ["C-29 hukou_region"]),
        ({"hukou_region": "610100", "live_region": "610102"}, ["C-28 hukou_region"]),
        ({"hukou_region": "410122", "live_region": "610102"}, []),
        ({"contact_name": "王明之母", "contact_rel": "8"}, ["C-20C contact_name"]),
        ({"contact_name": "王?英", "contact_rel": "8"}, ["C-19 contact_name"]),
        ({"contact_phone": "87654320"}, ["C-23 contact_phone"]),
        ({"contact_phone": "13800000000", "phone": "13991234567"}, ["C-24 contact_phone"]),
        ({"name": "测试"}, ["C-20 name"]),
    ],
)
def test_registration_and_contact_are_judged_as_residence_and_name_are(texts, findings):
    assert cleansed(texts, Person, leaving_out=("K-01", "K-02", "B-01")).findings == findings


def test_a_death_is_judged_by_its_own_rules_about_birth_and_future():
    codes = [rule.code for rule in rules_of(Death)]

    assert codes.count("C-36") == 1
    assert "C-35" not in codes
