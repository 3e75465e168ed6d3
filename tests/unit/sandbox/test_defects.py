"""Planted defects: each writes what it says, where it says, and enough of each are planted."""

from collections import Counter

import numpy as np
import pytest

from qinkang.cleansing.misnumbered import WRONG_NUMBER
from qinkang.cleansing.sayings import rules_by_code
from qinkang.kernel.citizen_id import Problem, read
from qinkang.sandbox.defects import WAYS, Planter, Row
from qinkang.sandbox.people import AS_OF, Population, full_years
from qinkang.sandbox.senders import NEW, SENDERS, send_all
from qinkang.sandbox.senders.baoji import BAOJI
from qinkang.sandbox.truths import TRUTHS
from qinkang.standards.datasets import HealthCheck

DEFECTS = [way for ways in WAYS[HealthCheck.code] for way in ways.defects]
NEAR_MISSES = [way for ways in WAYS[HealthCheck.code] for way in ways.near_misses]

COUNTED = {"reject", "hold", "blank", "repair"}


def sheet_of(sender, layout, population):
    people = population.living_in(sender.areas)
    truth = TRUTHS[layout.dataset.code].drawn(people, 2025, 7, AS_OF)
    return layout.sheet(truth, np.datetime64(AS_OF))


@pytest.fixture(scope="module")
def sheets():
    population = Population.of(0.2, seed=7)
    return {
        sender.code: sheet_of(sender, layout, population)
        for sender in SENDERS.values()
        for layout in sender.layouts
        if layout.dataset is HealthCheck
    }


def written_by(way, sheet):
    """Apply it to the first rows that suit; give back pairs of row and changed cells; undo."""
    rng = np.random.default_rng(5)
    found = []
    for number in range(len(sheet)):
        row = Row(sheet, number, rng)
        if not way.needs(row):
            continue
        before = {name: cells[number] for name, cells in sheet.cells.items()}
        way.write(row)
        after = {name: cells[number] for name, cells in sheet.cells.items()}
        found.append((number, {name: after[name] for name in after if after[name] != before[name]}))
        for name, text in before.items():
            sheet.cells[name][number] = text
        if len(found) == 12:
            break
    return found


@pytest.mark.parametrize(
    "way", [*DEFECTS, *NEAR_MISSES], ids=lambda way: f"{way.rule} {way.write.__name__} {way.field}"
)
def test_a_mutator_changes_only_the_cells_it_names(way, sheets):
    tried = 0
    for sheet in sheets.values():
        if not all(f in sheet.cells for f in way.fields) or way.rule in sheet.spelling.habits:
            continue
        for _, changed in written_by(way, sheet):
            tried += 1
            assert set(changed) <= set(way.fields)
            assert changed or way.effect is None
            assert all(type(text) is str for text in changed.values())
    assert tried


def test_every_rule_has_at_least_twenty_planted_rows_at_a_fifth_of_the_scale(sent):
    planted = Counter(label.rule for file in sent for label in file.planted)
    rules = {code: rule for dataset in WAYS for code, rule in rules_by_code(dataset).items()}
    del rules[WRONG_NUMBER.code]  # people decide it; no row of a file can break it
    counted = [code for code, rule in rules.items() if rule.effect.value in COUNTED]
    assert len(counted) > 80
    assert {code: planted[code] for code in counted if planted[code] < 20} == {}


@pytest.mark.parametrize("dataset", WAYS)
def test_what_is_planted_has_the_effect_of_the_rule_book(dataset, sent):
    """The rule book is not asked when planting; here the two are compared."""
    rules = rules_by_code(dataset)
    planted = {(label.rule, label.effect.value) for f in sent if f.dataset == dataset for label in f.planted}
    assert planted
    assert {(code, effect) for code, effect in planted if rules[code].effect.value != effect} == set()


def test_a_rule_has_one_effect():
    effects = {}
    for way in DEFECTS:
        assert effects.setdefault(way.rule, way.effect) is way.effect


def test_a_row_carries_one_planted_thing_at_most(sent):
    for file in sent:
        rows = [label.row for label in (*file.planted, *file.near_misses)]
        assert len(rows) == len(set(rows))
        assert all(0 <= row < file.rows for row in rows)


def test_every_near_miss_is_planted(sent):
    planted = {(f.dataset, label.rule, label.says) for f in sent for label in f.near_misses}
    declared = {
        (code, way.rule, way.says) for code in WAYS for ways in WAYS[code] for way in ways.near_misses
    }
    assert planted == declared


def test_a_small_sheet_keeps_clean_rows_and_gets_some_defects(tmp_path):
    for file in send_all(Population.of(0.02, seed=2), tmp_path, 2):
        if file.kind == NEW and file.sender in SENDERS and file.rows >= 30:
            touched = len(file.planted) + len(file.near_misses)
            assert 0.2 * file.rows < touched < file.rows


def test_planting_is_repeatable_and_leaves_other_rows_alone(sheets):
    sheet = sheets[BAOJI.code]
    before = {name: cells.copy() for name, cells in sheet.cells.items()}
    planted, near_misses = Planter(WAYS[HealthCheck.code]).plant(sheet, 1, np.random.default_rng(9))
    once = {name: cells.copy() for name, cells in sheet.cells.items()}
    touched = {label.row for label in (*planted, *near_misses)}
    others = [row for row in range(len(sheet)) if row not in touched]
    assert others
    assert all((once[name][others] == before[name][others]).all() for name in once)
    for name, cells in before.items():
        sheet.cells[name][:] = cells
    again = Planter(WAYS[HealthCheck.code]).plant(sheet, 1, np.random.default_rng(9))
    assert again == (planted, near_misses)
    assert all((sheet.cells[name] == once[name]).all() for name in once)
    for name, cells in before.items():
        sheet.cells[name][:] = cells


def numbers_after(rule, sheet, ways=DEFECTS):
    return [
        changed.get("id_no", "")
        for way in ways
        if way.rule == rule and "id_no" in way.fields
        for _, changed in written_by(way, sheet)
    ]


@pytest.mark.parametrize(
    ("rule", "problems"),
    [
        ("C-02", {Problem.EXCEL}),
        ("C-05", {Problem.LENGTH, Problem.CHARACTERS}),
        ("C-06", {Problem.CHECK}),
        ("C-07", {Problem.BIRTH}),
        ("C-12", {Problem.PLACEHOLDER}),
        ("C-01", {None}),
        ("C-03", {None}),
        ("C-04", {None}),
        ("C-39R", {None}),
    ],
)
def test_a_damaged_number_is_damaged_in_the_way_it_says(rule, problems, sheets):
    numbers = numbers_after(rule, sheets[BAOJI.code])
    assert numbers
    assert {read(number, on=AS_OF).problem for number in numbers} == problems


def test_numbers_at_the_edge_are_sound(sheets):
    for rule in ("C-04", "C-05", "C-08", "C-36", "C-41"):
        numbers = numbers_after(rule, sheets[BAOJI.code], NEAR_MISSES)
        assert numbers
        assert {read(number, on=AS_OF).problem for number in numbers} == {None}


@pytest.mark.parametrize(("rule", "years"), [("C-36", 60), ("C-37", 65)])
def test_the_age_at_the_edge_is_exact(rule, years, sheets):
    sheet = sheets[BAOJI.code]
    way = next(way for way in NEAR_MISSES if way.rule == rule)
    for number, changed in written_by(way, sheet):
        born = np.array([changed["birth_date"]], "datetime64[D]")
        when = np.array([sheet.plain["check_date"][number]], "datetime64[D]")
        assert full_years(born, when).tolist() == [years]
        assert full_years(born, when - 1).tolist() == [years - 1]


def way_of(name):
    return next(way for way in (*DEFECTS, *NEAR_MISSES) if way.write.__name__ == name)


def test_units_written_wrong_lead_back_to_the_true_value(sheets):
    sheet = sheets[BAOJI.code]
    back = {
        "kilopascals": ("sbp_left", lambda x: round(x * 7.5006), 1),
        "sugar_in_milligrams": ("fpg", lambda x: x / 18.0182, 0.03),
        "creatinine_in_milligrams": ("scr", lambda x: x * 88.4, 0.45),
        "haemoglobin_per_decilitre": ("hb", lambda x: x * 10, 0.51),
        "feet": ("waist", lambda x: x * 33.33, 1.7),
        "metres": ("height", lambda x: x * 100, 0.51),
        "lost_point": ("temperature", lambda x: x / 10, 0.001),
    }
    for name, (field, repaired, near) in back.items():
        for number, changed in written_by(way_of(name), sheet):
            true = float(sheet.plain[field][number])
            assert repaired(float(changed[field])) == pytest.approx(true, abs=near), name


def test_swapped_cells_hold_each_others_values(sheets):
    sheet = sheets[BAOJI.code]
    for number, changed in written_by(way_of("swapped_pressures"), sheet):
        for side in ("left", "right"):
            assert changed[f"sbp_{side}"] == sheet.plain[f"dbp_{side}"][number]
            assert changed[f"dbp_{side}"] == sheet.plain[f"sbp_{side}"][number]
    for number, changed in written_by(way_of("swapped_height"), sheet):
        assert changed["height"] == sheet.plain["weight"][number]
        assert changed["weight"] == sheet.plain["height"][number]


def test_the_index_is_wrong_by_more_than_the_tolerance_and_near_misses_by_less(sheets):
    sheet = sheets[BAOJI.code]
    for name, wrong in (("other_index", True), ("near_index", False)):
        for number, changed in written_by(way_of(name), sheet):
            height, weight = (float(sheet.plain[field][number]) for field in ("height", "weight"))
            written = float(changed.get("bmi", sheet.plain["bmi"][number]))
            assert (abs(written - weight / (height / 100) ** 2) > 0.2) is wrong
