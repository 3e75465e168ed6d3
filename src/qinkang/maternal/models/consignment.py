"""入库: a range of sheets that comes under the platform's eye, by delivery from the printer or at cut-over."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, BigIntegerRangeField
from django.db import models
from django.db.models import F, Q

from qinkang.kernel.certificate_number import Span
from qinkang.maternal.models.spans import LETTERS_END, plain
from qinkang.registry.models import ManagementUnit


class ConsignmentKind(models.TextChoices):
    """How a range came."""

    DELIVERY = "delivery", "省级入库"
    OPENING = "opening", "期初结存"  # what a unit held when it went over to the platform


class ConsignmentState(models.TextChoices):
    """Where its receipt stands."""

    ASKED = "asked", "待复核"
    CONFIRMED = "confirmed", "已入库"
    REFUSED = "refused", "已退回"


class Consignment(models.Model):
    """One range, entered by one person and confirmed by another; from then on all its sheets are in `Stock`.

    Two that were not refused never share a sheet: the database refuses a range that meets another in any
    way, also one that encloses it, also where the other belongs to somebody else.
    """

    kind = models.TextField("类别", choices=ConsignmentKind.choices)
    span = BigIntegerRangeField("号段")
    holder = models.ForeignKey(ManagementUnit, models.PROTECT, verbose_name="入库单位", related_name="+")
    state = models.TextField("状态", choices=ConsignmentState.choices, default=ConsignmentState.ASKED)
    document = models.CharField("单据", max_length=100)
    remark = models.CharField("说明", max_length=200, blank=True)
    asked_by = models.TextField("录入人", help_text="account")
    asked_at = models.DateTimeField("录入时间")
    decided_by = models.TextField("复核人", default="", help_text="account")
    decided_at = models.DateTimeField("复核时间", null=True)
    said = models.CharField("退回原因", max_length=200, default="")
    scope = ArrayField(models.IntegerField())

    class Meta:
        verbose_name = "入库"
        constraints: ClassVar = [
            ExclusionConstraint(
                name="maternal_consignments_apart",
                expressions=[("span", "&&")],
                condition=~Q(state=ConsignmentState.REFUSED),
            ),
            models.CheckConstraint(
                name="maternal_consignment_is_a_range",
                condition=Q(span__startswith__gte=0, span__endswith__lte=LETTERS_END, span__isempty=False),
            ),
            models.CheckConstraint(
                name="maternal_consignment_state", condition=Q(state__in=ConsignmentState.values)
            ),
            models.CheckConstraint(
                name="maternal_consignment_kind", condition=Q(kind__in=ConsignmentKind.values)
            ),
            models.CheckConstraint(
                name="maternal_consignment_needs_two", condition=~Q(decided_by=F("asked_by"))
            ),
            models.CheckConstraint(
                name="maternal_consignment_decision_is_whole",
                condition=Q(state=ConsignmentState.ASKED, decided_by="", decided_at=None)
                | (~Q(state=ConsignmentState.ASKED) & ~Q(decided_by="") & Q(decided_at__isnull=False)),
            ),
        ]

    @property
    def sheets(self) -> Span:
        """The range."""
        return plain(self.span)
