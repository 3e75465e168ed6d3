"""Making a sender's files of one data set, one when it is due."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import numpy as np

from qinkang.sandbox.defects import Label, Planter, after_death
from qinkang.sandbox.people import AS_OF, Population, names
from qinkang.sandbox.seeds import stream
from qinkang.sandbox.senders.layout import Layout
from qinkang.sandbox.senders.sender import Sender
from qinkang.sandbox.senders.sent_file import AGAIN, NEW, REVISED, WHOLE, WITHDRAWN, SentFile
from qinkang.sandbox.sheet import Sheet
from qinkang.sandbox.truth import Truth
from qinkang.sandbox.truths import TRUTHS

LATE = 0.08  # share of what is entered only after its season's file has left
REPEATED = 0.012  # share of rows that stand twice in a file
CORRECTED = 0.01
WITHDRAWN_OF_THEM = 0.25
LEFT_OUT = 0.004  # share of the rows that a whole stock sent again no longer has
_MARKS = {NEW: "", REVISED: "_修订", WHOLE: "_全量", AGAIN: "(2)"}


@dataclass(frozen=True)
class Due:
    """A file that leaves on a day, and how to make it; those due before must have been made."""

    on: date
    make: Callable[[], SentFile]


class Sending:
    """The files of one sender and data set.

    Args:
        people: of whom it sends; part: their share of all of whom the data set is sent.
    """

    def __init__(
        self, sender: Sender, layout: Layout, people: Population, part: float, planter: Planter, folder: Path,
        seed: int,
    ) -> None:  # fmt: skip
        self._sender = sender
        self._layout = layout
        self._people = people
        self._part = part
        self._planter = planter
        self._folder = folder
        self._seed = seed
        self._truth: Truth | None = None
        self._sent: SentFile  # the last file of the year, and what later ones are made from
        self._stock: Sheet
        self._corrections: Sheet

    def due(self) -> Iterator[Due]:
        """Every file in the order of sending: an earlier year, the year in its seasons, what follows."""
        layout, year = self._layout, AS_OF.year
        if layout.history is not None:
            yield Due(AS_OF - timedelta(days=20), partial(self._history, layout.history))
        ends = [date(year, 12 * n // layout.seasons + 1, 5) for n in range(1, layout.seasons)]
        for n, on in enumerate([*ends, AS_OF]):
            yield Due(on, partial(self._season, year, n, on))
        if layout.twice:
            yield Due(AS_OF + timedelta(days=1), self._again)
        if layout.whole:
            yield Due(AS_OF + timedelta(days=30), self._whole)
        elif layout.corrections:
            yield Due(AS_OF + timedelta(days=7), self._correct)

    def _history(self, year: int) -> SentFile:
        truth = TRUTHS[self._layout.dataset.code].drawn(self._people, year, self._seed, date(year, 12, 31))
        sheet = self._layout.sheet(truth, np.datetime64(AS_OF))
        labels = self._planter.plant(sheet, 0.0, self._stream("history"))
        return replace(self._write(sheet, year, AS_OF - timedelta(days=20), labels=labels), live=False)

    def _season(self, year: int, n: int, on: date) -> SentFile:
        """What was entered in a season; of the last one, the later files are made from it."""
        truth = self._year(year)
        entered = self._entered(truth) == n
        rows = truth if entered.all() else truth.rows(entered)
        sheet = self._layout.sheet(rows, np.datetime64(on))
        self._mishear(sheet, n)
        clean = replace(sheet, cells={name: cells.copy() for name, cells in sheet.cells.items()})
        part = self._part * len(sheet) / max(len(truth), 1)
        planted, near_misses = self._planter.plant(sheet, part, self._stream("defects", str(n)))
        labels = sorted([*planted, *after_death(rows)], key=lambda label: label.row), near_misses
        whole, repeated = self._repeat(sheet, labels)
        mark = f"_第{n + 1}次" if self._layout.seasons > 1 else ""
        sent = self._write(whole, year, on, mark=mark, labels=labels, repeated=repeated)
        if n == self._layout.seasons - 1:
            self._truth = None  # whoever sends all of it again keeps the sheet, the others only some rows
            self._sent = sent
            if self._layout.whole:
                self._stock = sheet
            elif self._layout.corrections:
                self._corrections = self._corrected(clean, labels)
        return sent

    def _mishear(self, sheet: Sheet, n: int) -> None:
        """Write some names otherwise than other systems have them."""
        if self._layout.misheard:
            rng = self._stream("misheard", str(n))
            heard = names.misheard(sheet.cells["name"], self._layout.misheard, rng)
            sheet.cells["name"] = np.where(sheet.spared, sheet.cells["name"], heard)

    def _again(self) -> SentFile:
        """The very bytes of the last file, under another name."""
        path, on = self._path(AS_OF.year, _MARKS[AGAIN]), AS_OF + timedelta(days=1)
        shutil.copyfile(self._sent.path, path)
        unlabelled = {"planted": (), "near_misses": (), "repeated": ()}
        return replace(self._sent, path=path, sent_on=on, kind=AGAIN, **unlabelled)

    def _correct(self) -> SentFile:
        """About 1 % of the rows sent again with other values, and where possible a few withdrawn."""
        again = self._corrections
        gone = round(len(again) * WITHDRAWN_OF_THEM) if self._layout.operations else 0
        withdrawn = tuple(range(len(again) - gone, len(again)))
        return self._write(again, AS_OF.year, AS_OF + timedelta(days=7), REVISED, withdrawn=withdrawn)

    def _whole(self) -> SentFile:
        """Everything once more, what was wrong included, but for what was claimed and a few rows more."""
        sheet = self._stock
        kept = np.flatnonzero((self._stream("whole").random(len(sheet)) >= LEFT_OUT) & ~sheet.spared)
        place = {int(row): n for n, row in enumerate(kept)}
        labels = tuple(
            [replace(label, row=place[label.row]) for label in listed if label.row in place]
            for listed in (self._sent.planted, self._sent.near_misses)
        )
        on = AS_OF + timedelta(days=30)
        return self._write(sheet.rows(kept), AS_OF.year, on, WHOLE, labels=(labels[0], labels[1]))

    def _corrected(self, clean: Sheet, labels: tuple[list[Label], list[Label]]) -> Sheet:
        """Some rows in which nothing was planted, so that every label stays true, with other values."""
        busy = sorted({label.row for listed in labels for label in listed})
        free = np.setdiff1d(np.arange(len(clean)), busy)
        count = min(len(free), max(3, round(len(clean) * CORRECTED)))
        again = clean.rows(np.sort(self._stream("corrections").choice(free, count, replace=False)))
        changed = TRUTHS[self._layout.dataset.code].corrected(again.plain)
        spelled = {
            name: self._layout.spelling.column(again.dataset.columns[name], column)
            for name, column in changed.items()
            if name in again.cells
        }
        return replace(again, plain=again.plain | changed, cells=again.cells | spelled)

    def _repeat(self, sheet: Sheet, labels: tuple[list[Label], list[Label]]) -> tuple[Sheet, tuple[int, ...]]:
        """The sheet with some of its clean rows once more at its end."""
        busy = sorted({label.row for listed in labels for label in listed})
        free = np.setdiff1d(np.arange(len(sheet)), busy)
        twice = self._stream("repeated", str(len(sheet))).choice(
            free, min(len(free), round(len(sheet) * REPEATED)), replace=False
        )
        rows = np.concatenate([np.arange(len(sheet)), twice])
        return sheet.rows(rows), tuple(range(len(sheet), len(rows)))

    def _write(
        self,
        sheet: Sheet,
        year: int,
        on: date,
        kind: str = NEW,
        *,
        mark: str = "",
        labels: tuple[list[Label], list[Label]] = ([], []),
        withdrawn: tuple[int, ...] = (),
        repeated: tuple[int, ...] = (),
    ) -> SentFile:
        layout = self._layout
        path = self._path(year, mark or _MARKS[kind])
        operation = np.full(len(sheet), REVISED if kind == REVISED else NEW, object)
        operation[list(withdrawn)] = WITHDRAWN
        version = np.full(len(sheet), "2" if kind == REVISED else "1", object)
        layout.form.write(layout.table(sheet, year, operation, version), path)
        return SentFile(
            sender=self._sender.code,
            dataset=layout.dataset.code,
            path=path,
            rows=len(sheet),
            first_row=layout.form.first_row,
            sent_on=on,
            kind=kind,
            lacks=layout.lacks,
            habits=layout.spelling.habits,
            planted=tuple(labels[0]),
            near_misses=tuple(labels[1]),
            revised=tuple(r for r in range(len(sheet)) if r not in withdrawn) if kind == REVISED else (),
            withdrawn=withdrawn,
            repeated=repeated,
        )

    def _year(self, year: int) -> Truth:
        """Everything of the year, drawn once however many files it is parted into."""
        if self._truth is None:
            self._truth = TRUTHS[self._layout.dataset.code].drawn(self._people, year, self._seed, AS_OF)
        return self._truth

    def _entered(self, truth: Truth) -> np.ndarray:
        """In which season's file each row stands: that of its day, or the next where it is late."""
        month = truth.on.astype("datetime64[M]").astype(int) % 12
        season = month * self._layout.seasons // 12
        season += self._stream("late").random(len(truth)) < LATE
        return np.clip(season, 0, self._layout.seasons - 1)

    def _stream(self, *purpose: str) -> np.random.Generator:
        return stream(self._seed, self._sender.code, self._layout.dataset.code, *purpose)

    def _path(self, year: int, mark: str) -> Path:
        return self._folder / self._layout.file.format(year=year, mark=mark)
