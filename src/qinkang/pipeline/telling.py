"""Telling people what the flows did: a batch is in, a receiver refused something."""

from __future__ import annotations

from django.db.models import Count

from qinkang.accounts import to_dos
from qinkang.accounts.models import Duty
from qinkang.accounts.scope import deed
from qinkang.exchange import connectors
from qinkang.intake.models import Batch
from qinkang.intake.waiting import address_of, line_of
from qinkang.pipeline.everywhere import everywhere
from qinkang.records.models import Outbox

STORED, STOPPED = "batch_stored", "deliveries_stopped"


def tell_stored(batch: Batch) -> None:
    """Tell the sender's unit that a batch is in, in the transaction that stored it."""
    line = line_of(batch.dataset)
    to_dos.tell(
        STORED, title=f"批次 {batch.pk} 已入库：{batch.sender.name}",
        more=f"收到 {batch.rows:,} 行，存疑 {batch.held:,}，退回 {batch.rejected:,}",
        link=address_of(line, "batch", batch.pk), line=line, unit=batch.sender.unit_id,
    )  # fmt: skip


def file_stopped(target: str) -> None:
    """File how many records a receiver refused or a person must decide about; settle it where none is."""
    by = everywhere("job:exchange", "登记被拒收的报送")
    with deed(by):
        stopped = Outbox.objects.filter(target=target, state__in=["refused", "held"])
        states = dict(stopped.values_list("state").annotate(Count("id")))
        if not states:
            to_dos.settle(STOPPED, target)
            return
        line = line_of(min(connectors.kind(target).sends))
        (province,) = by.scope.units
        to_dos.file(
            STOPPED, target, title=f"{connectors.title(target)}：待处理的报送",
            more=f"被拒收 {states.get('refused', 0):,} 条，待人工处理 {states.get('held', 0):,} 条",
            link=address_of(line, "deliveries"), count=sum(states.values()),
            line=line, unit=province, duty=Duty.REVIEW,
        )  # fmt: skip
