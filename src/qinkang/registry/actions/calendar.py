"""Entering the yearly holidays, and changing single days."""

from collections.abc import Collection
from datetime import date

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.kernel.working_time import SATURDAY
from qinkang.registry.mistakes import RegistryMistake
from qinkang.registry.models import HolidayNotice, WorkingDay


def enter_holidays(
    year: int, *, off: Collection[date], worked: Collection[date], source: str, by: Acting
) -> None:
    """Enter one year's notice; entered again, it replaces the year's days.

    Days off at weekends and working weekdays may be among them, as the notice lists them; only what
    differs from the week is kept. A notice may name days of the end of the year before.

    Raises:
        RegistryMistake: a day is both off and worked, or lies in another year.
    """
    if both := sorted(set(off) & set(worked)):
        raise RegistryMistake(f"{both[0]} 同时列为放假和上班，请核对通知。")
    first = date(year - 1, 12, 20)
    if far := sorted(day for day in {*off, *worked} if not first <= day <= date(year, 12, 31)):
        raise RegistryMistake(f"{far[0]} 不属于{year}年的放假安排，请核对年份。")
    if not off:
        raise RegistryMistake(f"{year}年的放假安排没有任何放假日，请核对通知。")
    days = [WorkingDay(day=day, is_working=False, note=f"{year}年放假安排") for day in off if weekday(day)]
    days += [
        WorkingDay(day=day, is_working=True, note=f"{year}年调休上班") for day in worked if not weekday(day)
    ]
    with deed(by):
        WorkingDay.objects.filter(day__year=year).delete()
        WorkingDay.objects.bulk_create(
            days, update_conflicts=True, unique_fields=["day"], update_fields=["is_working", "note"]
        )
        HolidayNotice.objects.update_or_create(year=year, defaults={"source": source})
        audit("enter_holidays", "registry_holidaynotice", year, rows=len(days))


def change_day(day: date, *, is_working: bool, note: str, by: Acting) -> None:
    """Say that one day is worked or not, for example after a notice was amended."""
    with deed(by):
        WorkingDay.objects.filter(day=day).delete()
        if is_working != weekday(day):
            WorkingDay.objects.create(day=day, is_working=is_working, note=note)
        audit("change_working_day", "registry_workingday", day)


def weekday(day: date) -> bool:
    """Tell whether it is Monday to Friday."""
    return day.weekday() < SATURDAY
