"""A sending system: whom it covers, how it lays out its file, what bad habits it has."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

import numpy as np

from qinkang.sandbox.check_ups import CheckUps, Texts
from qinkang.sandbox.defects import Label, plant
from qinkang.sandbox.people import AS_OF, COUNTIES, Population
from qinkang.sandbox.seeds import stream
from qinkang.sandbox.sheet import Sheet, Spelling, spelled
from qinkang.standards.datasets import HealthCheck

NEW, REVISED, WITHDRAWN = "新增", "修订", "作废"


@dataclass(frozen=True)
class SentFile:
    """One file as it left its sender.

    Attributes:
        sender: the sender's code; dataset: the code of the data set.
        path: where it lies.
        rows: rows of data in it.
        first_row: the number of its first row of data, as a person sees it in the file.
        sent_on: the day it left.
        kind: 新增 for a first sending, 修订 for one that corrects and withdraws.
        lacks: mandatory fields for which the file has no column (K-03).
        planted, near_misses: what was written into it on purpose.
        revised, withdrawn: rows that correct or take back an earlier row.
    """

    sender: str
    dataset: str
    path: Path
    rows: int
    first_row: int
    sent_on: date
    kind: str
    lacks: tuple[str, ...] = ()
    planted: tuple[Label, ...] = ()
    near_misses: tuple[Label, ...] = ()
    revised: tuple[int, ...] = ()
    withdrawn: tuple[int, ...] = ()


@dataclass(frozen=True)
class Marked:
    """A sheet with the operation and version that stand beside each row."""

    sheet: Sheet
    operation: Texts
    version: Texts


@dataclass
class Sender(ABC):
    """Subclasses say what is particular to them and write the bytes.

    Attributes:
        code: as contracts and landing folders name it; title: as people call it.
        city: first four digits of the counties it covers.
        years: years of which it sends the check-ups, one file each.
        codes: whether it writes codes; else labels.
        first_row: number of the first row of data.
        has_operations: whether it has the columns 操作 and 版本号; if not, a later row with the same
            record number is the correction and nothing can be withdrawn.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    city: ClassVar[str]
    spell: ClassVar[Spelling]
    codes: ClassVar[bool]
    first_row: ClassVar[int]
    has_operations: ClassVar[bool]
    years: tuple[int, ...] = (2024, 2025)
    sent_on: date = field(default=AS_OF)

    @abstractmethod
    def fields(self) -> tuple[str, ...]:
        """The fields it has a column for, in its order."""

    @abstractmethod
    def file_name(self, year: int, kind: str) -> str:
        """What it calls the file."""

    @abstractmethod
    def write_file(self, marked: Marked, path: Path) -> None:
        """Turn the rows into the file."""

    @abstractmethod
    def record_numbers(self, sheet: Sheet) -> Texts:
        """The record numbers it gives."""

    def counties(self) -> tuple[str, ...]:
        """The counties it covers."""
        return tuple(code for code in COUNTIES if code[:4] == self.city)

    def write(self, population: Population, folder: Path, seed: int) -> list[SentFile]:
        """Examine its people and send every file: first sendings, then one that corrects them.

        The same population, years and seed give the same bytes.
        """
        folder.mkdir(parents=True, exist_ok=True)
        people = population.living_in(self.counties())
        sent = []
        for year in self.years:
            sheet = self._sheet(CheckUps.of(people, year=year, seed=seed, until=self.sent_on))
            clean = {name: cells.copy() for name, cells in sheet.cells.items()}
            planted, near_misses = plant(sheet, stream(seed, "defects", self.code, str(year)))
            sent.append(self._send(sheet, year, NEW, folder, planted=planted, near_misses=near_misses))
            if year == self.years[-1]:
                busy = {label.row for label in (*planted, *near_misses)}
                sent.append(self._correct(sheet, clean, busy, year, folder, seed))
        return sent

    def _sheet(self, check_ups: CheckUps) -> Sheet:
        sheet = spelled(
            check_ups,
            self.fields(),
            type(self).spell,
            codes=self.codes,
            last_day=np.datetime64(self.sent_on),
        )
        sheet.cells["record_no"] = self.record_numbers(sheet)
        return sheet

    def _send(
        self,
        sheet: Sheet,
        year: int,
        kind: str,
        folder: Path,
        *,
        planted: list[Label] | None = None,
        near_misses: list[Label] | None = None,
        withdrawn: tuple[int, ...] = (),
    ) -> SentFile:
        path = folder / self.file_name(year, kind)
        operation = np.full(len(sheet), kind, object)
        operation[list(withdrawn)] = WITHDRAWN
        version = np.full(len(sheet), "1" if kind == NEW else "2", object)
        self.write_file(Marked(sheet, operation, version), path)
        revising = kind == REVISED
        return SentFile(
            sender=self.code,
            dataset=HealthCheck.code,
            path=path,
            rows=len(sheet),
            first_row=self.first_row,
            sent_on=self.sent_on + timedelta(days=7 if revising else 0),
            kind=kind,
            lacks=tuple(
                f.name for f in HealthCheck.columns.values() if f.required and f.name not in sheet.cells
            ),
            planted=tuple(planted or ()),
            near_misses=tuple(near_misses or ()),
            revised=tuple(r for r in range(len(sheet)) if r not in withdrawn) if revising else (),
            withdrawn=withdrawn,
        )

    def _correct(
        self, sent: Sheet, clean: dict[str, Texts], busy: set[int], year: int, folder: Path, seed: int
    ) -> SentFile:
        """About 1 % of the rows sent again with another weight, and where possible a few withdrawn.

        Only rows in which nothing was planted, so that every label stays true.
        """
        rng = stream(seed, "corrections", self.code, str(year))
        free = np.setdiff1d(np.arange(len(sent)), sorted(busy))
        some = np.sort(rng.choice(free, min(len(free), max(3, len(sent) // 100)), replace=False))
        cells = {name: column[some] for name, column in clean.items()}
        plain = {name: column[some].copy() for name, column in sent.plain.items()}
        height, weight = plain["height"].astype(float), plain["weight"].astype(float) + 0.6
        plain["weight"] = np.char.mod("%.1f", weight).astype(object)
        plain["bmi"] = np.char.mod("%.1f", weight / (height / 100) ** 2).astype(object)
        for name in ("weight", "bmi"):
            cells[name] = np.array([sent.spell(name, text) for text in plain[name]], object)
        again = Sheet(plain, cells, sent.age[some], sent.spell, sent.codes, sent.last_day)
        withdrawn = tuple(range(len(some)))[-max(1, len(some) // 4) :] if self.has_operations else ()
        return self._send(again, year, REVISED, folder, withdrawn=withdrawn if len(some) > 1 else ())
