"""How a rule across records names the record that shows a fault."""

from __future__ import annotations

from typing import Any

import ibis


def named(table: str, record: Any) -> Any:
    """A record as findings name it: `death/17`."""
    return ibis.literal(f"{table}/") + record.cast("string")


def nobody() -> Any:
    """Where no single record shows the fault."""
    return ibis.null("string")


def days_between(later: Any, earlier: Any) -> Any:
    """Days from the earlier day to the later."""
    return later.delta(earlier, unit="day")
