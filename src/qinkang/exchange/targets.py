"""Which outside systems take which data sets."""

from __future__ import annotations

from functools import cache

from qinkang.exchange import connectors


@cache
def targets_of(dataset: str) -> tuple[str, ...]:
    """Codes of the systems that take this data set, in alphabetical order."""
    return tuple(code for code in connectors.codes() if dataset in connectors.kind(code).sends)


def targets() -> tuple[str, ...]:
    """Codes of all outside systems that anything is announced to."""
    return tuple(connectors.codes())
