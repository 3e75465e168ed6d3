"""判定记录: who decided what about which persons, when and why, and whether it was taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qinkang.accounts.models import Line
from qinkang.records.models import LinkDecision
from qinkang.records.models.link_decision import Kind
from qinkang.records.presenters.wording import moment, names_of
from qinkang.reports.exports import Column, Wanted, offer
from qinkang.reports.exports import Kind as Kinds
from qinkang.reports.offers.heading import heading

COLUMNS = (
    Column("判定", Kinds.COUNT, 9),
    Column("时间", width=17),
    Column("判定人", width=12),
    Column("结果", width=18),
    Column("档案（甲）", Kinds.COUNT, 12),
    Column("档案（乙）", Kinds.COUNT, 12),
    Column("理由", width=44),
    Column("撤销", width=20),
)


def offer_for(line: Line) -> None:
    """Offer the decisions under `<line>.decisions`."""
    offer(
        f"{line}.decisions", "人员比对判定记录", COLUMNS,
        lambda wanted: list(LinkDecision.objects.order_by("-id").values_list("pk", flat=True)), _rows,
        line=line, head=lambda wanted: heading(wanted),
    )  # fmt: skip


def _rows(_: Wanted, keys: Sequence[int]) -> Iterator[Sequence[Any]]:
    found = LinkDecision.objects.select_related("undone_by").in_bulk(keys)
    names = names_of(one.actor for one in found.values())
    for key in keys:
        one = found.get(key)
        if one is not None:
            undone = "已撤销" if hasattr(one, "undone_by") else ""
            yield (
                one.pk, moment(one.at), names.get(one.actor, ""), Kind(one.kind).label, one.person_a, one.person_b,
                one.because, f"撤销判定 {one.undoes_id}" if one.undoes_id else undone,
            )  # fmt: skip
