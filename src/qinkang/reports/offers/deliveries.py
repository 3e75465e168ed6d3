"""报送明细: what was announced to whom, how each row stands, and who acts next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qinkang.accounts.models import Line
from qinkang.exchange import connectors
from qinkang.exchange.asked import GROUPS, Asked, title
from qinkang.exchange.presenters.listing import stands
from qinkang.exchange.presenters.wording import title_of
from qinkang.exchange.remedies import remedy
from qinkang.records.models import Outbox
from qinkang.records.models.outbox import Operation, State
from qinkang.records.presenters.wording import moment
from qinkang.reports.exports import Column, Head, Kind, Wanted, offer
from qinkang.reports.offers.heading import heading

COLUMNS = (
    Column("数据集", width=16),
    Column("平台记录号", Kind.COUNT, 12),
    Column("版本", Kind.COUNT, 7),
    Column("操作", width=8),
    Column("接收方", width=24),
    Column("状态", width=12),
    Column("登记报送", width=17),
    Column("已试次数", Kind.COUNT, 10),
    Column("对方代码", width=10),
    Column("原因", width=30),
    Column("类别", width=14),
    Column("谁处理", width=14),
    Column("怎么处理", width=36),
    Column("现在怎样", width=44),
)


def offer_for(line: Line) -> None:
    """Offer the announcements of one line under `<line>.deliveries`."""
    offer(
        f"{line}.deliveries", "报送明细", COLUMNS,
        lambda wanted: _keys(line, wanted), _rows,
        line=line, head=lambda wanted: _head(line, wanted),
    )  # fmt: skip


def _keys(line: Line, wanted: Wanted) -> Sequence[int]:
    found = Asked.read(line, wanted.question).rows()
    return list(found.order_by("-announced_at", "-id").values_list("pk", flat=True))


def _rows(wanted: Wanted, keys: Sequence[int]) -> Iterator[Sequence[Any]]:
    found = Outbox.objects.in_bulk(keys)
    for key in keys:
        one = found.get(key)
        if one is None:
            continue
        refused = one.state == State.REFUSED
        known = remedy(one.target, one.said_code, wanted.on) if refused else None
        yield (
            title_of(one.dataset), one.record_id, one.version, Operation(one.operation).label,
            connectors.title(one.target), title(one.state), moment(one.announced_at), one.attempts,
            one.said_code if refused else "", known.cause if known else "", known.kind.label if known else "",
            known.whose if known else "", known.remedy if known else "", stands(one),
        )  # fmt: skip


def _head(line: Line, wanted: Wanted) -> Head:
    asked = Asked.read(line, wanted.question)
    return heading(
        wanted,
        connectors.title(asked.target) if asked.target in connectors.codes() else "",
        title_of(asked.dataset) if asked.dataset else "",
        f"登记日期 {asked.day}" if asked.day else "",
        GROUPS[asked.group][0] if asked.group in GROUPS else "",
        f"对方代码 {asked.code}" if asked.code else "",
        "选中的记录" if asked.row else "",
        source="每行是一条记录的一个版本向一个接收方的一次报送登记",
    )
