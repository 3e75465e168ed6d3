"""The question before a repush: how many, of which kind, and what happens to each kind."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max
from django.urls import reverse

from qinkang.exchange.asked import Asked, title, tone
from qinkang.exchange.presenters.deliveries import list_title
from qinkang.exchange.presenters.wording import count
from qinkang.exchange.repushing import WHY_NOT, Way, preview

REASONS = {
    "recovered": "对方系统已恢复",
    "registered": "对方已补登机构或已改正",
    "explained": "与对方核实后重新报送",
    "deadline": "上报期限将到，提前发送",
}
"""Why somebody repushes; kept in the audit trail word for word."""


@dataclass(frozen=True)
class Line:
    """Rows of one state and what would happen to them."""

    state: str
    tone: str
    rows: str
    says: str
    goes: bool


class RepushPage:
    """What would be repushed."""

    def __init__(self, asked: Asked) -> None:
        newest = asked.rows().aggregate(newest=Max("pk"))["newest"]
        asked = asked if asked.row else asked.but(upto=f"{newest or ''}")
        parts = preview(asked.rows())
        self.title = "选中的记录" if asked.row else list_title(asked)
        self.hidden = asked.parts
        self.lines = [
            Line(title(one.state), tone(one.state), count(one.rows), one.way.label if one.way else WHY_NOT[one.state], one.way is not None)
            for one in parts
        ]  # fmt: skip
        self.total = count(sum(one.rows for one in parts))
        by_way = {way: sum(one.rows for one in parts if one.way is way) for way in Way}
        self.again = count(by_way[Way.AGAIN]) if by_way[Way.AGAIN] else ""
        self.sure = by_way[Way.SOON] + by_way[Way.ASK]
        self.any = any(by_way.values())
        self.reasons = REASONS
        self.back = asked.but(upto="").at(reverse(f"{asked.line}:deliveries"))
