"""Which outside systems take which data sets."""

from __future__ import annotations

import importlib
from functools import cache

from qinkang.exchange import connectors


@cache
def targets_of(dataset: str) -> tuple[str, ...]:
    """Codes of the systems that take this data set, in alphabetical order."""
    taking = []
    for code in connectors.codes():
        module = importlib.import_module(f"{connectors.__name__}.{code}.connector")
        if dataset in module.CONNECTOR.sends:
            taking.append(code)
    return tuple(taking)


def targets() -> tuple[str, ...]:
    """Codes of all outside systems that anything is announced to."""
    return tuple(connectors.codes())
