"""年度统计: the yearly form of a unit and those below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.urls import reverse

from qinkang.maternal.models.movement import Use
from qinkang.maternal.models.stock import BLANK
from qinkang.maternal.presenters.movements import TITLES
from qinkang.maternal.presenters.reach import Reach
from qinkang.maternal.questions.sheets import counts
from qinkang.maternal.questions.year_sheet import LIMIT, Cells, cells, moved

COLUMNS = (
    ("(1)", "上年结存"), ("(2)", "本年领入"), ("(3)", "首次签发"), ("(4)", "换发"), ("(5)", "补发"), ("(6)", "机构内小计"),
    ("(7)", "家庭接生"), ("(8)", "其他"), ("(9)", "机构外小计"), ("(10)", "打印填写错误"), ("(11)", "遗失"), ("(12)", "其他"),
    ("(13)", "废证小计"), ("(14)", "本年减少"), ("(15)", "年末结存"),
)  # fmt: skip
EQUATIONS = "(6)=(3)+(4)+(5)　(9)=(7)+(8)　(13)=(10)+(11)+(12)　(14)=(6)+(9)+(13)　(15)=(1)+(2)−(14)"
NOTES = (
    "领入为净额：从外单位领入、调入减去调出、下发给范围以外单位的张数；上线当年的期初结存计入(1)。",
    "在途的空白证在签收前计入发出单位。签发后打印作废的，从签发数中减去，计入废证。",
    "(16) 机构内活产数取自分娩记录，本页不统计。",
)
FIRST_YEAR = 2000


@dataclass(frozen=True)
class YearLine:
    """One line of the form.

    Attributes:
        address: the form of this unit; empty for the one that is looked at.
        behind: the address of the movements behind it, but for the cell.
    """

    title: str
    address: str
    cells: Cells
    behind: str = ""

    @property
    def numbers(self) -> list[int]:
        """The cells (1) to (15)."""
        one = self.cells
        return [
            one.opening, one.received, one.issued[Use.FIRST], one.issued[Use.REPLACED], one.issued[Use.REISSUED],
            one.inside, one.issued[Use.HOME], one.issued[Use.OUTSIDE], one.outside, one.void["wrong"],
            one.void["lost"], one.void["other"], one.spoiled, one.gone, one.closing,
        ]  # fmt: skip

    @property
    def opened(self) -> list[tuple[int, str]]:
        """The cells, each with the address of what it counts; sums of the stock have none."""
        numbers = enumerate(self.numbers, start=1)
        return [
            (sheets, f"{self.behind}&cell={cell}" if str(cell) in TITLES and sheets else "")
            for cell, sheets in numbers
        ]

    @property
    def rate(self) -> str:
        """The void rate in words."""
        return "—" if self.cells.void_rate is None else f"{self.cells.void_rate:.2f}%"


class YearPage:
    """The form of one year."""

    def __init__(self, reach: Reach, given: Mapping[str, str], today: date) -> None:
        told = given.get("year") or str(today.year)
        if not told.isdecimal() or not FIRST_YEAR <= int(told) <= today.year:
            raise Http404
        self.reach, self.year = reach, int(told)
        self.title = f"{self.year}年出生医学证明使用情况年度统计表"
        self.period = f"{self.year}-01-01 至 {min(date(self.year, 12, 31), today)}"
        self.newest, self.running = today.year, self.year == today.year
        found = moved(self.year)
        parts = [(reach.at, "本级", [reach.at])]
        parts += [(one.id, one.name, reach.tree.subtree(one.id)) for one in reach.children]
        every = [
            YearLine(
                title, "" if unit == reach.at else self.at(unit), cells(found, units),
                self._behind(unit) + ("&only=1" if unit == reach.at else ""),
            )
            for unit, title, units in parts
        ]  # fmt: skip
        self.lines = [line for line in every if any(line.numbers) or line.title == "本级"]
        self.total = YearLine("合计", "", cells(found, reach.below), self._behind(reach.at))
        self.columns, self.equations, self.notes, self.limit = COLUMNS, EQUATIONS, NOTES, LIMIT

    @property
    def balanced(self) -> bool:
        """Whether every line's closing stock is what the movements lead to and, this year, what is there."""
        there = sum(one.sheets for one in counts(self.reach.below) if one.state in BLANK)
        lines = all(line.cells.balanced for line in (*self.lines, self.total))
        return lines and (not self.running or self.total.cells.held == there)

    @property
    def years(self) -> list[tuple[int, str]]:
        """The years before and this one."""
        return [(year, self.at(self.reach.at, year)) for year in range(self.newest - 2, self.newest + 1)]

    def _behind(self, unit: int) -> str:
        return f"{reverse('maternal:movements')}?unit={unit}&year={self.year}"

    def at(self, unit: int, year: int | None = None) -> str:
        """Return the address of another unit's or year's form."""
        return f"{reverse('maternal:year')}?unit={unit}&year={year or self.year}"
