"""疑似同一人: pairs of persons one after another, the likeliest first, decided with a key and a ground."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import URLPattern

from qinkang.accounts.models import Line
from qinkang.accounts.scope import Acting
from qinkang.records.actions import join, keep_apart, put_off
from qinkang.records.models import Pair
from qinkang.records.pages.questions import question_pages
from qinkang.records.presenters.queue import QuestionPage, Queue
from qinkang.records.presenters.sides import Sides
from qinkang.records.reviewing import open_pairs


def pages(line: Line) -> list[URLPattern]:
    """Return the addresses of one line's doubtful pairs."""
    return question_pages(
        line, "pairs", title="疑似同一人", model=Pair, waiting=open_pairs, page=PairPage, deeds=DEEDS
    )


class PairPage(QuestionPage):
    """One pair."""

    template = "records/pair.html"

    def __init__(self, line: Line, pair: Pair, queue: Queue, *, shown: bool) -> None:
        persons = (pair.person_a_id, pair.person_b_id)
        sightings = (pair.sighting_a_id, pair.sighting_b_id)
        sides = Sides(line, sightings, persons, pair.explanation, shown=shown)
        super().__init__(line, "pairs", pair, sides, queue, persons)
        self.score = f"{pair.score:.0f}"


def _same(request: Any, pair: Pair, by: Acting, because: str) -> HttpResponse | None:
    join(pair.person_a_id, pair.person_b_id, by=by, because=because)
    messages.success(request, "已判为同一人，两份档案已合并；可在“判定记录”中撤销。")
    return None


def _apart(request: Any, pair: Pair, by: Acting, because: str) -> None:
    keep_apart(pair.pk, by=by, because=because)
    messages.success(request, "已判为不是同一人；有新的依据时会再次提示。")


def _later(request: Any, pair: Pair, by: Acting, because: str) -> None:
    put_off(Pair, pair.pk, by=by)
    messages.success(request, "7 天后再提示。")


DEEDS: dict[str, Callable[..., Any]] = {"same": _same, "apart": _apart, "later": _later}
