"""报送系统: who sends which data sets, what was agreed, and when something last came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qinkang.accounts.models import Line
from qinkang.intake.presenters.senders import SendersPage
from qinkang.reports.exports import Column, Wanted, offer
from qinkang.reports.offers.heading import heading

COLUMNS = (
    Column("名称", width=30),
    Column("代码", width=18),
    Column("系统类别", width=20),
    Column("管理单位", width=24),
    Column("数据集", width=18),
    Column("约定", width=16),
    Column("列对照", width=16),
    Column("最近收到", width=17),
    Column("状态", width=8),
)


def offer_for(line: Line) -> None:
    """Offer the senders of one line under `<line>.senders`, a row for each data set agreed."""

    def rows(wanted: Wanted, keys: Sequence[str]) -> Iterator[Sequence[Any]]:
        known = {one.code: one for one in SendersPage(line, wanted.scope.units).rows}
        for key in keys:
            one = known.get(key)
            if one is None:
                continue
            for agreed in one.agreed or (None,):
                about = (agreed.title, agreed.says, agreed.columns) if agreed else ("没有约定数据集", "", "")
                yield (one.name, one.code, one.kind, one.unit, *about, one.newest, one.state)

    offer(
        f"{line}.senders", "报送系统", COLUMNS,
        lambda wanted: [one.code for one in SendersPage(line, wanted.scope.units).rows], rows,
        line=line, head=lambda wanted: heading(wanted),
    )  # fmt: skip
