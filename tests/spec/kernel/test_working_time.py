"""工作日: around the National Day of an invented arrangement."""

from datetime import date

import pytest
from tests.spec.kernel.drawn import drawn

from qinkang.kernel.working_time import CalendarEnds, WorkingDays

# Off from Wednesday 1 to Wednesday 8 October 2025; Sunday 28 September and Saturday 11 October are worked.
DAYS = WorkingDays(
    holidays=frozenset(date(2025, 10, n) for n in range(1, 9)),
    extra_working_days=frozenset({date(2025, 9, 28), date(2025, 10, 11)}),
    known_until=date(2025, 12, 31),
)


def test_holidays_are_skipped_and_shifted_weekends_counted():
    rows = drawn("""
        start      | days | reached
        -----------+------+-----------
        2025-09-26 | 0    | 2025-09-26
        2025-09-26 | 1    | 2025-09-28
        2025-09-27 | 0    | 2025-09-28
        2025-09-30 | 1    | 2025-10-09
        2025-10-01 | 0    | 2025-10-09
        2025-10-01 | 1    | 2025-10-09
        2025-09-30 | 3    | 2025-10-11
        2025-09-30 | 4    | 2025-10-13
    """)

    for row in rows:
        start, reached = date.fromisoformat(row["start"]), date.fromisoformat(row["reached"])
        assert DAYS.add(start, int(row["days"])) == reached, row
        if row["days"] != "0":
            assert DAYS.between(start, reached) == int(row["days"]), row
            assert DAYS.between(reached, start) == -int(row["days"]), row


def test_no_answer_is_given_beyond_the_arrangement_that_is_known():
    with pytest.raises(CalendarEnds, match="工作日历只到 2025-12-31"):
        DAYS.add(date(2025, 12, 31), 1)
    with pytest.raises(CalendarEnds):
        DAYS.between(date(2025, 12, 30), date(2026, 1, 5))
    assert DAYS.add(date(2025, 12, 30), 1) == date(2025, 12, 31)


def test_a_day_cannot_be_both_off_and_worked():
    with pytest.raises(ValueError, match="既放假又上班"):
        WorkingDays(frozenset({date(2025, 1, 1)}), frozenset({date(2025, 1, 1)}), date(2025, 12, 31))


def test_days_are_counted_forwards_only():
    with pytest.raises(ValueError, match="不能为负"):
        DAYS.add(date(2025, 9, 26), -1)
