"""管理机构: the tree of bodies, which scope, row security, stock, review and letters follow."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from qinkang.registry.models.validity import Dated, once_a_day, one_number, one_text

AREA_OF_A_UNIT = r"^61[0-9]{4}([0-9]{3})?$"


class ManagementUnit(Dated):
    """A body that manages, or an institution whose own users need a place in the tree.

    Its id is what every `scope int[]` holds, so it is never used again for another body.
    """

    class Level(models.TextChoices):
        PROVINCE = "province", "省级"
        CITY = "city", "市级"
        COUNTY = "county", "县级"
        INSTITUTION = "institution", "机构"

    class Kind(models.TextChoices):
        COMMISSION = "commission", "卫生健康行政部门"
        ZONE = "zone", "功能区管理机构"
        DIRECT = "direct", "省直、市直单位"
        INSTITUTION = "institution", "医疗卫生机构"

    code = models.CharField("管理机构代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=100)
    level = models.CharField("级别", max_length=11, choices=Level.choices)
    kind = models.CharField("类别", max_length=11, choices=Kind.choices)
    source = models.CharField("依据", max_length=200)
    remark = models.CharField("备注", max_length=200, blank=True)

    class Meta:
        verbose_name = "管理机构"
        constraints: ClassVar = [*Dated.Meta.constraints]

    def __str__(self) -> str:
        return self.name


class UnitPlacement(Dated):
    """Under which unit a unit stands, and when; the province's has no parent. A trigger refuses circles."""

    unit = models.ForeignKey(ManagementUnit, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(ManagementUnit, models.PROTECT, null=True, related_name="placed_below")

    class Meta:
        verbose_name = "隶属关系"
        constraints: ClassVar = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="registry_unit_is_not_its_own_parent", condition=Q(parent=None) | ~Q(parent=F("unit"))
            ),
            once_a_day("registry_unit_has_one_parent_a_day", one_number("unit_id")),
        ]


class UnitArea(Dated):
    """A statutory area for which a unit answers: a county (6 digits) or a township (9).

    A city's or the province's own code leads to its unit too. `partial`: only for some of its townships;
    then a county code alone does not lead to the unit, because most of the county is another's.
    """

    unit = models.ForeignKey(ManagementUnit, models.PROTECT, related_name="areas")
    area_code = models.CharField("行政区划代码", max_length=9)
    partial = models.BooleanField("仅部分乡镇（街道）", default=False)
    remark = models.CharField("备注", max_length=200, blank=True)

    class Meta:
        verbose_name = "管辖区域"
        constraints: ClassVar = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="registry_unit_area_is_statutory", condition=Q(area_code__regex=AREA_OF_A_UNIT)
            ),
            once_a_day("registry_unit_area_once", one_number("unit_id"), one_text("area_code")),
        ]
