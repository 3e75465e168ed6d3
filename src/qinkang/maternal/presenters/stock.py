"""空白证台账: how many sheets a unit and those below have, and what needs attention."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from string import ascii_uppercase

from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from qinkang.kernel.certificate_number import Span
from qinkang.maternal.actions.steps import state_in_words
from qinkang.maternal.models import Slip, State, Stock
from qinkang.maternal.models.slip import OPEN, SlipKind
from qinkang.maternal.models.stock import BLANK
from qinkang.maternal.presenters.reach import Reach
from qinkang.maternal.presenters.tones import TONES
from qinkang.maternal.questions.sheets import Count, counts, gaps, ranges
from qinkang.maternal.questions.year_sheet import LIMIT, Cells, cells, moved
from qinkang.maternal.stock import letters

SHOWN = 200  # ranges on the page; all of them in the workbook


@dataclass(frozen=True)
class Line:
    """One line of a table: what it is about and how many sheets in each state."""

    title: str
    address: str
    numbers: list[tuple[str, int]]
    total: int
    note: str = ""
    rate: float | None = None
    bad: bool = False


@dataclass(frozen=True)
class RangeRow:
    """One range."""

    first: str
    last: str
    sheets: int
    holder: str
    state: str
    tone: str
    slip: int | None
    find: str


class StockPage:
    """The stock of one unit and those below."""

    def __init__(self, reach: Reach, given: Mapping[str, str], today: date) -> None:
        self.reach, self.name, self.today = reach, reach.name, today
        self.states = [(state.value, state.label) for state in State]
        self.state, self.letter = given.get("state", ""), given.get("letter", "")
        if self.state not in ("", *State.values) or self.letter not in ("", *ascii_uppercase):
            raise Http404
        self.counts = counts(reach.below)
        self._year = moved(today.year, earlier=False)
        self.cells = cells(self._year, reach.below)
        self.limit = LIMIT

    @property
    def cards(self) -> list[dict[str, object]]:
        """The figures at the head."""
        return [
            {"title": "可用空白证", "value": f"{self._sum(State.IN_STOCK):,}", "says": "库存", "address": self._at(state=State.IN_STOCK)},
            {"title": "在途", "value": f"{self._sum(State.IN_TRANSIT):,}", "says": "等待签收或收回", "address": self._at(state=State.IN_TRANSIT)},
            {
                "title": f"{self.today.year}年已签发", "value": f"{self.cells.inside + self.cells.outside:,}",
                "says": f"其中机构外 {self.cells.outside:,}", "address": self._year_address,
            },
            {
                "title": f"{self.today.year}年废证率", "value": self._rate(self.cells),
                "says": f"{self.cells.spoiled:,} / {self.cells.gone:,} · 限值 {LIMIT:g}%", "address": self._year_address,
                "bad": self.cells.too_many_void,
            },
        ]  # fmt: skip

    @cached_property
    def by_letter(self) -> list[Line]:
        """The sheets by letter; a letter that may not be used any more says so."""
        usable = letters.usable(self.today)
        found: dict[str, list[Count]] = defaultdict(list)
        for one in self.counts:
            found[one.letter].append(one)
        return [
            self._line(letter, self._at(letter=letter), rows, self._blocked(letter, rows, usable))
            for letter, rows in sorted(found.items())
        ]

    @cached_property
    def by_unit(self) -> list[Line]:
        """The sheets of the unit itself and of each one below that has any."""
        parts = [(self.reach.at, "本级", [self.reach.at])]
        parts += [(one.id, one.name, self.reach.tree.subtree(one.id)) for one in self.reach.children]
        lines = []
        for unit, title, units in parts:
            within = frozenset(units)
            rows = [one for one in self.counts if one.holder in within]
            if rows or unit == self.reach.at:
                address = "" if unit == self.reach.at else f"{reverse('maternal:stock')}?unit={unit}"
                lines.append(self._line(title, address, rows, cells=cells(self._year, within)))
        return lines

    @cached_property
    def total(self) -> Line:
        """All of them."""
        return self._line("合计", "", self.counts, cells=self.cells)

    @cached_property
    def warnings(self) -> list[str]:
        """What needs attention."""
        said = [
            f"{line.title}今年废证率 {self._rate_of(line)}，超过 {LIMIT:g}%，请查明原因并整改。"
            for line in self.by_unit
            if line.bad
        ]
        return said + [line.note for line in self.by_letter if line.note]

    @cached_property
    def gap_count(self) -> int:
        """How many sheets were passed over."""
        return sum(len(Span(one.first, one.last)) for one in gaps(self.reach.below))

    @property
    def rows(self) -> list[RangeRow]:
        """The first ranges, narrowed as the address says."""
        found = ranges(self.reach.below, [self.state] if self.state else [], self.letter)
        return [range_row(one, self.reach) for one in found.select_related("holder")[:SHOWN]]

    @property
    def narrowed(self) -> str:
        """How the ranges are narrowed, in words."""
        return " · ".join(
            one for one in (f"字冠 {self.letter}" if self.letter else "", State(self.state).label if self.state else "") if one
        )  # fmt: skip

    @property
    def slips(self) -> list[dict[str, object]]:
        """The slips of this unit that have not ended."""
        mine = Q(giver_id=self.reach.at) | Q(receiver_id=self.reach.at)
        return [
            slip_row(one, self.reach) for one in Slip.objects.filter(mine, state__in=OPEN).order_by("-pk")
        ]

    @property
    def whole(self) -> str:
        """The page without its narrowing."""
        return f"{reverse('maternal:stock')}?unit={self.reach.at}"

    @property
    def _year_address(self) -> str:
        return f"{reverse('maternal:year')}?unit={self.reach.at}&year={self.today.year}"

    def _sum(self, state: str) -> int:
        return sum(one.sheets for one in self.counts if one.state == state)

    def _at(self, **more: str) -> str:
        return f"{self.whole}&{'&'.join(f'{name}={value}' for name, value in more.items())}#ranges"

    def _line(
        self, title: str, address: str, rows: list[Count], note: str = "", cells: Cells | None = None
    ) -> Line:
        numbers = [(state, sum(one.sheets for one in rows if one.state == state)) for state in State.values]
        rate = cells.void_rate if cells else None
        bad = bool(cells and cells.too_many_void)
        return Line(title, address, numbers, sum(n for _, n in numbers), note, rate, bad)

    def _blocked(self, letter: str, rows: list[Count], usable: list[str]) -> str:
        left = sum(one.sheets for one in rows if one.state in BLANK)
        if letter in usable or not left:
            return ""
        return f"字冠 {letter} 现在不允许使用，仍有 {left:,} 张空白证未清理，请作废后上缴。"

    def _rate(self, line: Cells) -> str:
        return "—" if line.void_rate is None else f"{line.void_rate:.1f}%"

    def _rate_of(self, line: Line) -> str:
        return f"{line.rate:.1f}%"


def range_row(one: Stock, reach: Reach) -> RangeRow:
    """Return what is shown of a range."""
    first, last = one.sheets.numbers
    state = State(one.state)
    bound = "（已列入单据）" if one.slip_id and state != State.IN_TRANSIT else ""
    return RangeRow(
        first, last, len(one.sheets), reach.tree.name(one.holder_id), state.label + bound, TONES[state], one.slip_id,
        f"{reverse('maternal:number')}?number={first}",
    )  # fmt: skip


def slip_row(one: Slip, reach: Reach) -> dict[str, object]:
    """Return what a list shows of a slip."""
    return {
        "number": one.pk,
        "address": reverse("maternal:slip", args=[one.pk]),
        "kind": SlipKind(one.kind).label,
        "giver": reach.tree.name(one.giver_id),
        "receiver": reach.tree.name(one.receiver_id) if one.receiver_id else "—",
        "sheets": one.sheets,
        "state": state_in_words(one, reach.tree),
        "tone": "wait" if one.state in OPEN else "good" if one.state == "signed" else "",
        "on": f"{one.asked_at:%Y-%m-%d}",
    }
