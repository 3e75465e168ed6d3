"""Questions about persons, one at a time: where one stands in the queue, and on what grounds one decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.units import unit_tree
from qinkang.records.presenters.sides import Sides
from qinkang.records.reviewing import Consequence, consequences, put_before
from qinkang.records.sources import receiver_name
from qinkang.records.waiting import units_holding

MOST = 1000
"""Questions of a queue that one walks through; the rest come when these are decided."""

GROUNDS = {
    "compared": "比对两侧登记信息",
    "document": "核对证件或档案原件",
    "called": "电话联系本人或家属",
    "sender": "向报送单位核实",
}
"""On what a decision rests; with what is added it is kept as the decision's reason."""

STATES = {
    "waiting": "待发送", "leased": "发送中", "delivered": "已送达", "refused": "被拒收", "unreachable": "未送达",
    "unclear": "结果待核实", "held": "待人工处理", "superseded": "已被新版本取代",
}  # fmt: skip


def narrowed(line: Line, waiting: QuerySet[Any], unit: str) -> QuerySet[Any]:
    """Keep what was put before the unit that an address names; all of it where it names none."""
    if not unit:
        return waiting
    tree, number = unit_tree(), _number(unit)
    if number not in tree.units:
        return waiting.none()
    return put_before(waiting, number, units_holding(line, Duty.REVIEW), tree)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


@dataclass(frozen=True)
class Place:
    """Where a question stands in its queue."""

    at: int
    total: int
    before: str
    after: str


class Queue:
    """The questions that wait, in the order in which they are decided.

    Attributes:
        unit: the unit before which they were put, as a to-do counts them; empty for all in one's scope.
        asked: its name.
    """

    def __init__(
        self, line: Line, page: str, waiting: QuerySet[Any], ground: str = "", unit: str = ""
    ) -> None:
        self._line, self._page = line, page
        self.ground = ground if ground in GROUNDS else "compared"
        self.unit, self.asked = unit, unit_tree().name(_number(unit)) if unit else ""
        waiting = narrowed(line, waiting, unit)
        self.numbers = list(waiting.values_list("pk", flat=True)[:MOST])
        self._total = len(self.numbers) if len(self.numbers) < MOST else waiting.count()

    def address(self, number: int | None) -> str:
        """Return the page of a question, of the whole queue for none; it keeps the ground last chosen."""
        name = f"{self._line}:{self._page}"
        at = reverse(f"{name[:-1]}", args=[number]) if number else reverse(name)
        kept = {"unit": self.unit, "ground": self.ground if self.ground != "compared" else ""}
        said = urlencode({key: value for key, value in kept.items() if value})
        return f"{at}?{said}" if said else at

    def everything(self) -> str:
        """Return the page of all that waits in one's scope."""
        return reverse(f"{self._line}:{self._page}")

    def after(self, number: int) -> str:
        """Return the page of the question after this one; after the last comes the first."""
        if number not in self.numbers:
            return self.address(None)
        rest = [one for one in self.numbers if one != number]
        at = self.numbers.index(number)
        return self.address(rest[at % len(rest)] if rest else None)

    def place(self, number: int) -> Place:
        """Return where a question stands."""
        at = self.numbers.index(number) if number in self.numbers else 0
        return Place(
            at + 1, self._total,
            self.address(self.numbers[at - 1]) if at else "",
            self.address(self.numbers[at + 1]) if at + 1 < len(self.numbers) else "",
        )  # fmt: skip


class QuestionPage:
    """One question: the two sides, the place in the queue, what outside systems know."""

    def __init__(
        self, line: Line, page: str, question: Any, sides: Sides, queue: Queue, persons: tuple[int, ...]
    ) -> None:
        self.number, self.sides, self.queue = question.pk, sides, queue
        self.place = queue.place(question.pk)
        self.grounds, self.ground = GROUNDS, queue.ground
        self.told = [told_in_words(one) for one in consequences(persons)]
        name = f"{line}:{page[:-1]}"
        self.decide = reverse(f"{name}_decide", args=[question.pk])
        self.unmask = reverse(f"{name}_unmask", args=[question.pk])
        self.decisions = reverse(f"{line}:decisions")


def told_in_words(one: Consequence) -> str:
    """Write what one receiver was told."""
    return f"{receiver_name(one.target)}：{STATES.get(one.state, one.state)} {one.count} 条"


def reason_of(given: Any) -> str:
    """Return the reason of a decision from its form: the ground, and what was added."""
    ground = GROUNDS.get(given.get("ground", ""), "")
    more = given.get("more", "").strip()[:500]
    return "；".join(one for one in (ground, more) if one)
