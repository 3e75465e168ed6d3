"""What left a sender, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qinkang.sandbox.defects import Label

NEW, REVISED, WITHDRAWN, WHOLE, AGAIN = "新增", "修订", "作废", "全量", "重发"


@dataclass(frozen=True)
class SentFile:
    """One file as it left its sender.

    Attributes:
        sender: the sender's code; dataset: the code of the data set.
        path: where it lies.
        rows: rows of data in it.
        first_row: the number of its first row of data, as a person sees it in the file.
        sent_on: the day it left.
        kind: 新增 for a first sending, 修订 for one that corrects and withdraws, 全量 for the whole stock,
            重发 for the very bytes of an earlier one.
        live: false for an earlier year.
        lacks: mandatory fields for which the file has no column (K-03).
        habits: rules that speak in every row because of how the sender writes.
        planted, near_misses: what was written into it on purpose.
        revised, withdrawn: rows that correct or take back an earlier row.
        repeated: rows that say again what another row of the file says.
    """

    sender: str
    dataset: str
    path: Path
    rows: int
    first_row: int
    sent_on: date
    kind: str = NEW
    live: bool = True
    lacks: tuple[str, ...] = ()
    habits: tuple[str, ...] = ()
    planted: tuple[Label, ...] = ()
    near_misses: tuple[Label, ...] = ()
    revised: tuple[int, ...] = ()
    withdrawn: tuple[int, ...] = ()
    repeated: tuple[int, ...] = ()
