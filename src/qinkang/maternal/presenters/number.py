"""证号查询: where one sheet is, and what happened to it."""

from __future__ import annotations

from qinkang.kernel import certificate_number
from qinkang.kernel.certificate_number import at, ordinal
from qinkang.maternal.models import Movement, State
from qinkang.maternal.models.movement import MovementKind, Reason, Use
from qinkang.maternal.presenters.reach import Reach
from qinkang.maternal.presenters.stock import TONES
from qinkang.maternal.questions.sheets import history, whereabouts
from qinkang.maternal.saying import wrong_number
from qinkang.records.presenters.wording import moment, names_of


class NumberPage:
    """One number: as it was typed, what is wrong with it, or where its sheet is."""

    def __init__(self, reach: Reach, typed: str) -> None:
        self.reach, self.typed = reach, typed.strip()
        self.problem = self.suggestion = ""
        self.rows: list[dict[str, str]] = []
        self.found = self.asked = False
        if not self.typed:
            return
        reading = certificate_number.read(self.typed)
        if reading.number is None:
            self.problem, self.suggestion = wrong_number(reading), reading.suggestion or ""
            return
        self.asked, self.number = True, reading.number
        place = ordinal(reading.number)
        row = whereabouts(place)
        if row is None:
            return
        self.found = True
        self.state, self.tone = State(row.state).label, TONES[State(row.state)]
        self.holder, self.slip = reach.tree.name(row.holder_id), row.slip_id
        self.before = at(place - 1) if place % certificate_number.EACH_LETTER else ""
        self.after = at(place + 1)
        movements = history(place)
        names = names_of({who for one in movements for who in (one.asked_by, one.signed_by)})
        self.rows = [self._row(one, names) for one in movements]

    def _row(self, one: Movement, names: dict[str, str]) -> dict[str, str]:
        tree = self.reach.tree
        first, last = one.sheets.numbers
        because = [
            Use(one.use).label if one.use and one.kind == MovementKind.ISSUED else "",
            Reason(one.reason).label if one.reason else "",
            one.remark,
            one.document,
        ]
        holder = tree.name(one.holder_after_id)
        if one.holder_before_id and one.holder_before_id != one.holder_after_id:
            holder = f"{tree.name(one.holder_before_id)} → {holder}"
        elif one.kind == MovementKind.SENT and one.slip and one.slip.receiver_id:
            holder = f"{holder} → {tree.name(one.slip.receiver_id)}"
        return {
            "at": moment(one.at),
            "kind": MovementKind(one.kind).label,
            "state": State(one.state_after).label,
            "tone": TONES[State(one.state_after)],
            "holder": holder,
            "range": first if first == last else f"{first}–{last}",
            "because": "；".join(part for part in because if part) or "—",
            "people": "、".join(names[who] for who in dict.fromkeys((one.asked_by, one.signed_by)) if who),
            "slip": str(one.slip_id or ""),
        }
