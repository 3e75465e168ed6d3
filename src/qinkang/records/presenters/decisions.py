"""What was decided about persons, the newest first, with what can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse

from qinkang.accounts.models import Line
from qinkang.records.models import LinkDecision
from qinkang.records.models.link_decision import Kind
from qinkang.records.presenters.wording import NOTHING, moment, names_of, person_page

ROWS = 50


@dataclass(frozen=True)
class Row:
    """One decision."""

    number: int
    at: str
    who: str
    kind: str
    persons: tuple[tuple[str, str], ...]
    because: str
    state: str
    undo: str


class DecisionsPage:
    """The decisions in one's scope."""

    def __init__(self, line: Line, given: Mapping[str, Any]) -> None:
        found = LinkDecision.objects.select_related("undone_by").order_by("-id")
        self.page = Paginator(found, ROWS).get_page(given.get("page"))
        names = names_of(one.actor for one in self.page)
        self.rows = [self._row(line, one, names) for one in self.page]

    @staticmethod
    def _row(line: Line, one: LinkDecision, names: Mapping[str, str]) -> Row:
        undone = hasattr(one, "undone_by")
        open_ = not undone and one.kind != Kind.UNDO
        persons = tuple(
            (f"档案 {person}", person_page(line, person)) for person in sorted({one.person_a, one.person_b})
        )
        held = sum(len(records) for records in one.before.get("held", {}).values())
        return Row(
            one.pk, moment(one.at), names.get(one.actor, NOTHING),
            Kind(one.kind).label + (f"，{held} 条记录暂停计入" if held else ""), persons, one.because,
            "已撤销" if undone else f"撤销判定 {one.undoes_id}" if one.kind == Kind.UNDO else "",
            reverse(f"{line}:decision_undo", args=[one.pk]) if open_ else "",
        )  # fmt: skip
