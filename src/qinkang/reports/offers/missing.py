"""缺少的记录: what a full file lacked, whose record it is, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qinkang.accounts.models import Line
from qinkang.intake.models import MissingAnswer, MissingRecord
from qinkang.intake.presenters.missing import asked_of, rows_of
from qinkang.reports.exports import Column, Head, Kind, Wanted, offer
from qinkang.reports.offers.heading import heading

COLUMNS = (
    Column("姓名", width=12, identity=True),
    Column("证件号码", width=22, identity=True),
    Column("记录编号", width=18, identity=True),
    Column("数据集", width=16),
    Column("发生日期", width=12),
    Column("报送系统", width=24),
    Column("批次", Kind.COUNT, 9),
    Column("提出时间", width=17),
    Column("答复", width=12),
    Column("答复人、时间和理由", width=40),
)


def offer_for(line: Line) -> None:
    """Offer what is asked about in one line under `<line>.missing`."""
    offer(
        f"{line}.missing", "全量报送缺少的记录", COLUMNS,
        lambda wanted: list(asked_of(line, wanted.question).values_list("pk", flat=True)), _rows,
        line=line, head=_head,
    )  # fmt: skip


def _rows(wanted: Wanted, keys: Sequence[int]) -> Iterator[Sequence[Any]]:
    found = MissingRecord.objects.select_related("sender").in_bulk(keys)
    for one in rows_of([found[key] for key in keys if key in found], masked=not wanted.whole):
        yield (
            one.name, one.id_no, one.record, one.dataset, one.happened, one.sender, one.batch, one.asked,
            one.answer, one.more,
        )  # fmt: skip


def _head(wanted: Wanted) -> Head:
    answer = wanted.question.get("answer", "")
    known = MissingAnswer(answer) if answer in MissingAnswer.values else MissingAnswer.OPEN
    return heading(wanted, known.label)
