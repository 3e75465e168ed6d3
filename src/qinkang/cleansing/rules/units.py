"""Numbers given in another unit than the field's."""

from __future__ import annotations

from typing import Any


def given_in(other: str, value: Any, unit: Any, low: float, high: float) -> Any:
    """Whether a number is in the other unit: it says so, or it says no unit and lies from low to high.

    A number that states the field's own unit is never taken for another; it is left to the limits.
    """
    return (unit == other) | (unit.isnull() & value.between(low, high))
