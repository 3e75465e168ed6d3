"""Which record gives each value of a person: the owner's, the newest, the surest; drawn, without a database."""

import datetime as dt

import pytest
from tests.database.ready import become  # noqa: F401  - makes the models importable

from qinkang.records.models import Contract, Death, ElderlyPerson, HealthCheck, Living, SelfCare
from qinkang.records.precedence import Order
from qinkang.records.reading.golden import NOBODY_FIRST, believed_death, golden_values

TODAY = dt.date(2026, 3, 2)
AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def record(model, number, day, standing="accepted", **values):
    """One record, as it would be read."""
    return model(
        pk=number, happened_on=dt.date.fromisoformat(day), recorded_at=AT, standing=standing, **values
    )


def believed(title, *records, order=NOBODY_FIRST):
    """The golden value of a title."""
    return next((one for one in golden_values(records, TODAY, order) if one.owner.title == title), None)


ORDER = Order({7: {"nation": 0, "registered": 0}, 8: {"living": 0}, 9: {"living": 0}})


@pytest.mark.parametrize(
    ("title", "told", "believes", "first"),
    [
        # what each sender (number, day) says; which number is believed
        ("民族", [(7, "2024-01-01"), (1, "2025-06-01")], 7, True),  # the registry, however old
        ("民族", [(1, "2024-01-01"), (2, "2025-06-01")], 2, False),  # it says nothing: the newest
        ("户籍区划", [(7, "2024-01-01"), (7, "2025-01-01"), (1, "2025-06-01")], 7, True),
        ("居住情况", [(8, "2025-02-01"), (9, "2025-05-01"), (7, "2025-06-01")], 9, True),  # alike: the newest
        ("婚姻状况", [(7, "2024-01-01"), (1, "2025-06-01")], 1, False),  # nobody goes first
    ],
)
def test_a_source_that_is_believed_goes_before_newer_ones(title, told, believes, first):
    fields = {
        "民族": "nation",
        "户籍区划": "hukou_region",
        "居住情况": "living_arrangement",
        "婚姻状况": "marital",
    }
    records = [
        record(ElderlyPerson, number, day, sender=sender, **{fields[title]: f"{number}"})
        for number, (sender, day) in enumerate(told)
    ]

    found = believed(title, *records, order=ORDER)

    assert (found.record.sender, found.first) == (believes, first)
    assert found.record.happened_on == max(one.happened_on for one in records if one.sender == believes)


def test_the_newest_of_either_source_says_how_somebody_lives():
    found = believed(
        "居住情况",
        record(Living, 1, "2025-06-01", living_arrangement="01"),
        record(ElderlyPerson, 2, "2025-09-01", living_arrangement="03"),
    )

    assert (found.value, found.record.pk, found.stale) == ("03", 2, False)


def test_how_somebody_lived_more_than_a_year_ago_is_out_of_date():
    assert believed("居住情况", record(Living, 1, "2024-12-31", living_arrangement="01")).stale
    assert not believed("居住情况", record(Living, 1, "2025-03-31", living_arrangement="01")).stale


def test_the_scored_assessment_goes_before_a_newer_check_up():
    found = believed(
        "生活自理能力",
        record(HealthCheck, 1, "2025-12-01", selfcare_self="1"),
        record(SelfCare, 2, "2025-03-01", grade="3"),
        record(SelfCare, 3, "2024-03-01", grade="2"),
    )

    assert (found.value, found.record.pk, found.others) == ("3", 2, 1)


def test_without_an_assessment_the_check_up_speaks():
    assert believed("生活自理能力", record(HealthCheck, 1, "2025-12-01", selfcare_self="2")).value == "2"


def test_what_is_held_or_withdrawn_or_empty_says_nothing():
    assert believed("民族", record(ElderlyPerson, 1, "2025-12-01", standing="held", nation="01")) is None
    assert believed("特殊困难标签", record(ElderlyPerson, 1, "2025-12-01", special_tags=[])) is None
    found = believed(
        "责任医生",
        record(HealthCheck, 1, "2025-12-01", doctor=None),
        record(Contract, 2, "2025-01-01", doctor="甲医生"),
    )
    assert found.value == "甲医生"


@pytest.mark.parametrize(
    ("reports", "number"),
    [
        ([("7", "1", "2025-03-01"), ("2", "1", "2025-02-01"), ("1", "1", "2025-04-01")], 2),  # police first
        ([("7", "1", "2025-03-01"), ("2", "0", "2025-02-01")], 1),  # confirmed before suspected
        ([("1", "1", "2025-03-01"), ("1", "1", "2025-04-01")], 2),  # the newer report
        ([("7", "0", "2025-03-01")], 1),
        ([("7", "2", "2025-03-01")], None),  # taken back
        ([], None),
    ],
)
def test_the_surest_report_of_a_death_is_believed(reports, number):
    records = [
        record(
            Death, place, "2025-01-15", death_date=dt.date(2025, 1, 15), source=source, confirm_status=status,
            reported_at=dt.date.fromisoformat(on),
        )
        for place, (source, status, on) in enumerate(reports, 1)
    ]  # fmt: skip

    found = believed_death(records)

    assert (found and found.pk) == number
