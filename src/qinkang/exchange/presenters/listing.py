"""Some announcements as a list: what a count of 国家上报 opens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse

from qinkang.exchange import connectors
from qinkang.exchange.asked import Asked, title, tone
from qinkang.exchange.contents import table
from qinkang.exchange.presenters.deliveries import list_title
from qinkang.exchange.presenters.wording import count, title_of
from qinkang.exchange.repushing import WAYS
from qinkang.exchange.waiting import why_waiting
from qinkang.records.models import Outbox, PersonLink
from qinkang.records.models.outbox import Operation, State
from qinkang.records.presenters.wording import moment, person_page

ROWS = 50


@dataclass(frozen=True)
class Sent:
    """One announced version in the list."""

    number: int
    record: str
    address: str
    person: str
    target: str
    version: str
    state: str
    tone: str
    at: str
    attempts: str
    why: str
    choosable: bool


class ListPage:
    """Rows of one count, fifty a page, some of which may be repushed."""

    def __init__(self, asked: Asked, number: Any, *, may_repush: bool) -> None:
        self.title = list_title(asked)
        here = reverse(f"{asked.line}:deliveries")
        self.back = asked.but(group="", code="", said="", day="", row="").at(here)
        self.page = Paginator(asked.rows().order_by("-announced_at", "-id"), ROWS).get_page(number)
        shown = list(self.page)
        persons = persons_of(shown)
        self.rows = [_sent(asked, row, persons.get(row.pk)) for row in shown]
        self.repush = reverse(f"{asked.line}:repush") if may_repush else ""
        self.repush_all = asked.at(self.repush) if may_repush else ""
        self.choosable = may_repush and any(row.choosable for row in self.rows)
        self.total = count(self.page.paginator.count)


def _sent(asked: Asked, row: Outbox, person: int | None) -> Sent:
    state = State(row.state)
    return Sent(
        row.pk, f"{title_of(row.dataset)} {row.record_id}", reverse(f"{asked.line}:delivery", args=[row.pk]),
        person_page(asked.line, person) if person else "", connectors.title(row.target),
        f"第 {row.version} 版 {Operation(row.operation).label}", title(state), tone(state),
        moment(row.announced_at), count(row.attempts), stands(row), state in WAYS,
    )  # fmt: skip


def stands(row: Outbox) -> str:
    """Say how a row stands. Of one that waits for others the whole reason is on its own page."""
    state = State(row.state)
    if state not in (State.WAITING, State.UNREACHABLE):
        return f"对方编号 {row.said}" if state is State.DELIVERED else why_waiting(row)
    due = f"，将于 {moment(row.next_attempt_at)} 再次发送" if row.next_attempt_at else ""
    return f"{row.said or '排队中，轮到后自动发送'}{due}。"


def persons_of(rows: Iterable[Outbox]) -> dict[int, int]:
    """Return outbox row to the person it is about: two queries for each data set."""
    by_dataset = defaultdict(dict)
    for row in rows:
        by_dataset[row.dataset][row.pk] = row.record_id
    found = {}
    for dataset, numbers in by_dataset.items():
        records = table(dataset).objects.filter(pk__in=numbers.values())
        sightings = dict(records.values_list("pk", "sighting_id"))
        persons = PersonLink.objects.filter(sighting__in=sightings.values())
        links = dict(persons.values_list("sighting_id", "person_id"))
        found |= {
            row: links[sightings[record]] for row, record in numbers.items() if sightings.get(record) in links
        }
    return found
