"""Filters of lists: they stand under the title of a page and in its address."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One entry of a filter."""

    value: str
    title: str
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """One filter: the name it has in the address, its title, its entries."""

    name: str
    title: str
    choices: tuple[Choice, ...]


def choices(given: dict[str, str], chosen: str) -> tuple[Choice, ...]:
    """Return the entries of a filter from value to title."""
    return tuple(Choice(value, title, value == chosen) for value, title in given.items())
