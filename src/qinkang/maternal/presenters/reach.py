"""Which unit somebody looks at: one of their own, or one below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from qinkang.accounts.scope import Scope
from qinkang.accounts.units import Unit, UnitTree, unit_tree


@dataclass(frozen=True)
class Reach:
    """The unit that is looked at.

    Attributes:
        own: the units somebody has the duty for.
        at: the unit looked at.
    """

    tree: UnitTree
    own: tuple[int, ...]
    at: int

    @classmethod
    def of(cls, scope: Scope, given: Mapping[str, str]) -> Reach:
        """Read `unit` from an address; without one, the first of one's own. Raises Http404 outside the reach."""
        tree = unit_tree()
        told = given.get("unit", "")
        own = tuple(unit for unit in scope.units if unit in tree.units)
        if not own or (told and not told.isdecimal()):
            raise Http404
        at = int(told) if told else own[0]
        if not any(at in tree.subtree(unit) for unit in own):
            raise Http404
        return cls(tree, own, at)

    @property
    def name(self) -> str:
        """The unit's name."""
        return self.tree.name(self.at)

    @property
    def mine(self) -> bool:
        """Whether it is one's own, where one may act and not only look."""
        return self.at in self.own

    @cached_property
    def below(self) -> list[int]:
        """The unit and all below it."""
        return self.tree.subtree(self.at)

    @cached_property
    def children(self) -> list[Unit]:
        """The units directly below, by code."""
        found = [one for one in self.tree.units.values() if one.parent == self.at]
        return sorted(found, key=lambda one: (one.level == "institution", one.code))

    @property
    def way(self) -> list[Unit]:
        """From the uppermost unit one may look at down to this."""
        tops = {unit for unit in self.own if self.at in self.tree.subtree(unit)}
        path = self.tree.path(self.at)
        start = next((place for place, one in enumerate(path) if one.id in tops), len(path))
        return path[start:]
