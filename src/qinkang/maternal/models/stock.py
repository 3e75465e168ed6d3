"""空白证台账: where every sheet is, and in which one state."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, BigIntegerRangeField
from django.db import models
from django.db.models import F, Q

from qinkang.kernel.certificate_number import Span
from qinkang.maternal.models.consignment import Consignment
from qinkang.maternal.models.slip import Slip
from qinkang.maternal.models.spans import plain
from qinkang.registry.models import ManagementUnit


class State(models.TextChoices):
    """The states of a sheet."""

    IN_STOCK = "in_stock", "库存"
    IN_TRANSIT = "in_transit", "在途"
    USED = "used", "已签发"
    VOID = "void", "作废"
    SUBMITTED = "submitted", "已上缴"
    DESTROYED = "destroyed", "已销毁"
    LOST = "lost", "遗失"


BLANK = (State.IN_STOCK, State.IN_TRANSIT)
SPOILED = (State.VOID, State.SUBMITTED, State.DESTROYED, State.LOST)


class Stock(models.Model):
    """A range of sheets of one consignment, at one holder, in one state, bound by one slip or by none.

    No two rows share a sheet, and every sheet of a confirmed consignment lies in one: both are held by the
    database. A sheet in transit is its giver's until it is signed for. Written only by `stock.ledger`.
    """

    consignment = models.ForeignKey(Consignment, models.PROTECT, related_name="stock")
    span = BigIntegerRangeField("号段")
    holder = models.ForeignKey(ManagementUnit, models.PROTECT, verbose_name="持有单位", related_name="+")
    state = models.TextField("状态", choices=State.choices)
    slip = models.ForeignKey(Slip, models.PROTECT, null=True, related_name="stock")
    scope = ArrayField(models.IntegerField())

    class Meta:
        verbose_name = "空白证"
        constraints: ClassVar = [
            ExclusionConstraint(name="maternal_sheet_has_one_state", expressions=[("span", "&&")]),
            models.CheckConstraint(name="maternal_stock_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="maternal_stock_transit_has_its_slip",
                condition=~Q(state=State.IN_TRANSIT) | Q(slip__isnull=False),
            ),
            models.CheckConstraint(
                name="maternal_stock_ended_is_free",
                condition=~Q(state__in=[State.USED, State.DESTROYED, State.LOST]) | Q(slip=None),
            ),
            models.CheckConstraint(name="maternal_stock_has_sheets", condition=Q(span__isempty=False)),
        ]
        indexes: ClassVar = [models.Index(F("holder"), F("state"), name="maternal_stock_of_holder")]

    @property
    def sheets(self) -> Span:
        """The range."""
        return plain(self.span)
