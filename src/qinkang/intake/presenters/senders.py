"""报送系统: who sends what, how often, and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max, QuerySet
from django.urls import reverse

from qinkang.accounts.models import Line
from qinkang.accounts.scope import acting
from qinkang.accounts.units import unit_tree
from qinkang.intake.models import Batch, Contract, Sender
from qinkang.intake.presenters.wording import title_of_dataset
from qinkang.records.presenters.wording import moment


@dataclass(frozen=True)
class Agreed:
    """One data set that a sender sends."""

    title: str
    says: str
    columns: str
    columns_at: str
    tone: str


@dataclass(frozen=True)
class SenderRow:
    """One sender in the list."""

    name: str
    address: str
    code: str
    kind: str
    unit: str
    agreed: tuple[Agreed, ...]
    newest: str
    state: str
    tone: str


def senders_below(units: tuple[int, ...]) -> list[int]:
    """The units whose senders somebody with these units keeps."""
    tree = unit_tree()
    return sorted({one for unit in units for one in tree.subtree(unit)})


def senders_met() -> QuerySet[Sender]:
    """The senders of whom the present reader may meet rows: of the reader's units, and of those below and above."""
    tree, units = unit_tree(), acting().scope.units
    above = {one.id for unit in units for one in tree.path(unit)}
    return Sender.objects.filter(unit__in=above.union(senders_below(units)))


class SendersPage:
    """The senders of the reader's units."""

    def __init__(self, line: Line, units: tuple[int, ...]) -> None:
        self.new = reverse(f"{line}:sender_new")
        senders = Sender.objects.filter(unit__in=senders_below(units)).select_related("unit")
        newest = dict(
            Batch.objects.filter(dataset__startswith=f"{line}.", kind="sent")
            .values_list("sender")
            .annotate(at=Max("received_at"))
        )
        agreed: dict[int, list[Agreed]] = {}
        for one in Contract.objects.filter(dataset__startswith=f"{line}.", active=True).order_by("dataset"):
            agreed.setdefault(one.sender_id, []).append(agreed_of(line, one))
        self.rows = [
            SenderRow(
                one.name, reverse(f"{line}:sender", args=[one.pk]), one.code, one.get_kind_display(), one.unit.name,
                tuple(agreed.get(one.pk, ())), moment(newest.get(one.pk)),
                "启用" if one.active else "停用", "good" if one.active else "",
            )
            for one in senders.order_by("-active", "unit", "name")
        ]  # fmt: skip


def agreed_of(line: Line, contract: Contract) -> Agreed:
    """Show one contract."""
    confirmed = contract.columns is not None
    return Agreed(
        title_of_dataset(contract.dataset),
        f"{'全量' if contract.whole else '增量'} · {contract.get_schedule_display()}",
        "列对照已确认" if confirmed else "列对照待确认",
        reverse(f"{line}:columns", args=[contract.sender_id, contract.dataset]),
        "good" if confirmed else "wait",
    )
