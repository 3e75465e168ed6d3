"""更正申请: which fields of which record, who asked, who decided; not the values, which the request's page has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qinkang.accounts.models import Line
from qinkang.accounts.scope import acting
from qinkang.records.models import Correction
from qinkang.records.models.correction import CorrectionState, Kind
from qinkang.records.presenters.corrections import TABS, found_under, tab_of, titles_of
from qinkang.records.presenters.wording import moment, names_of
from qinkang.reports.exports import Column, Head, Wanted, offer
from qinkang.reports.exports import Kind as Kinds
from qinkang.reports.offers.heading import heading
from qinkang.standards.dataset import DATASETS

COLUMNS = (
    Column("申请", Kinds.COUNT, 9),
    Column("种类", width=20),
    Column("数据集", width=16),
    Column("平台记录号", Kinds.COUNT, 12),
    Column("栏目", width=40),
    Column("提出人", width=12),
    Column("提出时间", width=17),
    Column("状态", width=16),
    Column("审核人", width=12),
    Column("审核时间", width=17),
    Column("审核意见", width=36),
)


def offer_for(line: Line) -> None:
    """Offer the requests of one line under `<line>.corrections`."""
    offer(
        f"{line}.corrections", "更正申请", COLUMNS,
        lambda wanted: _keys(line, wanted), _rows,
        line=line, head=_head,
    )  # fmt: skip


def _keys(line: Line, wanted: Wanted) -> Sequence[int]:
    found = found_under(line, tab_of(wanted.question), acting().actor)
    return list(found.values_list("pk", flat=True))


def _rows(wanted: Wanted, keys: Sequence[int]) -> Iterator[Sequence[Any]]:
    found = Correction.objects.defer("sealed").in_bulk(keys)
    names = names_of(who for one in found.values() for who in (one.asked_by, one.decided_by))
    for key in keys:
        one = found.get(key)
        if one is not None:
            yield (
                one.pk, Kind(one.kind).label, DATASETS[one.dataset].title, one.record_id,
                "整条记录" if one.kind == Kind.WITHDRAW else "、".join(titles_of(one)),
                names.get(one.asked_by, ""), moment(one.changed_at), CorrectionState(one.state).label,
                names.get(one.decided_by, ""), moment(one.decided_at) if one.decided_at else "", one.said,
            )  # fmt: skip


def _head(wanted: Wanted) -> Head:
    return heading(wanted, TABS[tab_of(wanted.question)][0], source="更正前后的内容见各件申请")
