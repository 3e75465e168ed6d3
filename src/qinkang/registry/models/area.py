"""行政区划: the statutory areas with their history, as a table."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from qinkang.kernel.area import Level, Precision
from qinkang.registry.models.validity import Dated, once_a_day, one_text


class Area(Dated):
    """One area under one code and one name, for the days it bore both. See `kernel.area`.

    `valid_until` is the last day, where `kernel.area.Area.valid_to` is the first day after it.
    """

    code = models.CharField("代码", max_length=6)
    name = models.CharField("名称", max_length=40)
    parent = models.CharField("上级代码", max_length=6, null=True, blank=True)
    level = models.CharField("级别", max_length=8, choices=[(str(level), str(level)) for level in Level])
    successor = models.CharField("后继代码", max_length=6, null=True, blank=True)
    date_precision = models.CharField(
        "日期精度", max_length=5, null=True, blank=True, choices=[(str(one), str(one)) for one in Precision]
    )
    source = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = "行政区划"
        constraints: ClassVar = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="registry_area_code_and_first_day",
                fields=["code", "valid_from"],
                nulls_distinct=False,
            ),
            # Private codes (SX-YL, SX-XX) are units, never areas.
            models.CheckConstraint(
                name="registry_area_is_of_shaanxi", condition=Q(code__regex=r"^61[0-9]{4}$")
            ),
            once_a_day("registry_area_means_one_place_a_day", one_text("code")),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
