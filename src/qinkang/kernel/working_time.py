"""工作日: counting in working days, by the State Council's yearly arrangement of holidays.

The arrangement is published late each year for the next; beyond it nobody knows, and we do not guess.
"""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)


class CalendarEnds(ValueError):
    """The answer lies beyond the days whose arrangement is known."""

    def __init__(self, known_until: date) -> None:
        super().__init__(f"工作日历只到 {known_until:%Y-%m-%d}，请先录入其后的放假安排。")
        self.known_until = known_until


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """`holidays`: weekdays off. `extra_working_days`: weekend days worked (调休). Both until `known_until`."""

    holidays: frozenset[date]
    extra_working_days: frozenset[date]
    known_until: date

    def __post_init__(self) -> None:
        if self.holidays & self.extra_working_days:
            raise ValueError("同一天不能既放假又上班。")

    def is_working(self, day: date) -> bool:
        """Tell whether the day is worked. Raises CalendarEnds after `known_until`."""
        if day > self.known_until:
            raise CalendarEnds(self.known_until)
        return day in self.extra_working_days or (day.weekday() < SATURDAY and day not in self.holidays)

    def add(self, start: date, days: int) -> date:
        """Return the `days`-th working day after `start`; the start itself is never counted.

        With 0, the start if it is a working day, else the next one. Raises ValueError for fewer than
        0 days and CalendarEnds after `known_until`.
        """
        if days < 0:
            raise ValueError("工作日数不能为负。")
        day = start
        while days == 0 and not self.is_working(day):
            day += ONE_DAY
        while days:
            day += ONE_DAY
            days -= self.is_working(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`; negative if `end` is earlier.

        So `between(start, add(start, n)) == n`. Raises CalendarEnds after `known_until`.
        """
        if end < start:
            return -self.between(end, start)
        return sum(self.is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
