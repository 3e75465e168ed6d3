"""The working days of 2004 to 2026.

`data/working_days.csv` was derived from chinesecalendar 1.11.0 (MIT), which follows the State Council's
yearly notices: only the weekdays off and the weekend days worked. A dependency would bring nothing more,
since later years are entered by the office, from the notice itself.
"""

import csv
from datetime import date
from importlib.resources import files

from qinkang.registry.models import HolidayNotice, WorkingDay

SOURCE = "国务院办公厅关于{year}年部分节假日安排的通知"


def seed_working_days() -> None:
    """Put in the years that were never entered."""
    text = files("qinkang.registry").joinpath("data", "working_days.csv").read_text(encoding="utf-8")
    days = [
        WorkingDay(day=date.fromisoformat(row["date"]), is_working=row["is_working"] == "1", note=row["note"])
        for row in csv.DictReader(text.splitlines())
    ]
    there = set(HolidayNotice.objects.values_list("year", flat=True))
    fresh = {day.day.year for day in days} - there
    HolidayNotice.objects.bulk_create(
        HolidayNotice(year=year, source=SOURCE.format(year=year)) for year in sorted(fresh)
    )
    WorkingDay.objects.bulk_create([day for day in days if day.day.year in fresh], ignore_conflicts=True)
