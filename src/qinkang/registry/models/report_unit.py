"""填报单位: who is scored and ranked. Not the statutory areas: 杨凌 and 韩城 count on their own."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from qinkang.registry.models.management_unit import AREA_OF_A_UNIT, ManagementUnit
from qinkang.registry.models.validity import Dated, once_a_day, one_text


class ReportUnit(Dated):
    """A line in the ranking: 市（区） or 县（市、区）. Letters about it go to `unit`."""

    class Level(models.TextChoices):
        CITY = "city", "市（区）"
        COUNTY = "county", "县（市、区）"

    code = models.CharField("填报单位代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=40)
    level = models.CharField("级别", max_length=6, choices=Level.choices)
    position = models.PositiveSmallIntegerField("顺序")
    unit = models.ForeignKey(ManagementUnit, models.PROTECT, related_name="report_units")
    source = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = "填报单位"
        constraints: ClassVar = [*Dated.Meta.constraints]

    def __str__(self) -> str:
        return self.name


class ReportUnitMember(Dated):
    """A county, or a township with nine digits, that counts for a report unit.

    `level` repeats the unit's (the database holds it equal), so that no area counts twice on one level.
    A township's own row goes before its county's.
    """

    report_unit = models.ForeignKey(ReportUnit, models.PROTECT, related_name="members")
    level = models.CharField(max_length=6, choices=ReportUnit.Level.choices)
    area_code = models.CharField("行政区划代码", max_length=9)

    class Meta:
        verbose_name = "填报单位所含区域"
        constraints: ClassVar = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="registry_report_unit_member_is_statutory", condition=Q(area_code__regex=AREA_OF_A_UNIT)
            ),
            once_a_day("registry_area_counts_once_a_level", one_text("level"), one_text("area_code")),
        ]
