"""Rules broken, in words: what should be, what to do, how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qinkang.cleansing.effect import SEVERITY_IN_WORDS
from qinkang.cleansing.sayings import remedy_of, sentence_of, title_of
from qinkang.intake.presenters.wording import SEVERITY_TONES, count, title_of_dataset


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
    ) -> Broken:
        """Say it in words."""
        return cls(
            rule, title_of_dataset(dataset), SEVERITY_IN_WORDS.get(severity, severity), SEVERITY_TONES.get(severity, ""),
            title_of(dataset, field), sentence_of(dataset, rule, field), remedy_of(dataset, rule),
            count(rows) if rows else "整个文件", address, tuple(examples),
        )  # fmt: skip
