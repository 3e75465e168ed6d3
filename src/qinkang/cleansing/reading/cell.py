"""What reading one cell gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cell:
    """A typed value, the reading rules its text broke, and the facts that stand beside it.

    Attributes:
        value: None when there is none or none that can be read.
        notes: codes of reading rules.
        facts: values in the order of `facts.fact_types`.
    """

    value: Any = None
    notes: tuple[str, ...] = ()
    facts: tuple[Any, ...] = ()
