"""Small numbers: which cells are not shown, which rates are not ranked, how sure a rate is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

SMALL = 5
"""A cell that counts one to four people is not shown, on every page, sheet and report alike."""
FEW = 30
"""A rate of fewer than this has a value but no rank."""
Z = 1.959963984540054  # 95 %


@dataclass(frozen=True)
class Cell:
    """One figure before it is shown.

    Attributes:
        denominator: None for a count and where there is none (无分母).
        people: how many people stand behind figures that count items; None where people are counted.
    """

    numerator: int
    denominator: int | None
    suppressed: bool = False
    people: int | None = None


def guarded(parts: Sequence[Cell], total: Cell, *, people_of_ours: bool) -> tuple[list[Cell], Cell]:
    """Mark the cells that may not be shown.

    Of the parts of a shown total a single hidden one could be worked out, so the smallest other one that
    counts anybody is hidden with it.

    Args:
        people_of_ours: the denominators count recorded people too, and must not be small either.
    """

    def small(cell: Cell) -> bool:
        counted = (cell.numerator, cell.denominator if people_of_ours else None, cell.people)
        return any(number is not None and 0 < number < SMALL for number in counted)

    marked = [replace(cell, suppressed=small(cell)) for cell in parts]
    whole = replace(total, suppressed=small(total))
    hidden = [cell for cell in marked if cell.suppressed]
    others = [place for place, cell in enumerate(marked) if not cell.suppressed and cell.numerator > 0]
    if len(hidden) == 1 and others and not whole.suppressed:
        least = min(others, key=lambda place: marked[place].numerator)
        marked[least] = replace(marked[least], suppressed=True)
    return marked, whole


def percent(numerator: int, denominator: int | None) -> float | None:
    """Return the rate in per cent; None without a denominator or with an empty one, never 0 or 100."""
    return 100 * numerator / denominator if denominator else None


def wilson(numerator: int, denominator: int | None) -> tuple[float, float] | None:
    """Return the 95 % interval of a rate in per cent (Wilson 1927); None where a rate makes no sense of one.

    Rates above 100 %, which denominators from outside bring about, have none.
    """
    if not denominator or numerator > denominator:
        return None
    share = numerator / denominator
    spread = Z * sqrt(share * (1 - share) / denominator + Z * Z / (4 * denominator**2))
    middle = share + Z * Z / (2 * denominator)
    scale = 100 / (1 + Z * Z / denominator)
    return max(0.0, (middle - spread) * scale), min(100.0, (middle + spread) * scale)


def dense_ranks(values: Sequence[float | None], *, highest_first: bool) -> list[int | None]:
    """Return each value's place, 1 for the best; equal values share one and the next follows at once."""
    places = {
        value: place
        for place, value in enumerate(sorted({v for v in values if v is not None}, reverse=highest_first), 1)
    }
    return [None if value is None else places[value] for value in values]
