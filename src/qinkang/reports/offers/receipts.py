"""行回执: what the sender was told of each row of one batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from qinkang.accounts.models import Line
from qinkang.intake.models import Batch, Receipt, Undone
from qinkang.intake.presenters.receipts import STANDINGS, narrowed
from qinkang.kernel import masking
from qinkang.mistake import Mistake
from qinkang.records.writing.decision import LABELS
from qinkang.reports.exports import Column, Head, Kind, Wanted, offer
from qinkang.reports.offers.heading import heading
from qinkang.standards.dataset import DATASETS

COLUMNS = (
    Column("行号", Kind.COUNT, 9),
    Column("记录编号", width=20, identity=True),
    Column("处理", width=10),
    Column("结果", width=30),
    Column("平台记录号", Kind.COUNT, 12),
    Column("撤回后", width=26),
)


def offer_for(line: Line) -> None:
    """Offer the receipts of one batch under `<line>.receipts`."""
    offer(
        f"{line}.receipts", lambda wanted: f"行回执_批次{_batch(line, wanted).pk}", COLUMNS,
        lambda wanted: list(_found(line, wanted).values_list("pk", flat=True)), _rows,
        line=line, head=lambda wanted: _head(line, wanted),
    )  # fmt: skip


def _batch(line: Line, wanted: Wanted) -> Batch:
    number = wanted.question.get("number", "")
    batches = Batch.objects.filter(dataset__startswith=f"{line}.").select_related("sender")
    found = batches.filter(pk=int(number)).first() if number.isdigit() else None
    if found is None:
        raise Mistake("这个批次不在您的导出范围内。请回到批次页重新导出。")
    return found


def _found(line: Line, wanted: Wanted) -> QuerySet[Receipt]:
    return narrowed(Receipt.objects.filter(batch=_batch(line, wanted)), wanted.question).order_by(
        "row_number"
    )


def _rows(wanted: Wanted, keys: Sequence[int]) -> Iterator[Sequence[Any]]:
    found, undone = Receipt.objects.in_bulk(keys), dict(Undone.choices)
    for key in keys:
        one = found.get(key)
        if one is not None:
            number = one.source_no if wanted.whole else masking.record_number(one.source_no)
            yield (
                one.row_number, "按业务主键" if one.by_key else number, STANDINGS[one.standing][0],
                LABELS.get(one.outcome, ""), one.record, undone.get(one.undone, ""),
            )  # fmt: skip


def _head(line: Line, wanted: Wanted) -> Head:
    batch, asked = _batch(line, wanted), wanted.question
    standing = STANDINGS.get(asked.get("standing", ""))
    return heading(
        wanted,
        f"批次 {batch.pk}",
        batch.sender.name,
        DATASETS[batch.dataset].title,
        standing[0] if standing else "",
        LABELS.get(asked.get("outcome", ""), ""),
        source=f"文件：{batch.file_name}",
    )
