"""年度目标: what the office wants a measure to reach in a year."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Target(models.Model):
    """One target as it was set at one moment. It is never overwritten: a later one ends it.

    `place` is the code of a statutory area or of a report unit; the province's holds for every place
    that has none of its own.
    """

    measure = models.TextField("指标代码")
    year = models.PositiveSmallIntegerField("年度")
    place = models.TextField("区划或填报单位代码")
    value = models.FloatField("目标值", help_text="in the measure's unit")
    source = models.TextField("依据", help_text="the document that sets it")
    set_by = models.TextField("设定人", help_text="account")
    known_since = models.DateTimeField("设定时间")
    known_until = models.DateTimeField("失效时间", null=True)

    class Meta:
        verbose_name = "年度目标"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("measure", "year", "place"), name="target_in_force", condition=Q(known_until=None)
            ),
            models.CheckConstraint(
                name="target_moments_in_order",
                condition=Q(known_until=None) | Q(known_since__lte=F("known_until")),
            ),
        ]

    def __str__(self) -> str:
        """Show what is wanted of whom."""
        return f"{self.measure} {self.year} {self.place}: {self.value:g}"
