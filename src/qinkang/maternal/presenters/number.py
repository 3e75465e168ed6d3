"""证号查询: where one sheet is, and what happened to it."""

from __future__ import annotations

from qinkang.kernel import certificate_number
from qinkang.kernel.certificate_number import at, ordinal
from qinkang.maternal.models import State
from qinkang.maternal.presenters.movements import movement_rows
from qinkang.maternal.presenters.reach import Reach
from qinkang.maternal.presenters.tones import TONES
from qinkang.maternal.questions.sheets import history, whereabouts
from qinkang.maternal.saying import wrong_number


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
        self.rows = movement_rows(history(place), reach.tree)
