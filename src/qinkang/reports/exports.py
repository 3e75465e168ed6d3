"""Lists that offer themselves as workbooks, and what is asked of them.

    exports.offer("elderly.findings", "问题数据", COLUMNS, keys, rows, line=Line.ELDERLY, head=head)

A list is read in two steps, so that no transaction lasts as long as a large workbook: first its keys, in
their order, then the rows of some keys at a time. Both run in the scope and in the name of whoever asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from qinkang.accounts.models import Line
from qinkang.accounts.scope import Scope


class Kind(Enum):
    """How a column's values are written."""

    TEXT = "text"
    COUNT = "count"  # a whole number
    RATE = "rate"  # one decimal


@dataclass(frozen=True)
class Column:
    """One column: its title, its kind, its width in characters, whether it says who somebody is."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 14
    identity: bool = False


@dataclass(frozen=True)
class Wanted:
    """What is asked of a list.

    Attributes:
        question: the page's arguments and query, by name.
        scope: the units where whoever asks may export in this line.
        whole: identity in full; the transaction then acts for the reason given.
    """

    question: Mapping[str, str]
    scope: Scope
    on: date
    whole: bool


@dataclass(frozen=True)
class Head:
    """What stands above the table, in words."""

    unit: str = ""
    period: str = ""
    data_time: str = ""
    filters: str = ""
    source: str = ""


@dataclass(frozen=True)
class Offer:
    """A list that can be had as a workbook.

    Attributes:
        title: words, or a function of the question.
        columns: the columns, or a function of the question.
        keys: what identifies its rows, in order; cheap, for all rows.
        rows: the cells for some of those keys; a row that has gone since is left out.
        head: unit, period, data time and filter in words.
    """

    name: str
    title: str | Callable[[Wanted], str]
    columns: Sequence[Column] | Callable[[Wanted], Sequence[Column]]
    keys: Callable[[Wanted], Sequence[Any]]
    rows: Callable[[Wanted, Sequence[Any]], Iterable[Sequence[Any]]]
    line: Line
    head: Callable[[Wanted], Head]

    def title_for(self, wanted: Wanted) -> str:
        """Return the list's title."""
        return self.title(wanted) if callable(self.title) else self.title

    def columns_for(self, wanted: Wanted) -> Sequence[Column]:
        """Return the list's columns."""
        return self.columns(wanted) if callable(self.columns) else self.columns


_offers: dict[str, Offer] = {}


def offer(
    name: str,
    title: str | Callable[[Wanted], str],
    columns: Sequence[Column] | Callable[[Wanted], Sequence[Column]],
    keys: Callable[[Wanted], Sequence[Any]],
    rows: Callable[[Wanted, Sequence[Any]], Iterable[Sequence[Any]]],
    *,
    line: Line,
    head: Callable[[Wanted], Head] = lambda wanted: Head(),
) -> None:
    """Offer a list. Each app does so once, when it is made ready."""
    _offers[name] = Offer(name, title, columns, keys, rows, line, head)


def offered(name: str) -> Offer | None:
    """Return the list of that name; None for one that is not offered."""
    return _offers.get(name)


def names() -> list[str]:
    """Return the names of all lists that are offered."""
    return sorted(_offers)
