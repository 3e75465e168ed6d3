"""批次: what arrived in a line, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from qinkang.accounts.models import Line
from qinkang.intake.models import Batch
from qinkang.intake.models.batch import Kind as Kinds
from qinkang.intake.models.batch import State
from qinkang.intake.presenters.senders import senders_met
from qinkang.kernel import clock
from qinkang.reports.exports import Column, Head, Kind, Wanted, offer
from qinkang.reports.offers.heading import heading
from qinkang.standards.dataset import DATASETS

COLUMNS = (
    Column("批次", Kind.COUNT, 9),
    Column("文件", width=32),
    Column("报送系统", width=20),
    Column("数据集", width=16),
    Column("收到", width=17),
    Column("状态", width=14),
    *(Column(title, Kind.COUNT, 10) for title in ("行数", "接收", "自动修正", "提示", "存疑", "退回")),
    Column("说明", width=30),
)


def offer_for(line: Line) -> None:
    """Offer the batches of one line under `<line>.batches`."""
    offer(
        f"{line}.batches", "批次", COLUMNS,
        lambda wanted: list(_found(line, wanted.question).values_list("pk", flat=True)),
        lambda wanted, keys: _rows(keys),
        line=line, head=lambda wanted: _head(wanted),
    )  # fmt: skip


def _found(line: Line, question: Mapping[str, str]) -> QuerySet[Batch]:
    found = Batch.objects.filter(dataset__startswith=f"{line}.", kind=Kinds.SENT)
    sender, state, dataset = (question.get(name, "") for name in ("sender", "state", "dataset"))
    if sender.isdigit():
        found = found.filter(sender=int(sender))
    if state in State.values:
        found = found.filter(state=state)
    if dataset:
        found = found.filter(dataset=dataset)
    return found.order_by("-received_at", "-id")


def _rows(keys: Sequence[int]) -> Iterator[Sequence[Any]]:
    found = Batch.objects.select_related("sender").in_bulk(keys)
    for key in keys:
        one = found.get(key)
        if one is not None:
            yield (
                one.pk, one.file_name, one.sender.name, DATASETS[one.dataset].title,
                f"{one.received_at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}", State(one.state).label,
                one.rows, one.accepted, one.corrected, one.flagged, one.held, one.rejected, one.problem,
            )  # fmt: skip


def _head(wanted: Wanted) -> Head:
    asked = wanted.question
    return heading(
        wanted,
        _sender(asked),
        DATASETS[asked["dataset"]].title if asked.get("dataset") in DATASETS else "",
        State(asked["state"]).label if asked.get("state") in State.values else "",
        source="接收 + 存疑 + 退回 = 行数",
    )


def _sender(asked: Mapping[str, str]) -> str:
    """Name the sender that was asked for, if one may meet it."""
    number = asked.get("sender", "")
    found = senders_met().filter(pk=int(number)).first() if number.isdigit() else None
    return found.name if found else ""
