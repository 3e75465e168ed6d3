"""What a receiver's code means: the cause, whose it is to mend, and what to do.

Each connector's folder may hold `remedies.csv`, dated, because receivers change what their codes mean. A
connector that goes to the same system by another way uses the table of the folder it stands in for.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from qinkang.exchange import connectors


class Kind(StrEnum):
    """Which kind of cause it is; the desk divides by it."""

    BUSINESS = "business"
    TECHNICAL = "technical"

    @property
    def label(self) -> str:
        """The trade's words."""
        return "业务原因导致" if self is Kind.BUSINESS else "技术原因导致"


@dataclass(frozen=True)
class Remedy:
    """One line of the table: valid from `since` to `until`, both included; None is open."""

    code: str
    since: date
    until: date | None
    cause: str
    kind: Kind
    whose: str
    remedy: str

    def holds(self, on: date) -> bool:
        """Whether it is valid on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


def remedy(target: str, code: str, on: date) -> Remedy | None:
    """Return what a code of a receiver means on a day; None where nobody has written it down yet."""
    return next((one for one in remedies(target) if one.code == code and one.holds(on)), None)


@cache
def remedies(target: str) -> tuple[Remedy, ...]:
    """Return the whole table of a receiver, empty where its folder has none."""
    if target not in connectors.codes():
        return ()
    folder = getattr(connectors.kind(target), "instead_of", None) or target
    table = files(connectors.__name__) / folder / "remedies.csv"
    if not table.is_file():
        return ()
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return tuple(
        Remedy(
            row["code"], date.fromisoformat(row["since"]),
            date.fromisoformat(row["until"]) if row["until"] else None,
            row["cause"], Kind(row["kind"]), row["whose"], row["remedy"],
        )
        for row in rows
    )  # fmt: skip
