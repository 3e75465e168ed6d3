"""同一号码信息矛盾 (C-13): one number, two stories; somebody says whether one is mistyped or the number is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.urls import URLPattern

from qinkang.accounts.models import Line
from qinkang.accounts.scope import Acting
from qinkang.records.actions import accept, put_off, say_misnumbered
from qinkang.records.models import Conflict
from qinkang.records.pages.questions import question_pages
from qinkang.records.presenters.queue import QuestionPage, Queue
from qinkang.records.presenters.sides import Sides
from qinkang.records.reviewing import open_conflicts


def pages(line: Line) -> list[URLPattern]:
    """Return the addresses of one line's contradictions."""
    return question_pages(
        line, "conflicts", title="同一号码信息矛盾", model=Conflict, waiting=open_conflicts,
        page=ConflictPage, deeds=DEEDS,
    )  # fmt: skip


class ConflictPage(QuestionPage):
    """One contradiction."""

    template = "records/conflict.html"

    def __init__(self, line: Line, conflict: Conflict, queue: Queue, *, shown: bool) -> None:
        persons = (conflict.person_id, conflict.person_id)
        sightings = (conflict.sighting_a_id, conflict.sighting_b_id)
        sides = Sides(line, sightings, persons, conflict.explanation, shown=shown)
        super().__init__(line, "conflicts", conflict, sides, queue, persons)


def _same(request: Any, conflict: Conflict, by: Acting, because: str) -> None:
    accept(conflict.pk, by=by, because=because)
    messages.success(request, "已核实为同一人，不再提示。")


def _left(request: Any, conflict: Conflict, by: Acting, because: str) -> None:
    _misnumbered(request, conflict, conflict.sighting_a_id, by, because)


def _right(request: Any, conflict: Conflict, by: Acting, because: str) -> None:
    _misnumbered(request, conflict, conflict.sighting_b_id, by, because)


def _misnumbered(request: Any, conflict: Conflict, sighting: int, by: Acting, because: str) -> None:
    decision = say_misnumbered(conflict.pk, sighting, by=by, because=because)
    many = sum(len(records) for records in decision.before.get("held", {}).values())
    messages.success(request, f"已分开；{many} 条记录暂停计入，已请录入人员核对证件号码。")


def _later(request: Any, conflict: Conflict, by: Acting, because: str) -> None:
    put_off(Conflict, conflict.pk, by=by)
    messages.success(request, "7 天后再提示。")


DEEDS: dict[str, Callable[..., Any]] = {"same": _same, "left": _left, "right": _right, "later": _later}
