"""入库: what came, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.standing import Standing
from qinkang.maternal.models import Consignment
from qinkang.maternal.models.consignment import ConsignmentKind, ConsignmentState
from qinkang.maternal.presenters.reach import Reach
from qinkang.records.presenters.wording import moment, names_of

ROWS = 50
TONES = {ConsignmentState.ASKED: "wait", ConsignmentState.CONFIRMED: "good", ConsignmentState.REFUSED: "bad"}


class ReceiptsPage:
    """The consignments of a unit and those below, the newest first."""

    def __init__(self, reach: Reach, given: Mapping[str, str], standing: Standing, actor: str) -> None:
        self.reach = reach
        found = Consignment.objects.filter(holder_id__in=reach.below).order_by("-pk")
        self.page = Paginator(found, ROWS).get_page(given.get("page"))
        names = names_of({who for one in self.page for who in (one.asked_by, one.decided_by)})
        reviews = standing.units(Line.MATERNAL, Duty.REVIEW)
        self.rows = [self._row(one, names, reviews, actor) for one in self.page]

    def _row(
        self, one: Consignment, names: dict[str, str], reviews: tuple[int, ...], actor: str
    ) -> dict[str, Any]:
        first, last = one.sheets.numbers
        waits = one.state == ConsignmentState.ASKED
        return {
            "one": one,
            "range": f"{first}–{last}",
            "sheets": len(one.sheets),
            "kind": ConsignmentKind(one.kind).label,
            "holder": self.reach.tree.name(one.holder_id),
            "state": ConsignmentState(one.state).label,
            "tone": TONES[ConsignmentState(one.state)],
            "entered": f"{names.get(one.asked_by, '')} {moment(one.asked_at)}",
            "decided": f"{names[one.decided_by]} {moment(one.decided_at)}" if one.decided_by else "",
            "may": waits and one.holder_id in reviews and one.asked_by != actor,
            "own": waits and one.asked_by == actor,
        }
