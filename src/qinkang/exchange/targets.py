"""Which outside systems take which data sets."""

from __future__ import annotations

from functools import cache

from qinkang.exchange import connectors


@cache
def targets_of(dataset: str) -> tuple[str, ...]:
    """Codes of the systems that take this data set, in alphabetical order.

    What goes to a system by file does not go there by its interface as well.
    """
    takers = [code for code in connectors.codes() if dataset in connectors.kind(code).sends]
    replaced = {getattr(connectors.kind(code), "instead_of", None) for code in takers}
    return tuple(code for code in takers if code not in replaced)


def targets() -> tuple[str, ...]:
    """Codes of all outside systems that anything may be announced to."""
    return tuple(code for code in connectors.codes() if connectors.kind(code).sends)
