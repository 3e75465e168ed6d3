"""工作日历: the days that differ from Monday to Friday, by the State Council's yearly notice."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

WEEKEND = (1, 7)  # Django's week_day: Sunday is 1


class HolidayNotice(models.Model):
    """The notice for one year has been entered, so that every day of the year is known."""

    year = models.PositiveSmallIntegerField("年份", primary_key=True)
    source = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = "放假安排"


class WorkingDay(models.Model):
    """A weekday off, or a weekend day worked."""

    day = models.DateField("日期", primary_key=True)
    is_working = models.BooleanField("上班")
    note = models.CharField("说明", max_length=100)

    class Meta:
        verbose_name = "工作日调整"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="registry_working_day_differs_from_the_week",
                condition=Q(is_working=True, day__week_day__in=WEEKEND)
                | (Q(is_working=False) & ~Q(day__week_day__in=WEEKEND)),
            )
        ]
