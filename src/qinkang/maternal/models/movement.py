"""流水: everything that ever happened to a sheet. Stock is what the movements, one after the other, lead to."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField, BigIntegerRangeField
from django.db import models
from django.db.models import F, Func, Q

from qinkang.kernel.certificate_number import Span
from qinkang.maternal.models.consignment import Consignment
from qinkang.maternal.models.slip import Slip
from qinkang.maternal.models.spans import plain
from qinkang.maternal.models.stock import State
from qinkang.registry.models import ManagementUnit


class MovementKind(models.TextChoices):
    """What happened."""

    RECEIVED = "received", "入库"
    OPENING = "opening", "期初结存"
    SENT = "sent", "出库"
    SIGNED = "signed", "签收"
    RETURNED = "returned", "收回"
    ISSUED = "issued", "签发"
    VOIDED = "voided", "作废"
    LOST = "lost", "遗失"
    FOUND = "found", "找回作废"
    SUBMITTED = "submitted", "上缴"
    DESTROYED = "destroyed", "销毁"


CAME = (MovementKind.RECEIVED, MovementKind.OPENING, MovementKind.SIGNED)
"""By these a range comes into somebody's hands."""


class Use(models.TextChoices):
    """For what a sheet was issued: the columns of the yearly form."""

    FIRST = "first", "机构内首次签发"
    REPLACED = "replaced", "换发"
    REISSUED = "reissued", "补发"
    HOME = "home", "机构外：家庭接生员接生"
    OUTSIDE = "outside", "机构外：其他"


class Reason(models.TextChoices):
    """作废原因."""

    PRINTED = "printed", "打印错误"
    FILLED = "filled", "填写错误"
    STOLEN = "stolen", "被盗"
    LOST_BY_PARENTS = "lost_by_parents", "家长遗失"
    LOST_BY_HOSPITAL = "lost_by_hospital", "医院遗失"
    DAMAGED = "damaged", "损毁"
    OTHER = "other", "其他"


GONE = (Reason.STOLEN, Reason.LOST_BY_PARENTS, Reason.LOST_BY_HOSPITAL)
"""The sheet is not there to be submitted."""


class Movement(models.Model):
    """One change of a range, from one state at one holder to another; append-only.

    `use` says of a sheet that was issued, and of one that was issued and then spoiled, for what.
    """

    kind = models.TextField("业务", choices=MovementKind.choices)
    span = BigIntegerRangeField("号段")
    first = models.GeneratedField(
        expression=Func(F("span"), function="lower"), output_field=models.BigIntegerField(), db_persist=True
    )
    last = models.GeneratedField(
        expression=Func(F("span"), function="upper") - 1,
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    size = models.GeneratedField(
        expression=Func(F("span"), function="upper") - Func(F("span"), function="lower"),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    consignment = models.ForeignKey(Consignment, models.PROTECT, related_name="+")
    slip = models.ForeignKey(Slip, models.PROTECT, null=True, related_name="movements")
    holder_before = models.ForeignKey(
        ManagementUnit, models.PROTECT, null=True, verbose_name="原持有单位", related_name="+"
    )
    holder_after = models.ForeignKey(
        ManagementUnit, models.PROTECT, verbose_name="现持有单位", related_name="+"
    )
    state_before = models.TextField("原状态", default="")
    state_after = models.TextField("现状态", choices=State.choices)
    use = models.TextField("用途", default="", choices=Use.choices)
    reason = models.TextField("原因", default="", choices=Reason.choices)
    document = models.CharField("单据", max_length=100, default="")
    remark = models.CharField("说明", max_length=200, default="")
    asked_by = models.TextField("经办人", help_text="account")
    signed_by = models.TextField("签收（复核）人", default="", help_text="account")
    day = models.DateField("业务日期")
    at = models.DateTimeField("记录时间")
    scope = ArrayField(models.IntegerField())

    class Meta:
        verbose_name = "空白证流水"
        constraints: ClassVar = [
            models.CheckConstraint(name="maternal_movement_kind", condition=Q(kind__in=MovementKind.values)),
            models.CheckConstraint(
                name="maternal_movement_before_is_whole",
                condition=Q(holder_before=None, state_before="")
                | (Q(holder_before__isnull=False) & ~Q(state_before="")),
            ),
            models.CheckConstraint(
                name="maternal_movement_issued_for_something",
                condition=~Q(kind=MovementKind.ISSUED) | ~Q(use=""),
            ),
        ]
        indexes: ClassVar = [
            # Under row security PostgreSQL uses no index on ranges; these find one sheet by whole numbers.
            models.Index(fields=["first"], name="maternal_movement_first"),
            models.Index(fields=["first", "last"], name="maternal_movement_of_many", condition=Q(size__gt=1)),
            models.Index(fields=["day"], name="maternal_movement_day"),
            models.Index(fields=["holder_after"], name="maternal_movement_came", condition=Q(kind__in=CAME)),
        ]

    @property
    def sheets(self) -> Span:
        """The range."""
        return plain(self.span)
