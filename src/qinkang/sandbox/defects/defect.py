"""What a defect is, and the row of cells it is written into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from qinkang.sandbox.sheet import Sheet


class Effect(StrEnum):
    """What the platform is expected to do; the words of the rule book."""

    REJECT = "reject"
    HOLD = "hold"
    BLANK = "blank"
    REPAIR = "repair"
    BLOCK = "block"
    FLAG = "flag"


@dataclass
class Row:
    """One row of a sheet, open for writing.

    Attributes:
        sheet: where it stands; number: its place, from 0.
        rng: for choices the mutator makes.
    """

    sheet: Sheet
    number: int
    rng: np.random.Generator

    def plain(self, field: str) -> str:
        """The true value, as plain text; "" for none."""
        return str(self.sheet.plain[field][self.number])

    def value(self, field: str) -> float:
        """The true number; NaN for none."""
        return float(self.plain(field) or "nan")

    def day(self, field: str) -> date:
        """The true day."""
        return date.fromisoformat(self.plain(field))

    @property
    def age(self) -> int:
        """Full years on the day of the event."""
        return int(self.sheet.age[self.number])

    def write(self, field: str, text: str) -> None:
        """Put this text in the cell, exactly."""
        self.sheet.cells[field][self.number] = text

    def write_codes(self, field: str, codes: str) -> None:
        """Put these codes (parted by commas) in the cell, as the sender spells them."""
        self.write(field, self.sheet.spelling(self.sheet.dataset.columns[field], codes))

    def one_of(self, *options: str) -> str:
        """Draw one."""
        return options[int(self.rng.integers(len(options)))]

    def number_between(self, low: int, high: int) -> int:
        """Draw a whole number, both ends allowed."""
        return int(self.rng.integers(low, high + 1))


Write = Callable[[Row], None]
Needs = Callable[[Row], bool]


def anyone(row: Row) -> bool:
    """No condition."""
    return True


@dataclass(frozen=True)
class Defect:
    """One way to break one rule.

    Attributes:
        rule: the code of the rule it breaks; effect: what follows, None for a near miss.
        field: the field the finding is about; fields: all whose cells it writes or contradicts.
        says: what is wrong, in words.
        write: changes the cells; needs: which rows it can be written into.
        also: other rules with an effect beyond a flag that break with it and cannot be kept apart.
        rate: share of rows in which it occurs by nature.
    """

    rule: str
    effect: Effect | None
    field: str
    fields: tuple[str, ...]
    says: str
    write: Write
    needs: Needs = anyone
    also: tuple[str, ...] = ()
    rate: float = 0.0


@dataclass(frozen=True)
class Label:
    """What was planted in a row (numbered from 0): a defect, or a near miss where `effect` is None."""

    row: int
    rule: str
    field: str
    effect: Effect | None
    fields: tuple[str, ...]
    also: tuple[str, ...]
    says: str


class Ways:
    """All the ways to break the rules about one kind of rows, and the values at the very edge, in order.

    Attributes:
        defects, near_misses: what was declared with `breaks` and with `keeps`.
    """

    def __init__(self) -> None:
        self.defects: list[Defect] = []
        self.near_misses: list[Defect] = []

    def only(self, *rules: str) -> Ways:
        """Those about these rules, for a data set of few rows or for one that has fewer rules."""
        some = Ways()
        some.defects = [way for way in self.defects if way.rule in rules]
        some.near_misses = [way for way in self.near_misses if way.rule in rules]
        return some

    def breaks(
        self,
        rule: str,
        effect: Effect,
        *fields: str,
        says: str,
        needs: Needs = anyone,
        also: tuple[str, ...] = (),
        rate: float = 0.0,
    ) -> Callable[[Write], Write]:
        """Declare the function below as a way to break a rule; the first field is the one found."""

        def declare(write: Write) -> Write:
            self.defects.append(Defect(rule, effect, fields[0], fields, says, write, needs, also, rate))
            return write

        return declare

    def keeps(self, rule: str, *fields: str, says: str, needs: Needs = anyone) -> Callable[[Write], Write]:
        """Declare the function below as a near miss: the rule must stay silent about the row."""

        def declare(write: Write) -> Write:
            self.near_misses.append(Defect(rule, None, fields[0], fields, says, write, needs))
            return write

        return declare


def has(*fields: str) -> Needs:
    """Rows in which all these fields have a true value."""
    return lambda row: all(row.plain(field) for field in fields)


def between(field: str, low: float, high: float) -> Needs:
    """Rows in which the true number lies between, ends included."""
    return lambda row: low <= row.value(field) <= high


def coded(field: str, *codes: str) -> Needs:
    """Rows in which the field has one of these codes."""
    return lambda row: row.plain(field) in codes


def both(*needs: Needs) -> Needs:
    """Rows that satisfy all."""
    return lambda row: all(need(row) for need in needs)
