"""The management tree as accounts see it. `registry` keeps the tree and stands above; it is told here how to ask.

The shell says once, at start, who knows the tree: `known_by(read)`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

PROVINCE = "province"


@dataclass(frozen=True)
class Unit:
    """One body of the tree today."""

    id: int
    code: str
    name: str
    level: str
    parent: int | None


@dataclass(frozen=True)
class UnitTree:
    """The tree of today."""

    units: Mapping[int, Unit]

    def name(self, unit: int | None) -> str:
        """Return a unit's name; for one that has left the tree, its number."""
        found = self.units.get(unit or 0)
        return found.name if found else "—" if unit is None else f"已撤销单位（{unit}）"

    def is_province(self, unit: int | None) -> bool:
        """Tell whether a unit stands at the level of the province."""
        found = self.units.get(unit or 0)
        return found is not None and found.level == PROVINCE

    def subtree(self, unit: int) -> list[int]:
        """Return the unit and everyone below it, superiors first; empty for one outside the tree."""
        found = [unit] if unit in self.units else []
        for one in found:  # grows while it is read
            found += self._below.get(one, [])
        return found

    def path(self, unit: int) -> list[Unit]:
        """Return the way from the top of the tree to the unit."""
        way: list[Unit] = []
        at: int | None = unit
        while at is not None and (one := self.units.get(at)):
            way.insert(0, one)
            at = one.parent
        return way

    def find(self, text: str) -> Unit | None:
        """Return the unit of that code, or the only one of that name."""
        wanted = text.strip()
        found = [one for one in self.units.values() if wanted in (one.code, one.name)]
        return found[0] if len(found) == 1 else None

    @cached_property
    def _below(self) -> dict[int, list[int]]:
        below: dict[int, list[int]] = {}
        for one in self.units.values():
            if one.parent is not None:
                below.setdefault(one.parent, []).append(one.id)
        return below


_read: Callable[[], Iterator[Unit]] | None = None


def known_by(read: Callable[[], Iterator[Unit]]) -> None:
    """Say who knows the tree: a function that gives every unit of today."""
    global _read
    _read = read


def unit_tree() -> UnitTree:
    """Read the tree of today. Raises RuntimeError before anyone said who knows it."""
    if _read is None:
        raise RuntimeError("nobody has said who knows the management tree (accounts.units.known_by)")
    return UnitTree({one.id: one for one in _read()})
