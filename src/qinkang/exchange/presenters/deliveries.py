"""国家上报: what was to leave the house, per receiver and day, what became of it, and what keeps the rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.urls import reverse

from qinkang.accounts.filters import Filter, choices
from qinkang.exchange import connectors
from qinkang.exchange.asked import GROUPS, Asked, group_of, title, tone
from qinkang.exchange.models import Channel
from qinkang.exchange.presenters.wording import WAITS_FOR, count, title_of, titles
from qinkang.exchange.remedies import remedy
from qinkang.exchange.targets import targets
from qinkang.kernel import clock
from qinkang.records.models.outbox import State
from qinkang.records.presenters.wording import moment

DAYS = 31
REASONS = 20


@dataclass(frozen=True)
class Cell:
    """One count and the list of what it counts; no address where there is nothing."""

    title: str
    says: str
    address: str
    tone: str = ""


@dataclass(frozen=True)
class DayRow:
    """One receiver on one day."""

    target: str
    day: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Refusal:
    """One code of a receiver, its meaning, and who is to mend it."""

    code: str
    target: str
    said: str
    cause: str
    kind: str
    whose: str
    remedy: str
    rows: str
    address: str
    again: str


@dataclass(frozen=True)
class Reason:
    """Why some rows have not arrived."""

    state: str
    tone: str
    said: str
    whom: str
    rows: str
    address: str


class DeliveriesPage:
    """Announced, and of that: accepted, in flight, waiting, not delivered, unclear, refused."""

    def __init__(self, asked: Asked, today: date, *, may_repush: bool) -> None:
        self._asked, self._today, self._may_repush = asked, today, may_repush
        self._here = reverse(f"{asked.line}:deliveries")
        found = asked.rows()
        counted = list(
            found.annotate(day=TruncDate("announced_at", tzinfo=clock.SHANGHAI))
            .values("target", "day", "state")
            .annotate(rows=Count("id"))
            .order_by("-day", "target")
        )
        whole, days = Counter[str](), defaultdict[tuple[str, date], Counter[str]](Counter)
        for one in counted:
            for name in ("announced", group_of(one["state"])):
                whole[name] += one["rows"]
                days[one["target"], one["day"]][name] += one["rows"]
        self.newest = f"{counted[0]['day']}" if counted else ""
        self.cards = [
            self._cell(name, whole[name], asked) for name in ("delivered", "refused", "unclear", "held")
        ]
        self.announced = self._cell("announced", whole["announced"], asked)
        self.columns = ("登记报送", *(title for title, *_ in GROUPS.values()))
        self.rows = [self._day(target, day, sums) for (target, day), sums in list(days.items())[:DAYS]]
        self._kept_back(found)
        self.closed = self._closed()
        self.filters = self._filters()
        self.files = [
            Cell(connectors.title(one), "上报文件", reverse(f"{asked.line}:files", args=[one]))
            for one in targets()
            if connectors.by_hand(one)
        ]

    def _cell(self, name: str, rows: int, asked: Asked) -> Cell:
        word = "登记报送" if name == "announced" else GROUPS[name][0]
        address = asked.but(group=name, code="", said="").at(self._here) if rows else ""
        return Cell(word, count(rows), address, "" if name == "announced" else GROUPS[name][2])

    def _day(self, target: str, day: date, sums: Counter[str]) -> DayRow:
        there = self._asked.but(target=target, day=f"{day}")
        cells = tuple(self._cell(name, sums[name], there) for name in ("announced", *GROUPS))
        return DayRow(connectors.title(target), f"{day}", cells)

    def _kept_back(self, found: Any) -> None:
        """Read why what is not delivered is not: refusals by receiver and code, the rest by state and words."""
        over = (State.DELIVERED, State.SUPERSEDED)
        kept = (
            found.exclude(state__in=over)
            .values("target", "state", "said_code", "said")
            .annotate(rows=Count("id"))
        )
        refused: dict[tuple[str, str], dict[str, Any]] = {}
        waiting = []
        for one in kept.order_by("-rows", "state", "said_code", "said"):
            if one["state"] != State.REFUSED:
                waiting.append(one)
            elif known := refused.get((one["target"], one["said_code"])):
                known["rows"] += one["rows"]
            else:
                refused[one["target"], one["said_code"]] = one
        by_rows = sorted(refused.values(), key=lambda one: (-one["rows"], one["said_code"]))
        self.refusals = [self._refusal(one) for one in by_rows]
        self.reasons = [self._reason(one) for one in waiting[:REASONS]]

    def _refusal(self, one: Mapping[str, Any]) -> Refusal:
        known = remedy(one["target"], one["said_code"], self._today)
        those = self._asked.but(target=one["target"], code=one["said_code"], group="refused", said="")
        again = those.at(reverse(f"{self._asked.line}:repush")) if self._may_repush else ""
        return Refusal(
            one["said_code"], connectors.title(one["target"]), one["said"],
            known.cause if known else "对照表中还没有这个代码",
            known.kind.label if known else "原因待查", known.whose if known else "省级运维",
            known.remedy if known else "查明原因后补入对照表。",
            count(one["rows"]), those.at(self._here), again,
        )  # fmt: skip

    def _reason(self, one: Mapping[str, Any]) -> Reason:
        state = State(one["state"])
        usual = {State.WAITING: "排队中，轮到后自动发送", State.LEASED: "已发出，等待回执"}.get(
            state, "没有说明"
        )
        address = self._asked.but(target=one["target"], group=group_of(state), said=one["said"], code="").at(
            self._here
        )
        whom = WAITS_FOR[state]
        if state is not State.HELD and connectors.by_hand(one["target"]):
            whom = "经办人"
        elif state is State.UNCLEAR and not connectors.can_ask(one["target"]):
            whom = "数据管理员"
        return Reason(title(state), tone(state), one["said"] or usual, whom, count(one["rows"]), address)

    def _closed(self) -> list[str]:
        """The systems that nobody calls now, each in a sentence."""
        closed = Channel.objects.filter(target__in=targets(), closed_until__gt=clock.now()).order_by("target")
        return [
            f"{connectors.title(one.target)}连续 {one.failures} 次没有连通，暂停到 {moment(one.closed_until)}，"
            "到时自动试连，不需要操作。"
            for one in closed
        ]  # fmt: skip

    def _filters(self) -> list[Filter]:
        asked = self._asked
        peers = {"": "接收方：全部", **{one: f"接收方：{connectors.title(one)}" for one in targets()}}
        datasets = {
            "": "数据集：全部",
            **{code: f"数据集：{name}" for code, name in titles(asked.line).items()},
        }
        return [
            Filter("target", "接收方", choices(peers, asked.target)),
            Filter("dataset", "数据集", choices(datasets, asked.dataset)),
        ]


def list_title(asked: Asked) -> str:
    """Say what a list holds."""
    word = GROUPS[asked.group][0] if asked.group in GROUPS else "登记报送"
    peer = connectors.title(asked.target) if asked.target else ""
    dataset = title_of(asked.dataset) if asked.dataset else ""
    return " ".join(one for one in (asked.day, peer, dataset, word, asked.code) if one)
