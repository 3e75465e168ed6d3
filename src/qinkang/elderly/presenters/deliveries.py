"""送数据: what was to leave the house, per receiver and day, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.http import urlencode

from qinkang.elderly.presenters.batches import titles
from qinkang.elderly.presenters.wording import Filter, choices, count, moment
from qinkang.exchange import connectors
from qinkang.exchange.targets import targets
from qinkang.exchange.waiting import why_waiting
from qinkang.kernel import clock
from qinkang.records.models import HealthCheck, Outbox, PersonLink
from qinkang.records.models.outbox import Operation, State

LINE = "elderly."
ROWS = 50
GROUPS = {
    "delivered": ("已送达", (State.DELIVERED,), "good"),
    "refused": ("被拒收", (State.REFUSED,), "bad"),
    "unreachable": ("未送达", (State.UNREACHABLE,), "wait"),
    "unclear": ("结果待核实", (State.UNCLEAR,), "unclear"),
    "waiting": ("待发送", (State.WAITING, State.LEASED), "wait"),
    "held": ("待人工处理", (State.HELD,), "wait"),
    "superseded": ("已被取代", (State.SUPERSEDED,), ""),
}
"""What the columns count; they add up to what was announced."""


@dataclass(frozen=True)
class Cell:
    """One count and the list of what it counts."""

    says: str
    address: str


@dataclass(frozen=True)
class DayRow:
    """One receiver on one day."""

    target: str
    day: str
    announced: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sent:
    """One announced version."""

    record: str
    person_address: str
    version: str
    operation: str
    state: str
    tone: str
    at: str
    attempts: str
    why: str


class DeliveriesPage:
    """Announced, and of that: accepted, refused, not delivered, unclear, waiting."""

    columns = tuple(title for title, *_ in GROUPS.values())

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = {name: given.get(name, "") for name in ("target", "day", "group", "code")}
        found = Outbox.objects.filter(dataset__startswith=LINE)
        if self._given["target"]:
            found = found.filter(target=self._given["target"])
        self.rows = [self._day(one) for one in self._grouped(found)]
        self.codes = self._codes(found)
        self.filters = [
            Filter(
                "target",
                "接收方",
                choices(
                    {"": "接收方：全部", **{one: f"接收方：{connectors.title(one)}" for one in targets()}},
                    self._given["target"],
                ),
            ),
        ]
        self.listed = bool(self._given["group"] or self._given["code"])
        self.back = self._at(group="", day="", code="")
        if self.listed:
            self._list(found, given.get("page"))

    @staticmethod
    def _grouped(found: Any) -> Any:
        sums = {name: Count("id", filter=Q(state__in=states)) for name, (_, states, _) in GROUPS.items()}
        days = found.annotate(day=TruncDate("announced_at", tzinfo=clock.SHANGHAI)).values("target", "day")
        return days.annotate(announced=Count("id"), **sums).order_by("-day", "target")[:31]

    def _at(self, **changes: str) -> str:
        parts = {name: value for name, value in {**self._given, **changes}.items() if value}
        return reverse("elderly:deliveries") + (f"?{urlencode(parts)}" if parts else "")

    def _day(self, one: Mapping[str, Any]) -> DayRow:
        def cell(name: str) -> Cell:
            address = (
                self._at(target=one["target"], day=f"{one['day']}", group=name, code="")
                if one.get(name)
                else ""
            )
            return Cell(count(one[name]), address)

        whole = self._at(target=one["target"], day=f"{one['day']}", group="announced", code="")
        return DayRow(
            connectors.title(one["target"]),
            f"{one['day']}",
            Cell(count(one["announced"]), whole),
            tuple(map(cell, GROUPS)),
        )

    def _codes(self, found: Any) -> list[tuple[str, str, str, str]]:
        """What was refused, by the receiver's code: code, words, rows, the list."""
        refused = found.filter(state=State.REFUSED).values("said_code").annotate(rows=Count("id"))
        words = dict(found.filter(state=State.REFUSED).order_by("id").values_list("said_code", "said"))
        return [
            (one["said_code"], words.get(one["said_code"], ""), count(one["rows"]), self._at(code=one["said_code"], group="refused", day=""))
            for one in refused.order_by("-rows", "said_code")
        ]  # fmt: skip

    def _list(self, found: Any, number: str | None) -> None:
        _, states, _ = GROUPS.get(self._given["group"], ("", tuple(State), ""))
        found = found.filter(state__in=states)
        if self._given["code"]:
            found = found.filter(said_code=self._given["code"])
        if day := _day_of(self._given["day"]):
            begins = datetime.combine(day, time.min, clock.SHANGHAI)
            found = found.filter(announced_at__gte=begins, announced_at__lt=begins + timedelta(days=1))
        title = GROUPS.get(self._given["group"], ("登记报送",))[0]
        self.list_title = " ".join(one for one in (self._given["day"], title, self._given["code"]) if one)
        self.page = Paginator(found.order_by("-announced_at", "-id"), ROWS).get_page(number)
        shown = list(self.page)
        persons = _persons([row.record_id for row in shown])
        self.sent = [self._sent(row, persons) for row in shown]

    @staticmethod
    def _sent(row: Outbox, persons: Mapping[int, int]) -> Sent:
        state = State(row.state)
        tone = next(tone for _, states, tone in GROUPS.values() if state in states)
        person = persons.get(row.record_id)
        return Sent(
            f"{titles().get(row.dataset, row.dataset)} {row.record_id}", reverse("elderly:person", args=[person]) if person else "", f"第 {row.version} 版",
            Operation(row.operation).label, state.label, tone, moment(row.announced_at), count(row.attempts),
            _stands(row),
        )  # fmt: skip


def _stands(row: Outbox) -> str:
    """Say how a row stands. Of one that waits for others the whole reason is on the person's page."""
    state = State(row.state)
    if state not in (State.WAITING, State.UNREACHABLE):
        return f"对方编号 {row.said}" if state is State.DELIVERED else why_waiting(row)
    due = f"，将于 {moment(row.next_attempt_at)} 再次发送" if row.next_attempt_at else ""
    return f"{row.said or '排队中，轮到后自动发送'}{due}。"


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _persons(records: list[int]) -> dict[int, int]:
    """Return record to person: two queries."""
    sightings = dict(HealthCheck.objects.filter(pk__in=records).values_list("pk", "sighting_id"))
    links = dict(
        PersonLink.objects.filter(sighting__in=sightings.values()).values_list("sighting_id", "person_id")
    )
    return {record: links[sighting] for record, sighting in sightings.items() if sighting in links}
