"""A sending system: whom it covers, and how it lays out what it sends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from qinkang.sandbox.people import Population
from qinkang.sandbox.senders.layout import Layout
from qinkang.standards.dataset import Dataset


@dataclass(frozen=True)
class Sender:
    """One system.

    Attributes:
        code: as contracts and landing folders name it; title: as people call it.
        kind: what kind of system it is, as the office registers it.
        unit: code of the management unit that answers for it.
        areas: where the people live of whom it sends: codes of 2 digits (the province) to 9 (a township).
            Of several systems that send one data set, the one with the longest code that fits sends of
            somebody: a city's own before the province's.
        layouts: one for each data set it sends.
    """

    code: str
    title: str
    unit: str
    areas: tuple[str, ...]
    layouts: tuple[Layout, ...]
    kind: str = "public_health"


def covering(
    population: Population, senders: Iterable[Sender]
) -> Iterator[tuple[Sender, Layout, np.ndarray]]:
    """Give every layout with the people it is used for, as a mask; a data set speaks of nobody twice."""
    by_dataset: dict[Dataset, list[tuple[Sender, Layout]]] = {}
    for sender in senders:
        for layout in sender.layouts:
            by_dataset.setdefault(layout.dataset, []).append((sender, layout))
    for ways in by_dataset.values():
        owner = np.full(len(population), -1)
        claims = [(area, place) for place, (sender, _) in enumerate(ways) for area in sender.areas]
        for area, place in sorted(claims, key=lambda claim: len(claim[0])):
            owner[population.within([area])] = place
        for place, (sender, layout) in enumerate(ways):
            yield sender, layout, owner == place
