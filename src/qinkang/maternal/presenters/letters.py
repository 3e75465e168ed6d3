"""允许字冠: which letters may be used, with what was decided before."""

from __future__ import annotations

from datetime import date
from typing import Any

from qinkang.maternal.models import Letter
from qinkang.records.presenters.wording import moment


class LettersPage:
    """The letters, the newest first, and the decisions that were corrected."""

    def __init__(self, today: date) -> None:
        rows = list(Letter.objects.order_by("-letter", "-valid_from", "-known_since"))
        self.rows = [self._row(one, today) for one in rows if one.known_until is None]
        self.past = [self._row(one, today) for one in rows if one.known_until is not None]
        self.unconfirmed = sum(1 for one in self.rows if one["packaged"])

    def _row(self, one: Letter, today: date) -> dict[str, Any]:
        begun = one.valid_from is None or one.valid_from <= today
        ended = one.valid_until is not None and one.valid_until < today
        return {
            "letter": one.letter, "year": one.printed_year, "edition": f"第{one.edition}版",
            "days": f"{one.valid_from or '—'} 至 {one.valid_until or '今后'}", "source": one.source,
            "packaged": one.packaged, "since": moment(one.known_since), "until": moment(one.known_until),
            "state": "已停用" if ended else "允许使用" if begun else "尚未启用",
            "tone": "" if ended else "good" if begun else "wait", "ended": ended,
        }  # fmt: skip
