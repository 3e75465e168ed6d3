"""How a sender lays out one data set, and what habits it has in sending it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from qinkang.sandbox.forms import Delimited, Form, Table
from qinkang.sandbox.sheet import Sheet
from qinkang.sandbox.spelling import CODED, Spelling
from qinkang.sandbox.texts import Texts
from qinkang.sandbox.truth import Truth, on_form
from qinkang.standards.dataset import Dataset
from qinkang.standards.envelope import ENVELOPE
from qinkang.standards.field import Field, Number


@dataclass(frozen=True)
class Layout:
    """One sender's way with one data set. Only data set, file and form must be said.

    Attributes:
        dataset: what is sent.
        file: name of its files; `{year}` and `{mark}` (what tells a later file from the first) are filled in.
        form: what kind of file.
        fields: the fields it has a column for, in its order; all of the form by default.
        headers: where its header is not the form's.
        groups: titles above neighbouring headers, with the fields below them.
        spelling: how it writes values.
        number: how it numbers its records, from `county`, `village`, `year` and `serial`; None: as its
            form says, or not at all.
        operations: whether it has the columns 操作 and 版本号; if not, a later row with the same record
            number is the correction and nothing can be withdrawn.
        misheard: share of names that it has otherwise than the other systems.
        corrections: whether it corrects some of its rows a week later.
        seasons: into how many files it parts a year; what is entered late comes with the next.
        history: an earlier year that it sends first, to be kept and not to be judged by.
        twice: whether it sends its first file a second time by mistake.
        whole: whether it sends its whole stock again after a month (全量).
    """

    dataset: Dataset
    file: str
    form: Form
    fields: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spelling: Spelling = CODED
    number: str | None = "{county}-{year}-{serial:07d}"
    operations: bool = False
    misheard: float = 0.0
    corrections: bool = True
    seasons: int = 1
    history: int | None = None
    twice: bool = False
    whole: bool = False

    def __post_init__(self) -> None:
        """Refuse what could not be written."""
        known = on_form(self.dataset)
        if strange := sorted({*self.fields, *self.headers} - {*known, *ENVELOPE}):
            raise ValueError(f"{self.file}: {self.dataset.code} has no columns {strange}")

    @property
    def numbered_in(self) -> str:
        """The field that holds the record number."""
        return self.dataset.numbered_by or "source_no"

    @property
    def lacks(self) -> tuple[str, ...]:
        """Mandatory fields for which it has no column (K-03)."""
        there = self.fields or on_form(self.dataset)
        return tuple(f.name for f in self.dataset.columns.values() if f.required and f.name not in there)

    def sheet(self, truth: Truth, last_day: np.datetime64) -> Sheet:
        """Write the true values as this sender does, with its record numbers in front."""
        fields = self.fields or on_form(self.dataset)
        flat = isinstance(self.form, Delimited)
        sheet = Sheet.spelled(truth, fields, self.spelling, flat=flat, last_day=last_day)
        if self.number is None:
            return sheet
        numbers = {self.numbered_in: self._numbers(truth, self.number)}
        return replace(sheet, cells={**numbers, **sheet.cells, **numbers})

    def table(self, sheet: Sheet, year: int, operation: Texts, version: Texts) -> Table:
        """Put cells and headers side by side."""
        cells = dict(sheet.cells)
        if self.operations:
            cells |= {"operation": operation, "source_version": version}
        above = {name: title for title, group in self.groups.items() for name in group}
        columns = {**self.dataset.columns, **ENVELOPE}
        kinds: tuple[Field, ...] = tuple(columns[name] for name in cells)
        return Table(
            title=f"{self.dataset.title}登记表（{year}年）",
            fields=kinds,
            headers=tuple(self.headers.get(kind.name, kind.title) for kind in kinds),
            above=tuple(above.get(kind.name, "") for kind in kinds),
            columns=tuple(cells.values()),
        )

    @staticmethod
    def _numbers(truth: Truth, pattern: str) -> Texts:
        villages = zip(truth.people.village, truth.serial.tolist(), strict=True)
        return np.array(
            [
                pattern.format(county=village[:6], village=village, year=truth.year, serial=serial)
                for village, serial in villages
            ],
            object,
        )


def without(dataset: Dataset, *prefixes: str) -> tuple[str, ...]:
    """All fields of the form but those that begin like this."""
    return tuple(name for name in on_form(dataset) if not name.startswith(prefixes))


def other_headers(dataset: Dataset, which: int) -> dict[str, str]:
    """For each field that has other headers, one of them: so do systems of another maker call it."""
    return {
        name: field.aliases[which % len(field.aliases)]
        for name, field in dataset.columns.items()
        if field.aliases and name not in ENVELOPE
    }


def headers_with_units(dataset: Dataset) -> dict[str, str]:
    """The unit behind the title of each number, where the header is not believed before the values."""
    return {
        field.name: f"{field.title}({field.unit})"
        for field in dataset.of_kind(Number)
        if field.unit and not field.header_tells_unit and field.name not in ENVELOPE
    }
