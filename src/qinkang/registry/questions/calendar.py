"""Working days from the table, and the warning that the known ones run out."""

from datetime import date, timedelta

from qinkang.kernel.working_time import WorkingDays
from qinkang.registry.models import HolidayNotice, WorkingDay

WARN_BEFORE = timedelta(days=60)


def working_days() -> WorkingDays:
    """Return the working days; known until the end of the last year before the first without a notice."""
    rows = dict(WorkingDay.objects.values_list("day", "is_working"))
    return WorkingDays(
        holidays=frozenset(day for day, works in rows.items() if not works),
        extra_working_days=frozenset(day for day, works in rows.items() if works),
        known_until=known_until(),
    )


def known_until() -> date:
    """Return the last day whose arrangement is known; with no notice at all, the first of all days."""
    years = set(HolidayNotice.objects.values_list("year", flat=True))
    if not years:
        return date.min
    last = min(years)
    while last + 1 in years:
        last += 1
    return date(last, 12, 31)


def calendar_warning(today: date) -> str | None:
    """Return the sentence for the office from 60 days before the known days end; None before that."""
    end = known_until()
    if end > date.min + WARN_BEFORE and today < end - WARN_BEFORE:
        return None
    if end == date.min:
        return "工作日历尚未录入，所有按工作日计算的期限都无法给出。请录入放假安排。"
    if today > end:
        return f"工作日历已于{end:%Y-%m-%d}到期，按工作日计算的期限无法给出。请立即录入{end.year + 1}年放假安排。"
    return f"工作日历只到{end:%Y-%m-%d}（还有{(end - today).days}天）。请录入{end.year + 1}年放假安排。"
