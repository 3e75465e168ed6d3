"""年度统计: the yearly form on certificates with its balance, worked out from the movements alone.

Cells are numbered as in the national form: (1) stock at the beginning, (2) received, (3)–(5) first issue,
replacement and reissue in institutions, (7) home deliverer, (8) other outside institutions, (10) misprinted
or misfilled, (11) lost, (12) other void; (6), (9), (13) and (14) are their sums and (15) = (1) + (2) − (14)
is the stock at the end, which must be what there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from qinkang.maternal.models.movement import GONE, MovementKind, Reason, Use
from qinkang.maternal.models.stock import BLANK, State

WRONG = (Reason.PRINTED, Reason.FILLED)
LIMIT = 1.0
"""作废率 in per cent above which the rule asks for rectification."""

MOVED = """
SELECT holder_before_id, holder_after_id, state_before, state_after, kind, use, reason, day < %(first)s,
    sum(size)::bigint
FROM maternal_movement WHERE day BETWEEN %(since)s AND %(last)s GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""


@dataclass(frozen=True)
class Moved:
    """So many sheets moved alike."""

    holder_before: int | None
    holder_after: int
    state_before: str
    state_after: str
    kind: str
    use: str
    reason: str
    earlier: bool
    sheets: int


@dataclass
class Cells:
    """One line of the form. Sheets, of a unit and of those below it.

    Attributes:
        opening: (1); with what was in hand at the cut-over of this year.
        came: received from outside: from the printer, from superiors, by 调剂.
        left: handed to others outside.
        issued: by use.
        void: by group of reasons: wrong, lost, other.
        held: the stock at the end, counted sheet by sheet.
    """

    opening: int = 0
    came: int = 0
    left: int = 0
    held: int = 0
    issued: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Use.values, 0))
    void: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("wrong", "lost", "other"), 0))

    @property
    def received(self) -> int:
        """(2)."""
        return self.came - self.left

    @property
    def inside(self) -> int:
        """(6) = (3) + (4) + (5)."""
        return self.issued[Use.FIRST] + self.issued[Use.REPLACED] + self.issued[Use.REISSUED]

    @property
    def outside(self) -> int:
        """(9) = (7) + (8)."""
        return self.issued[Use.HOME] + self.issued[Use.OUTSIDE]

    @property
    def spoiled(self) -> int:
        """(13) = (10) + (11) + (12)."""
        return sum(self.void.values())

    @property
    def gone(self) -> int:
        """(14) = (6) + (9) + (13)."""
        return self.inside + self.outside + self.spoiled

    @property
    def closing(self) -> int:
        """(15) = (1) + (2) − (14)."""
        return self.opening + self.received - self.gone

    @property
    def balanced(self) -> bool:
        """Whether the form's closing stock is the one that is there."""
        return self.closing == self.held

    @property
    def void_rate(self) -> float | None:
        """废证 / (废证 + 签发) in per cent; None where nothing was issued or spoiled."""
        return 100 * self.spoiled / self.gone if self.gone else None

    @property
    def too_many_void(self) -> bool:
        """Whether the void rate is above the limit."""
        return (self.void_rate or 0) > LIMIT


def moved(year: int, *, earlier: bool = True) -> list[Moved]:
    """Read what moved up to the end of a year; without `earlier`, in that year only."""
    since = date(year, 1, 1) if not earlier else date.min
    with connection.cursor() as cursor:
        cursor.execute(MOVED, {"first": date(year, 1, 1), "since": since, "last": date(year, 12, 31)})
        return [Moved(*row) for row in cursor.fetchall()]


def cells(movements: Iterable[Moved], units: Iterable[int]) -> Cells:
    """Work out the line of these units taken together; what goes from one to another of them is no movement."""
    ours = frozenset(units)
    line = Cells()
    for one in movements:
        was = one.state_before in BLANK and one.holder_before in ours
        now = one.state_after in BLANK and one.holder_after in ours
        line.held += one.sheets * (now - was)
        if one.earlier:
            line.opening += one.sheets * (now - was)
        elif one.kind == MovementKind.ISSUED and was:
            line.issued[one.use] += one.sheets
        elif one.kind in (MovementKind.VOIDED, MovementKind.LOST) and one.holder_before in ours:
            if one.state_before == State.USED:
                line.issued[one.use] -= one.sheets
            line.void[_group(one.reason)] += one.sheets
        elif now and not was:
            if one.kind == MovementKind.OPENING:
                line.opening += one.sheets
            else:
                line.came += one.sheets
        elif was and not now:
            line.left += one.sheets
    return line


def _group(reason: str) -> str:
    return "wrong" if reason in WRONG else "lost" if reason in GONE else "other"


def reasons_of(*groups: str) -> list[str]:
    """Return the reasons that a group of the form counts."""
    return [reason for reason in Reason.values if _group(reason) in groups]
