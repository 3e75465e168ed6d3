"""From raw cells to typed rows with findings: the whole cleansing of one chunk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from qinkang.cleansing import plain
from qinkang.cleansing.columns import CHECKS_IN_A_WORD, ColumnsEngine
from qinkang.cleansing.effect import Effect
from qinkang.cleansing.plan import Plan, make_plan
from qinkang.cleansing.reading import fact_types, read_column
from qinkang.cleansing.reading.rules import READING_RULES
from qinkang.cleansing.rule import Rule, Verdict
from qinkang.cleansing.rulebook import Rulebook
from qinkang.standards.dataset import Dataset
from qinkang.standards.field import Field

FEW_ROWS = 500  # below this the plain engine is faster than starting a statement

Places = npt.NDArray[np.int64]
Chosen = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Citation:
    """A rule together with the field it is cited for: what a finding refers to."""

    rule: Rule
    field: Field


@dataclass(frozen=True)
class Findings:
    """Broken promises of a chunk, in the order of rows.

    Attributes:
        citations: what findings refer to.
        rows: row (from 0) of each finding.
        places: the finding's place in `citations`.
    """

    citations: tuple[Citation, ...]
    rows: Places
    places: Places

    def __iter__(self) -> Iterator[tuple[int, Citation]]:
        for row, place in zip(self.rows.tolist(), self.places.tolist(), strict=True):
            yield row, self.citations[place]

    def rows_blocked_for(self, target: str) -> Places:
        """Rows that a rule keeps from this receiver."""
        wanted = np.array([citation.rule.target == target for citation in self.citations], dtype=bool)
        return np.unique(self.rows[wanted[self.places]])

    def rows_with(self, *effects: Effect) -> Places:
        """Rows that have a finding of one of these effects, each once."""
        wanted = np.array([citation.rule.effect in effects for citation in self.citations], dtype=bool)
        return np.unique(self.rows[wanted[self.places]])


@dataclass(frozen=True)
class Cleansed:
    """A chunk after cleansing.

    Attributes:
        rows: all columns of the plan, typed and amended; rejected rows stand among them.
        findings: what was found.
    """

    rows: pa.Table
    findings: Findings

    @cached_property
    def rejected(self) -> Chosen:
        """Which rows do not enter."""
        return self._chosen(Effect.REJECT)

    @cached_property
    def held(self) -> Chosen:
        """Which rows enter but wait until somebody settles them."""
        return self._chosen(Effect.HOLD) & ~self.rejected

    @cached_property
    def corrected(self) -> Chosen:
        """Which rows that enter had a value repaired or taken away."""
        return self._chosen(Effect.REPAIR, Effect.BLANK) & ~self.rejected

    @cached_property
    def flagged(self) -> Chosen:
        """Which rows that enter carry a remark."""
        return self._chosen(Effect.FLAG, Effect.ASK, Effect.BLOCK) & ~self.rejected

    def _chosen(self, *effects: Effect) -> Chosen:
        chosen = np.zeros(self.rows.num_rows, dtype=bool)
        chosen[self.findings.rows_with(*effects)] = True
        return chosen


class Cleansing:
    """Cleanses chunks of one source under one rulebook.

    Args:
        dataset: what the rows are.
        book: the decisions they are judged by.
        present: fields whose columns are in the source.
        stated_units: unit that a column's header states, by field.
    """

    def __init__(
        self,
        dataset: Dataset,
        book: Rulebook,
        present: frozenset[str],
        stated_units: Mapping[str, str] | None = None,
    ) -> None:
        self.dataset = dataset
        self.book = book
        self.plan: Plan = make_plan(dataset, book, present)
        self._stated_units = dict(stated_units or {})
        self._engine: ColumnsEngine | None = None
        written = [
            Citation(rule, dataset.columns[name])
            for name in dataset.columns
            if name in present
            for rule in READING_RULES.values()
            if rule.applies_to(dataset.columns[name])
        ]
        judged = [Citation(check.rule, dataset.columns[check.fields[0]]) for check in self.plan.checks]
        self.citations = (*judged, *written)
        self._written = {
            (citation.field.name, citation.rule.code): len(judged) + n for n, citation in enumerate(written)
        }
        names = {name: n for n, name in enumerate(dataset.columns)}
        self._field = np.array([names[citation.field.name] for citation in self.citations], dtype=np.int64)
        self._says_empty = np.array([c.rule.code == "K-02" for c in self.citations], dtype=bool)
        self._takes_away = np.array([c.rule.effect is Effect.BLANK for c in self.citations], dtype=bool)
        # The fields each citation is about, the first one repeated where it is about fewer than the most.
        about = [[names[name] for name in check.fields] for check in self.plan.checks]
        about += [[names[citation.field.name]] for citation in written]
        most = max(map(len, about))
        self._about = np.array(
            [fields + fields[:1] * (most - len(fields)) for fields in about], dtype=np.int64
        )

    def __call__(self, raw: Mapping[str, pa.Array]) -> Cleansed:
        """Cleanse a chunk: raw text by field name, all of one length, null where a cell is empty."""
        count = len(next(iter(raw.values())))
        typed, rows, places = self._read(raw, count)
        amended, judged_rows, judged_places = self._judge(typed)
        rows.append(judged_rows)
        places.append(judged_places)
        return Cleansed(amended, self._findings(np.concatenate(rows), np.concatenate(places)))

    def _read(self, raw: Mapping[str, pa.Array], count: int) -> tuple[pa.Table, list[Places], list[Places]]:
        columns: dict[str, pa.Array] = {}
        rows: list[Places] = []
        places: list[Places] = []
        for name, text in raw.items():
            reading = read_column(self.dataset.columns[name], text, self.book)
            columns[name] = reading.values
            columns |= reading.facts
            for code, broken in reading.notes.items():
                rows.append(broken)
                places.append(np.full(len(broken), self._written[name, code]))
        for name, unit in self._stated_units.items():
            [fact] = fact_types(self.dataset.columns[name])
            columns[fact] = pc.fill_null(columns[fact], unit)
        typed = pa.table(
            {
                name: columns[name] if name in columns else pa.nulls(count, kind)
                for name, kind in self.plan.schema.items()
            }
        )
        return typed, rows, places

    def _judge(self, typed: pa.Table) -> tuple[pa.Table, Places, Places]:
        if typed.num_rows < FEW_ROWS:
            return self._judge_few(typed)
        if self._engine is None:
            self._engine = ColumnsEngine()
        judged = self._engine.judge(self.plan, typed)
        rows, places = [], []
        for word in range(-(-len(self.plan.checks) // CHECKS_IN_A_WORD)):
            packed = judged[f"failed_{word}"].to_numpy()
            some = np.flatnonzero(packed)
            for bit in range(CHECKS_IN_A_WORD):
                broken = some[(packed[some] >> bit) & 1 == 1]
                if len(broken):
                    rows.append(broken)
                    places.append(np.full(len(broken), word * CHECKS_IN_A_WORD + bit))
        amended = judged.select(list(self.plan.schema))
        return amended, _joined(rows), _joined(places)

    def _judge_few(self, typed: pa.Table) -> tuple[pa.Table, Places, Places]:
        amended, rows, places = [], [], []
        for number, row in enumerate(typed.to_pylist()):
            changed, verdicts = plain.judge_row(self.plan, row)
            amended.append(changed)
            broken = [place for place, verdict in enumerate(verdicts) if verdict is Verdict.FAIL]
            rows += [number] * len(broken)
            places += broken
        table = pa.Table.from_pylist(amended, typed.schema) if amended else typed
        return table, np.array(rows, dtype=np.int64), np.array(places, dtype=np.int64)

    def _findings(self, rows: Places, places: Places) -> Findings:
        """Findings by row. A value that was taken away is told once: not also as an empty cell."""
        width = len(self.dataset.columns)
        taking = self._takes_away[places]
        taken = rows[taking, None] * width + self._about[places[taking]]
        told = self._says_empty[places] & np.isin(rows * width + self._field[places], taken)
        rows, places = rows[~told], places[~told]
        order = np.lexsort((places, rows))
        return Findings(self.citations, rows[order], places[order])


def _joined(arrays: list[Places]) -> Places:
    return np.concatenate(arrays) if arrays else np.array([], dtype=np.int64)
