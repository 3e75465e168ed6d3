"""Basic information, deaths, re-certifications and living arrangements of the invented people."""

from collections import Counter

import numpy as np
import pytest

from qinkang.kernel.credit_code import problem
from qinkang.sandbox.defects import WAYS
from qinkang.sandbox.people import AS_OF, full_years
from qinkang.sandbox.truths import TRUTHS
from qinkang.standards.datasets import Death, Living, Person, Recertification
from qinkang.standards.envelope import ENVELOPE

SETS = (Person, Death, Recertification, Living)
OWN_RULES = {  # rules that no other data set plants
    Person: "C-32 C-33 C-35 C-36 C-30 C-41",
    Death: "C-43 C-44 D-05",
    Recertification: "V-01 V-02",
    Living: "N-21 H-02 C-34 C-34U",
}


@pytest.fixture(scope="module")
def truths(population):
    return {dataset: TRUTHS[dataset.code].drawn(population, 2025, 7, AS_OF) for dataset in SETS}


def share(truth, field, code):
    return np.mean(truth.columns[field] == code)


@pytest.mark.parametrize("dataset", SETS, ids=lambda dataset: dataset.code)
def test_every_column_is_there_and_is_text(dataset, truths):
    truth = truths[dataset]

    assert list(truth.columns) == [name for name in dataset.columns if name not in ENVELOPE]
    for name, column in truth.columns.items():
        assert len(column) == len(truth), name
        assert all(type(text) is str for text in column), name


@pytest.mark.parametrize("dataset", SETS, ids=lambda dataset: dataset.code)
def test_a_year_is_drawn_the_same_again_and_a_correction_changes_values_but_no_key(
    dataset, truths, population
):
    truth = truths[dataset]
    again = TRUTHS[dataset.code].drawn(population, 2025, 7, AS_OF)
    changed = TRUTHS[dataset.code].corrected(truth.columns)

    assert all((again.columns[name] == column).all() for name, column in truth.columns.items())
    assert changed
    assert all((column != truth.columns[name]).all() for name, column in changed.items())
    assert set(changed).isdisjoint({*dataset.key, *dataset.identity_names, dataset.happened_on})


@pytest.mark.parametrize("dataset", SETS, ids=lambda dataset: dataset.code)
def test_everybody_is_of_age_and_nothing_lies_in_the_future(dataset, truths):
    truth = truths[dataset]

    assert truth.age.min() >= 60
    assert truth.on.max() <= np.datetime64(AS_OF)
    assert truth.on.min() >= np.datetime64("2025-01-01")


def test_everybody_of_sixty_who_lived_at_new_year_is_told_of_once(truths, population):
    told = truths[Person]
    known = population.where(population.alive(np.datetime64("2025-01-01")))

    assert sorted(told.people.number) == sorted(known.number)
    dead = told.columns["life_status"] == "2"
    assert (dead == (told.people.died < told.on)).all()
    assert len(set(told.columns["phr_no"])) == len(told)


def test_basic_information_follows_from_the_persons_facts(truths):
    told, facts = truths[Person], truths[Person].people.facts

    assert ((np.char.find(told.columns["special_tags"].astype("U"), "3") >= 0) == (told.age >= 80)).all()
    assert (told.columns["marital"].astype(int) == facts.marital).all()
    ticked = [set(codes.split(",")) for codes in told.columns["history_disease"]]
    assert ([("2" in one) for one in ticked] == facts.hypertension).all()
    for one, *known in zip(
        ticked, *(told.columns[f"diagnoses_{n}_disease"] for n in range(1, 7)), strict=True
    ):
        assert {code for code in known if code} <= one
    assert 0.4 < share(told, "education", "9") + share(told, "education", "8") < 0.8


def test_people_live_as_the_survey_found(truths):
    told = truths[Living]

    assert share(told, "living_arrangement", "01") == pytest.approx(0.142, abs=0.02)
    assert share(told, "living_arrangement", "02") == pytest.approx(0.455, abs=0.03)
    assert share(told, "living_arrangement", "03") == pytest.approx(0.33, abs=0.02)
    assert 0.01 < share(told, "living_arrangement", "08") < 0.03
    codes = set(told.columns["institution_uscc"]) - {""}
    assert codes
    assert not [code for code in codes if problem(code)]


def test_what_two_data_sets_say_of_one_person_agrees(truths):
    living = dict(
        zip(truths[Living].people.number, truths[Living].columns["living_arrangement"], strict=True)
    )
    told = zip(truths[Person].people.number, truths[Person].columns["living_arrangement"], strict=True)

    assert all(living[number] == arrangement for number, arrangement in told if number in living)


def test_deaths_are_those_of_the_population_each_by_some_source(truths, population):
    told = truths[Death]
    dead = population.where(population.died >= np.datetime64("2025-01-01"))
    old = full_years(dead.born, dead.died) >= 60

    reported = set(told.people.number)
    assert reported <= set(dead.number[old])
    assert len(reported) > 0.95 * old.sum()
    assert (told.on == told.people.died).all()
    rate = len(reported) / len(population) / (304 / 365) * 1000
    assert 22 < rate < 36  # a year, ‰
    pairs = Counter(zip(told.people.number, told.columns["source"], strict=True))
    assert max(pairs.values()) == 1
    assert all(
        bool(code) == (source == "1")
        for code, source in zip(told.columns["cause_underlying_icd10"], told.columns["source"], strict=True)
    )


def test_who_passes_a_survival_check_lives_and_who_is_written_off_does_not(truths):
    told = truths[Recertification]

    assert told.age.min() >= 70
    alive = told.people.alive(told.on)
    assert ((told.columns["result"] == "3") == ~alive).all()
    assert share(told, "result", "1") > 0.94
    pictured = np.isin(told.columns["method"], ("1", "5"))
    assert ((told.columns["evidence_uri"] != "") == pictured).all()


@pytest.mark.parametrize(("dataset", "rules"), OWN_RULES.items(), ids=lambda one: getattr(one, "code", ""))
def test_every_rule_of_its_own_has_at_least_twenty_planted_rows(dataset, rules, sent):
    planted = Counter(
        label.rule for file in sent for label in file.planted if file.dataset == dataset.code and label.effect
    )

    assert {rule: planted[rule] for rule in rules.split() if planted[rule] < 20} == {}


@pytest.mark.parametrize("dataset", SETS, ids=lambda dataset: dataset.code)
def test_what_is_planted_names_columns_of_the_data_set(dataset):
    fields = {name for ways in WAYS[dataset.code] for way in ways.defects for name in way.fields}

    assert fields & set(dataset.columns)
    assert fields - set(dataset.columns) <= {"phone"}  # of the ways all share, left out where there is none


def test_some_deaths_are_reported_by_several_sources(truths):
    told = Counter(truths[Death].people.number)

    assert np.mean([count > 1 for count in told.values()]) > 0.5
