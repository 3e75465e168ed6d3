"""Rules broken, in words: what should be, what to do, how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qinkang.cleansing.sayings import remedy_of, sentence_of, title_of
from qinkang.intake.presenters.wording import count, dealt_with, title_of_dataset


@dataclass(frozen=True)
class Broken:
    """One rule broken in one field, by so many rows."""

    rule: str
    dataset: str
    severity: str
    tone: str
    field: str
    says: str
    remedy: str
    rows: str
    address: str = ""
    examples: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        dataset: str,
        rule: str,
        field: str,
        severity: str,
        rows: int,
        *,
        address: str = "",
        examples: Sequence[str] = (),
        settled: bool = False,
    ) -> Broken:
        """Say it in words."""
        return cls(
            rule, title_of_dataset(dataset), *dealt_with(severity, settled=settled),
            title_of(dataset, field), sentence_of(dataset, rule, field), remedy_of(dataset, rule),
            count(rows) if rows else "整个文件", address, tuple(examples),
        )  # fmt: skip
