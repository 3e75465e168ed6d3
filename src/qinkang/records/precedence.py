"""Which sending system is believed before others, about which values of a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qinkang.kernel import clock
from qinkang.records.sources import sender_kinds
from qinkang.registry.questions import precedence
from qinkang.standards.sources import in_words, kinds_of

LAST = 1000
"""The place of systems that are believed no more than any other."""


@dataclass(frozen=True)
class Order:
    """Places of sending systems, the best 0, by group of values (`standards.sources.GROUPS`).

    Attributes:
        places: number of the system to group to place; who is not there is `LAST`.
        because: group to the order in words.
    """

    places: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)

    def place(self, group: str, sender: int | None) -> int:
        """Return the place of a system in a group."""
        return self.places.get(sender or 0, {}).get(group, LAST)

    def ranked(self, group: str) -> tuple[list[int], list[int]]:
        """Return the systems that have a place in a group, and their places."""
        known = sorted((sender, its[group]) for sender, its in self.places.items() if group in its)
        return [sender for sender, _ in known], [place for _, place in known]


def order_in_force() -> Order:
    """Return the order as the office has decided it, for the systems as they are registered now."""
    places: dict[int, dict[str, int]] = {}
    decided = precedence(clock.today())
    of_kind: dict[str, list[int]] = {}
    for sender, kind in sender_kinds().items():
        of_kind.setdefault(kind, []).append(sender)
    for group, one in decided.items():
        for place, tier in enumerate(one.tiers):
            for sender in (number for kind in kinds_of(tier) for number in of_kind.get(kind, ())):
                places.setdefault(sender, {})[group] = place
    return Order(places, {group: in_words(one) for group, one in decided.items()})
