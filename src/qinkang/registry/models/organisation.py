"""机构: the register of institutions, dated; later checks judge qualifications by it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from qinkang.registry.models.management_unit import ManagementUnit
from qinkang.registry.models.validity import Dated, once_a_day, one_number


class Organisation(Dated):
    """An institution. `valid_from` and `valid_until`: opened, closed.

    Credit codes are not unique: a village clinic may run under the code of its township's centre.
    """

    code = models.CharField("机构代码", max_length=30, unique=True)  # ours; never used again
    name = models.CharField("机构名称", max_length=100, db_index=True)
    named_since = models.DateField("现名启用日期", null=True, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, null=True, blank=True, db_index=True)
    national_code = models.CharField("国家机构代码", max_length=30, null=True, blank=True, unique=True)
    county = models.CharField("所在县（市、区）代码", max_length=6)
    unit = models.ForeignKey(
        ManagementUnit, models.PROTECT, verbose_name="管理机构", related_name="organisations"
    )
    own_unit = models.OneToOneField(
        ManagementUnit,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="本机构在管理树中的位置",
        related_name="organisation",
    )
    kind = models.CharField("机构类别", max_length=4)  # WS 218, 卫生机构（组织）分类与代码
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name="并入机构", related_name="took_over"
    )
    merged_on = models.DateField("并入日期", null=True, blank=True)

    class Meta:
        verbose_name = "机构"
        constraints: ClassVar = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="registry_organisation_credit_code_shape",
                condition=Q(credit_code=None) | Q(credit_code__regex=r"^[0-9A-HJ-NP-RT-UW-Y]{18}$"),
            ),
            models.CheckConstraint(
                name="registry_organisation_county_is_statutory", condition=Q(county__regex=r"^61[0-9]{4}$")
            ),
            models.CheckConstraint(
                name="registry_organisation_kind_shape", condition=Q(kind__regex=r"^[A-Z][0-9]{0,3}$")
            ),
            models.CheckConstraint(
                name="registry_organisation_merger_has_its_day",
                condition=Q(merged_into=None, merged_on=None)
                | Q(merged_into__isnull=False, merged_on__isnull=False),
            ),
            models.CheckConstraint(
                name="registry_organisation_not_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FormerName(Dated):
    """曾用名: a name an institution bore before its present one."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="former_names")
    name = models.CharField("曾用名", max_length=100, db_index=True)

    class Meta:
        verbose_name = "曾用名"
        constraints: ClassVar = [
            *Dated.Meta.constraints,
            once_a_day("registry_former_names_follow_each_other", one_number("organisation_id")),
        ]


class Qualification(Dated):
    """A licence or qualification. `withdrawn_on` is the first day on which it no longer counts."""

    class Kind(models.TextChoices):
        PRACTICE = "practice", "医疗机构执业许可证"
        MATERNAL = "maternal", "母婴保健技术服务执业许可证"
        EXAMINATION = "examination", "职业健康检查机构备案"
        DIAGNOSIS = "diagnosis", "职业病诊断机构备案"
        TECHNICAL = "technical", "职业卫生技术服务机构资质"
        RADIATION = "radiation", "放射卫生技术服务机构资质"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="qualifications")
    kind = models.CharField("资质类别", max_length=11, choices=Kind.choices)
    number = models.CharField("证书编号", max_length=50)
    items = models.CharField("许可（备案）项目", max_length=500, blank=True)
    issued_by = models.CharField("发证（备案）机关", max_length=100, blank=True)
    withdrawn_on = models.DateField("注销（撤销）日期", null=True, blank=True)

    class Meta:
        verbose_name = "资质"
        constraints: ClassVar = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="registry_qualification_once",
                fields=["organisation", "kind", "number", "valid_from"],
                nulls_distinct=False,
            ),
        ]
