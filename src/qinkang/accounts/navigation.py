"""The side navigation. Each app places its own pages, once, when it is made ready.

    navigation.place(Entry("总览", "elderly:overview", "看数据", Line.ELDERLY))

Whether an entry appears is asked of the page itself: its view says who may open it.
"""

from dataclasses import dataclass

from django.urls import resolve, reverse

from qinkang.accounts.models import Line
from qinkang.accounts.needs import need_of
from qinkang.accounts.standing import Standing


@dataclass(frozen=True)
class Entry:
    """One line of the navigation.

    Attributes:
        title: its words.
        route: name of the page; it takes no arguments.
        section: the heading above it; empty for the first ones.
        line: the line it belongs to; None for what is common to all.
    """

    title: str
    route: str
    section: str = ""
    line: Line | None = None


_entries: list[Entry] = []


def place(*entries: Entry) -> None:
    """Add entries, below those that are there; a second time changes nothing."""
    _entries.extend(entry for entry in entries if entry not in _entries)


def open_to(standing: Standing) -> list[Entry]:
    """Return the entries whose pages are open to someone, in the order of their placing."""
    return [entry for entry in _entries if _opens(entry, standing)]


def _opens(entry: Entry, standing: Standing) -> bool:
    need = need_of(resolve(reverse(entry.route)).func)
    return need is not None and standing.may(need)
