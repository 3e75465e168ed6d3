"""统计期: years, quarters, months and ranges of months."""

from datetime import date

import pytest
from tests.spec.kernel.drawn import drawn

from qinkang.kernel.period import Period


def test_a_period_knows_its_days_its_words_and_its_neighbours():
    rows = drawn("""
        written         | first      | last       | label             | previous        | same last year
        ----------------+------------+------------+-------------------+-----------------+----------------
        2025            | 2025-01-01 | 2025-12-31 | 2025年            | 2024            | 2024
        2025Q1          | 2025-01-01 | 2025-03-31 | 2025年第一季度    | 2024Q4          | 2024Q1
        2025Q4          | 2025-10-01 | 2025-12-31 | 2025年第四季度    | 2025Q3          | 2024Q4
        2025-03         | 2025-03-01 | 2025-03-31 | 2025年3月         | 2025-02         | 2024-03
        2024-02         | 2024-02-01 | 2024-02-29 | 2024年2月         | 2024-01         | 2023-02
        2025-01/2025-10 | 2025-01-01 | 2025-10-31 | 2025年1–10月      | 2024-03/2024-12 | 2024-01/2024-10
        2024-11/2025-03 | 2024-11-01 | 2025-03-31 | 2024年11月–2025年3月 | 2024-06/2024-10 | 2023-11/2024-03
    """)

    for row in rows:
        period = Period.parse(row["written"])
        assert str(period) == row["written"]
        assert (period.first_day, period.last_day) == (
            date.fromisoformat(row["first"]),
            date.fromisoformat(row["last"]),
        )
        assert period.label == row["label"]
        assert str(period.previous) == row["previous"]
        assert str(period.same_last_year) == row["same last year"]


def test_the_same_months_are_the_same_period_however_written():
    assert Period.parse("2025-04/2025-06") == Period.parse("2025Q2")
    assert Period.parse("2025-01/2025-12") == Period.parse("2025")
    assert Period.parse("2025-04/2025-04") == Period.parse("2025-04")


def test_a_period_contains_its_first_and_last_day_and_no_other_period():
    quarter = Period.parse("2025Q1")

    inside = [
        day
        for day in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 3, 31), date(2025, 4, 1))
        if quarter.contains(day)
    ]
    assert inside == [date(2025, 1, 1), date(2025, 3, 31)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "25",
        "2025Q5",
        "2025Q0",
        "2025-13",
        "2025-00",
        "2025-3",
        "2025-10/2025-01",
        "2025-01/2025-13",
        "0000",
        "2025年",
        "2025Q1\n",
    ],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match="统计期"):
        Period.parse(text)
