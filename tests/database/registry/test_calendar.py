"""Working days as the office keeps them."""

from datetime import date

import pytest
from django.db import Error, transaction
from tests.spec.kernel.drawn import drawn

from qinkang.kernel.working_time import CalendarEnds
from qinkang.registry.actions import change_day, enter_holidays
from qinkang.registry.mistakes import RegistryMistake
from qinkang.registry.models import HolidayNotice, WorkingDay
from qinkang.registry.questions import calendar_warning, working_days

pytestmark = pytest.mark.usefixtures("db")


def day(text):
    return date.fromisoformat(text)


def test_days_are_worked_as_the_notices_say():
    rows = drawn("""
        day        | worked | why
        -----------+--------+----------------------------
        2026-02-14 | yes    | a Saturday before 春节
        2026-02-16 | no     | 春节
        2026-02-24 | yes    | an ordinary Tuesday
        2026-10-08 | yes    | the first day after 国庆节
        2026-10-10 | yes    | a Saturday worked
        2026-11-22 | no     | an ordinary Sunday
        2022-12-31 | no     | a Saturday
        2015-09-03 | no     | the day given once, in 2015
    """)
    calendar = working_days()

    assert [calendar.is_working(day(row["day"])) for row in rows] == [row["worked"] == "yes" for row in rows]
    assert calendar.add(day("2026-09-30"), 1) == day("2026-10-08")


def test_the_office_is_warned_sixty_days_before_the_calendar_ends(by):
    rows = drawn("""
        today      | warning
        -----------+-----------------
        2026-10-31 |
        2026-11-01 | 还有60天
        2026-12-31 | 还有0天
        2027-01-01 | 已于2026-12-31到期
    """)
    end = day("2026-12-31")
    assert working_days().known_until == end

    for row in rows:
        said = calendar_warning(day(row["today"]))
        assert (row["warning"] in said) if row["warning"] else said is None, row


def test_a_notice_makes_the_next_year_known(by):
    with pytest.raises(CalendarEnds):
        working_days().is_working(day("2027-01-04"))

    enter_holidays(
        2027,
        off=[day("2027-01-01"), day("2027-01-02"), day("2027-01-03")],
        worked=[day("2027-01-09")],
        source="虚拟通知",
        by=by,
    )

    calendar = working_days()
    assert calendar.known_until == day("2027-12-31")
    assert [calendar.is_working(day(f"2027-01-{n:02}")) for n in (1, 2, 4, 9, 10)] == [
        False,
        False,
        True,
        True,
        False,
    ]
    assert calendar_warning(day("2026-12-31")) is None


def test_a_notice_entered_again_replaces_the_years_days(by):
    enter_holidays(2027, off=[day("2027-01-01")], worked=[day("2027-01-09")], source="虚拟通知", by=by)
    enter_holidays(2027, off=[day("2027-01-04")], worked=[], source="虚拟更正通知", by=by)

    assert list(WorkingDay.objects.filter(day__year=2027).values_list("day", "is_working")) == [
        (day("2027-01-04"), False)
    ]
    assert HolidayNotice.objects.get(year=2027).source == "虚拟更正通知"


def test_a_year_left_out_ends_what_is_known(by):
    enter_holidays(2028, off=[day("2028-01-03")], worked=[], source="虚拟通知", by=by)

    assert working_days().known_until == day("2026-12-31")


@pytest.mark.parametrize(
    ("off", "worked", "said"),
    [
        (["2027-01-01"], ["2027-01-01"], "同时"),
        (["2026-01-01"], [], "不属于2027年"),
        ([], ["2027-01-09"], "没有任何放假日"),
    ],
)
def test_a_notice_that_makes_no_sense_is_refused(by, off, worked, said):
    with pytest.raises(RegistryMistake, match=said):
        enter_holidays(
            2027, off=[day(one) for one in off], worked=[day(one) for one in worked], source="虚拟通知", by=by
        )


def test_a_single_day_is_changed_and_changed_back(by):
    change_day(day("2026-12-07"), is_working=False, note="临时放假", by=by)
    assert not working_days().is_working(day("2026-12-07"))

    change_day(day("2026-12-07"), is_working=True, note="取消", by=by)
    assert working_days().is_working(day("2026-12-07"))
    assert not WorkingDay.objects.filter(day=day("2026-12-07")).exists()


def test_only_what_differs_from_the_week_can_be_stored():
    with pytest.raises(Error, match="differs_from_the_week"), transaction.atomic():
        WorkingDay.objects.create(day=day("2026-12-07"), is_working=True, note="")
    with pytest.raises(Error, match="differs_from_the_week"), transaction.atomic():
        WorkingDay.objects.create(day=day("2026-12-06"), is_working=False, note="")
