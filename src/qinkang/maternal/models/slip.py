"""单据: the papers on which sheets go from one hand to another; each needs two people."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from qinkang.kernel.certificate_number import Span
from qinkang.registry.models import ManagementUnit


class SlipKind(models.TextChoices):
    """What is to be done with the sheets."""

    DOWN = "down", "下发"
    TRANSFER = "transfer", "调剂"
    SUBMIT = "submit", "上缴"
    DESTROY = "destroy", "销毁"


class SlipState(models.TextChoices):
    """Where it stands."""

    ASKED = "asked", "待核对"
    SENT = "sent", "在途"
    SIGNED = "signed", "已完成"
    REFUSED = "refused", "已拒收"  # the sheets are on their way back
    RETURNED = "returned", "已收回"
    DROPPED = "dropped", "未执行"  # before any sheet left


OPEN = (SlipState.ASKED, SlipState.SENT, SlipState.REFUSED)


class Slip(models.Model):
    """One paper.

    `asked_by` opens it and binds the sheets; `checked_by` lets them go (of a 下发 a second person of the
    giver, of a 调剂 the superior of both); `ended_by` signs for them, takes them back or drops the slip.
    """

    kind = models.TextField("类别", choices=SlipKind.choices)
    state = models.TextField("状态", choices=SlipState.choices, default=SlipState.ASKED)
    giver = models.ForeignKey(ManagementUnit, models.PROTECT, verbose_name="发出单位", related_name="+")
    receiver = models.ForeignKey(
        ManagementUnit, models.PROTECT, verbose_name="接收单位", related_name="+", null=True
    )
    firsts = ArrayField(models.BigIntegerField(), help_text="first sheets of the ranges, in order")
    lasts = ArrayField(models.BigIntegerField(), help_text="their last sheets")
    document = models.CharField("单据号或文号", max_length=100, blank=True)
    remark = models.CharField("说明", max_length=200, blank=True)
    asked_by = models.TextField("经办人", help_text="account")
    asked_at = models.DateTimeField("经办时间")
    checked_by = models.TextField("核对（批准）人", default="", help_text="account")
    checked_at = models.DateTimeField("核对（批准）时间", null=True)
    refused_by = models.TextField("拒收人", default="", help_text="account")
    ended_by = models.TextField("签收（办结）人", default="", help_text="account")
    ended_at = models.DateTimeField("签收（办结）时间", null=True)
    said = models.CharField("拒收（不同意）原因", max_length=200, default="")
    scope = ArrayField(models.IntegerField())

    class Meta:
        verbose_name = "空白证单据"
        constraints: ClassVar = [
            models.CheckConstraint(name="maternal_slip_kind", condition=Q(kind__in=SlipKind.values)),
            models.CheckConstraint(name="maternal_slip_state", condition=Q(state__in=SlipState.values)),
            models.CheckConstraint(name="maternal_slip_checked_by_another", condition=~Q(checked_by=F("asked_by"))),
            models.CheckConstraint(
                name="maternal_slip_signed_by_another",
                condition=~Q(state=SlipState.SIGNED) | (~Q(ended_by=F("asked_by")) & ~Q(ended_by="")),
            ),
            models.CheckConstraint(
                name="maternal_slip_leaves_checked",
                condition=~Q(state__in=[SlipState.SENT, SlipState.REFUSED, SlipState.RETURNED])
                | (~Q(checked_by="") & Q(checked_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="maternal_slip_goes_elsewhere",
                condition=Q(receiver=None, kind=SlipKind.DESTROY)
                | (Q(receiver__isnull=False) & ~Q(kind=SlipKind.DESTROY) & ~Q(receiver=F("giver"))),
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["state"], name="maternal_slip_open", condition=Q(state__in=OPEN))
        ]

    @property
    def spans(self) -> list[Span]:
        """Its ranges."""
        return [Span(first, last) for first, last in zip(self.firsts, self.lasts, strict=True)]

    @property
    def sheets(self) -> int:
        """How many sheets."""
        return sum(map(len, self.spans))
