"""The clean check-ups, gone through row by row as a careful clerk would: nothing contradicts."""

from datetime import date

import pytest

from qinkang.standards.datasets import HealthCheck
from qinkang.standards.envelope import ENVELOPE
from qinkang.standards.field import Choice, Choices, Number, Text

_FORM = [field for name, field in HealthCheck.columns.items() if name not in ENVELOPE]

_GYNAECOLOGY = ("vulva", "vagina", "cervix", "corpus", "adnexa", "pap")
_DETAILS_OF_SMOKING = ("smoke_per_day", "smoke_start_age", "smoke_quit_age")
_DETAILS_OF_DRINKING = (
    "drink_liang_per_day",
    "drink_quit",
    "drink_quit_age",
    "drink_start_age",
    "drunk_last_year",
    "drink_kinds",
)


@pytest.fixture(scope="session")
def rows(check_ups):
    names = list(check_ups.columns)
    columns = (check_ups.columns[name] for name in names)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def of_kind(*kinds):
    return [field for field in _FORM if isinstance(field, kinds)]


def number(row, field):
    return float(row[field]) if row[field] else None


def broken(rows, holds):
    """How many rows do not hold; no value of anybody is shown."""
    return sum(not holds(row) for row in rows)


def test_numbers_lie_within_their_hard_limits_and_have_no_more_decimals(rows):
    for field in of_kind(Number):
        for row in rows:
            value = number(row, field.name)
            if value is None:
                continue
            assert len(row[field.name].partition(".")[2]) <= field.decimals, field.name
            if field.limits:
                low, high = field.limits.hard
                assert low <= value <= high, field.name


def test_codes_stand_in_their_lists(rows):
    for field in of_kind(Choice, Choices):
        codes = {code for row in rows for code in row[field.name].split(",") if code}
        assert codes <= set(field.codes.labels), field.name
        if isinstance(field, Choice):
            assert broken(rows, lambda row, name=field.name: "," not in row[name]) == 0


def test_none_of_these_stands_alone(rows):
    for field in of_kind(Choices):
        if field.none:
            alone = [
                row[field.name] == field.none for row in rows if field.none in row[field.name].split(",")
            ]
            assert all(alone), field.name


def test_texts_fit_their_fields(rows):
    for field in of_kind(Text):
        assert broken(rows, lambda row, f=field: len(row[f.name]) <= f.longest) == 0


def test_the_key_fields_are_never_empty(rows):
    assert broken(rows, lambda row: row["name"] and row["check_date"] and row["org"] and row["id_no"]) == 0


def test_pressure_falls_from_upper_to_lower(rows):
    for side in ("left", "right"):
        assert broken(rows, lambda row, s=side: number(row, f"sbp_{s}") >= number(row, f"dbp_{s}") + 20) == 0


def test_the_index_follows_from_height_and_weight(rows):
    def holds(row):
        return abs(number(row, "bmi") - number(row, "weight") / (number(row, "height") / 100) ** 2) <= 0.0501

    assert broken(rows, holds) == 0


def test_never_means_nothing_more_to_say(rows):
    never = [row for row in rows if row["smoke"] == "1"]
    assert never
    assert broken(never, lambda row: not any(row[f] for f in _DETAILS_OF_SMOKING)) == 0
    never = [row for row in rows if row["drink_freq"] == "1"]
    assert never
    assert broken(never, lambda row: not any(row[f] for f in _DETAILS_OF_DRINKING)) == 0


def test_ages_of_habits_follow_one_another(rows):
    for row in rows:
        born, seen = date.fromisoformat(row["birth_date"]), date.fromisoformat(row["check_date"])
        age = seen.year - born.year - ((seen.month, seen.day) < (born.month, born.day))
        assert age >= 65
        for habit in ("smoke", "drink"):
            start, quit_age = (number(row, f"{habit}_{what}_age") for what in ("start", "quit"))
            assert start is None or start <= age
            assert quit_age is None or start <= quit_age <= age


def test_findings_of_one_sex_are_not_written_for_the_other(rows):
    men, women = ([row for row in rows if row["sex"] == sex] for sex in "12")
    assert broken(men, lambda row: not any(row[f] for f in _GYNAECOLOGY)) == 0
    assert broken(women, lambda row: row["rectal"] != "4") == 0
    assert any(row["pap"] for row in women)
    assert any(row["rectal"] == "4" for row in men)


def test_a_positive_screen_has_its_score_and_a_negative_none(rows):
    for screen, score in (("cognition_screen", "mmse_total"), ("emotion_screen", "gds_total")):
        assert broken(rows, lambda row, a=screen, b=score: (row[a] == "2") == bool(row[b])) == 0


def test_assessment_and_findings_agree(rows):
    assert broken(rows, lambda row: (row["assess"] == "2") == bool(row["abnormal_1_finding"])) == 0
    well = [row for row in rows if row["assess"] == "1"]
    assert well

    def safe(row):
        pressures = max(number(row, "sbp_left"), number(row, "sbp_right")) < 180 and (
            max(number(row, "dbp_left"), number(row, "dbp_right")) < 110
        )
        screens = row["cognition_screen"] == row["emotion_screen"] == "1"
        return pressures and screens and (number(row, "fpg") or 0) < 16.7

    assert broken(well, safe) == 0


def test_losing_weight_has_a_target_and_nothing_else_has(rows):
    assert broken(rows, lambda r: ("5" in r["risk_control"].split(",")) == bool(r["target_weight"])) == 0


def test_the_bedridden_neither_walk_nor_train(rows):
    bedridden = [row for row in rows if row["selfcare_self"] == "4"]
    assert bedridden
    assert broken(bedridden, lambda row: row["motor"] == "2" and row["ex_freq"] == "4") == 0


def test_lipids_and_bilirubin_add_up(rows):
    for row in rows:
        if row["tc"]:
            assert number(row, "ldl") + number(row, "hdl") <= number(row, "tc") + 0.3
        if row["dbil"]:
            assert number(row, "dbil") <= number(row, "tbil")


def test_a_stay_in_hospital_ends_after_it_begins_and_before_the_check_up(rows):
    stays = [row for row in rows if row["hospital_1_admitted"]]
    assert stays
    for row in stays:
        assert row["hospital_1_admitted"] <= row["hospital_1_discharged"] <= row["check_date"][:7]


def test_groups_are_filled_from_the_first_on(rows):
    for row in rows:
        named = [bool(row[f"drugs_{n}_name"]) for n in range(1, 7)]
        assert named == sorted(named, reverse=True)
        for n in range(1, 7):
            assert bool(row[f"drugs_{n}_dose"]) == bool(row[f"drugs_{n}_name"])


def test_exposure_at_work_is_described_only_where_there_is_one(rows):
    assert broken(rows, lambda row: (row["occ_exposure"] == "2") == bool(row["occ_job"])) == 0
