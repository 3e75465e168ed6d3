"""What the rules of the data set say of a record with some values changed: all of them, at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa

import qinkang.cleansing.rules  # noqa: F401  - makes the rules known
from qinkang.cleansing.cleansed import Cleansed, Cleansing
from qinkang.cleansing.effect import SEVERITY_IN_WORDS, Effect
from qinkang.cleansing.findings import Citation
from qinkang.cleansing.rulebook import Rulebook
from qinkang.records.correcting.texts import text_of
from qinkang.standards.dataset import Dataset

Changes = Mapping[str, str | None]
"""Column to what shall stand there; None for nothing."""

NEVER_ASKED = frozenset({"source_no", "source_version", "operation", "reason"})
"""Columns of the sender's envelope: they say which of its records this is, and nobody here changes that."""


@dataclass(frozen=True)
class Said:
    """One finding in the changed record.

    Attributes:
        fresh: it was not there before the change.
        stops: the change cannot be asked for while it stands.
    """

    field: str
    title: str
    rule: str
    severity: str
    word: str
    says: str
    because: str
    remedy: str
    fresh: bool
    stops: bool


@dataclass(frozen=True, repr=False)
class Judged:
    """A record after the change, as the rules leave it.

    Attributes:
        values: column to text, only what is there.
        said: the findings in it, in the order of the form.
        gone: how many findings the change takes away.
        rejected: it lacks something without which it says nothing about anybody.
        held: it would wait for somebody.
    """

    values: dict[str, str]
    said: tuple[Said, ...]
    gone: int
    rejected: bool
    held: bool

    @property
    def stopped(self) -> bool:
        """Whether something must be put right before it can be asked for."""
        return any(one.stops for one in self.said)


def changed(texts: Mapping[str, str], changes: Changes) -> dict[str, str]:
    """Return a record's texts with the changes made."""
    both = {**texts, **changes}
    return {name: text for name, text in both.items() if text}


def columns_spoken_of(texts: Mapping[str, str], changes: Changes) -> frozenset[str]:
    """Return the columns that the row has: those with a value, and those changed.

    A column that neither the sender's row nor the change speaks of is not judged, as in a file without it.
    """
    return frozenset(changed(texts, changes)) | frozenset(changes) | {"operation"}


def raw_row(texts: Mapping[str, str], columns: Iterable[str]) -> dict[str, pa.Array]:
    """Return one row as a file's columns."""
    return {name: pa.array([texts.get(name)], pa.string()) for name in columns}


def judge(dataset: Dataset, texts: Mapping[str, str], changes: Changes, book: Rulebook) -> Judged:
    """Run a record with its changes through every rule of its data set, beside the record as it stands.

    The plan for all columns is made once for each rulebook, so that a page answers while somebody types.
    """
    cleansing = Cleansing(dataset, book, frozenset(dataset.columns))
    present = columns_spoken_of(texts, changes)
    before = _broken(cleansing(raw_row(texts, dataset.columns)), present)
    cleansed = cleansing(raw_row(changed(texts, changes), dataset.columns))
    after = _broken(cleansed, present)
    effects = {one.rule.effect for one in after.values()}
    (row,) = cleansed.rows.select(list(dataset.columns)).to_pylist()
    return Judged(
        values={
            name: text
            for name, field in dataset.columns.items()
            if (text := text_of(field, row[name])) is not None
        },
        said=tuple(_said(one, changes, fresh=key not in before) for key, one in after.items()),
        gone=len(set(before) - set(after)),
        rejected=Effect.REJECT in effects,
        held=Effect.HOLD in effects,
    )


def _broken(cleansed: Cleansed, present: frozenset[str]) -> dict[tuple[str, str], Citation]:
    """What the row's findings refer to, by rule and field."""
    return {
        (one.rule.code, one.field.name): one
        for _, one in cleansed.findings
        if one.field.name in present or one.rule.effect is Effect.BLOCK
    }


def _said(citation: Citation, changes: Changes, *, fresh: bool) -> Said:
    rule, field = citation.rule, citation.field
    taken = rule.effect is Effect.BLANK and field.name in changes
    severity = rule.effect.severity
    return Said(
        field=field.name,
        title=field.title,
        rule=rule.code,
        severity=severity,
        word=SEVERITY_IN_WORDS[severity],
        says=rule.sentence(field.title),
        because=rule.because,
        remedy=rule.remedy,
        fresh=fresh,
        stops=rule.effect is Effect.REJECT or taken,
    )
