"""From raw cells to typed rows with findings: the whole cleansing of one chunk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from qinkang.cleansing import plain
from qinkang.cleansing.columns import ColumnsEngine
from qinkang.cleansing.effect import Effect
from qinkang.cleansing.findings import Citation, Findings, Places
from qinkang.cleansing.plan import CHECKS_IN_A_WORD, Plan, make_plan
from qinkang.cleansing.reading import fact_types, read_column
from qinkang.cleansing.reading.cell import Cell
from qinkang.cleansing.reading.kinds import reader_of
from qinkang.cleansing.reading.rules import READING_RULES
from qinkang.cleansing.rule import Verdict
from qinkang.cleansing.rulebook import Rulebook
from qinkang.standards.dataset import Dataset
from qinkang.standards.field import Field

FEW = 30_000  # rows times checks below which the plain engine is faster than carrying out a statement
A_HANDFUL = 32  # rows that are read cell by cell
_ENGINE = ColumnsEngine()  # of all threads: preparing a statement takes longer than a small batch

Chosen = npt.NDArray[np.bool_]


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

    def remarked(self, citation: Citation, rows: Places) -> Cleansed:
        """Return the same with one more thing found, in these rows, after all else."""
        found = self.findings
        at = np.concatenate((found.rows, rows))
        places = np.concatenate((found.places, np.full(len(rows), len(found.citations))))
        order = np.lexsort((places, at))
        return Cleansed(self.rows, Findings((*found.citations, citation), at[order], places[order]))

    def _chosen(self, *effects: Effect) -> Chosen:
        chosen = np.zeros(self.rows.num_rows, dtype=bool)
        chosen[self.findings.rows_with(*effects)] = True
        return chosen


@dataclass(frozen=True, eq=False)
class _Cited:
    """What findings of a plan refer to, and where.

    Attributes:
        citations: first those of the plan's checks, then those of reading.
        written: field and reading rule to their place among the citations.
        turns: for each place of a check the check's number among those of the plan.
        field: for each citation the number of the field that findings name.
        about: the numbers of all fields it is about, the first one repeated where it is about fewer than the most.
        says_empty, takes_away: which citations say that a cell is empty, and which take a value away.
    """

    citations: tuple[Citation, ...]
    written: Mapping[tuple[str, str], int]
    turns: Places
    field: Places
    about: Places
    says_empty: Chosen
    takes_away: Chosen


@lru_cache(maxsize=256)
def _cited(plan: Plan, present: frozenset[str]) -> _Cited:
    columns = plan.dataset.columns
    written = [
        Citation(rule, column)
        for name, column in columns.items()
        if name in present
        for rule in READING_RULES.values()
        if rule.applies_to(column)
    ]
    judged = [Citation(check.rule, columns[check.fields[0]]) for check in plan.checks]
    citations = (*judged, *written)
    turns = np.full(plan.places, -1)
    turns[[check.place for check in plan.checks]] = np.arange(len(plan.checks))
    names = {name: n for n, name in enumerate(columns)}
    about = [[names[name] for name in check.fields] for check in plan.checks]
    about += [[names[citation.field.name]] for citation in written]
    most = max(map(len, about))
    return _Cited(
        citations=citations,
        written={(one.field.name, one.rule.code): len(judged) + n for n, one in enumerate(written)},
        turns=turns,
        field=np.array([names[one.field.name] for one in citations], dtype=np.int64),
        about=np.array([fields + fields[:1] * (most - len(fields)) for fields in about], dtype=np.int64),
        says_empty=np.array([one.rule.code == "K-02" for one in citations], dtype=bool),
        takes_away=np.array([one.rule.effect is Effect.BLANK for one in citations], dtype=bool),
    )


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
        self._cited = _cited(self.plan, present)
        self.citations = self._cited.citations

    def __call__(self, raw: Mapping[str, pa.Array]) -> Cleansed:
        """Cleanse a chunk: raw text by field name, all of one length, null where a cell is empty."""
        count = len(next(iter(raw.values())))
        if count <= A_HANDFUL:
            typed_rows, rows, places = self._read_cells(raw, count)
            amended, judged_rows, judged_places = self._judge_few(typed_rows)
        else:
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
                places.append(np.full(len(broken), self._cited.written[name, code]))
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

    def _read_cells(
        self, raw: Mapping[str, pa.Array], count: int
    ) -> tuple[list[dict[str, Any]], list[Places], list[Places]]:
        """The same, cell by cell: for a single record faster than over columns."""
        typed: list[dict[str, Any]] = [dict.fromkeys(self.plan.schema) for _ in range(count)]
        rows: list[int] = []
        places: list[int] = []
        for name, column in raw.items():
            facts = _fact_names(self.dataset.columns[name])
            read = _reader(self.plan, name)
            for number, text in enumerate(column.to_pylist()):
                if text is None:
                    continue
                cell = read(text)
                typed[number][name] = list(cell.value) if isinstance(cell.value, tuple) else cell.value
                typed[number].update(zip(facts, cell.facts, strict=True))
                rows += [number] * len(cell.notes)
                places += [self._cited.written[name, code] for code in cell.notes]
        for name, unit in self._stated_units.items():
            [fact] = _fact_names(self.dataset.columns[name])
            for row in typed:
                row[fact] = unit if row[fact] is None else row[fact]
        return typed, [np.array(rows, dtype=np.int64)], [np.array(places, dtype=np.int64)]

    def _judge(self, typed: pa.Table) -> tuple[pa.Table, Places, Places]:
        if typed.num_rows * len(self.plan.checks) < FEW:
            return self._judge_few(typed.to_pylist())
        judged = _ENGINE.judge(self.plan, typed)
        rows, places = [], []
        for word in range(-(-self.plan.places // CHECKS_IN_A_WORD)):
            packed = judged[f"failed_{word}"].to_numpy()
            some = np.flatnonzero(packed)
            for bit in range(CHECKS_IN_A_WORD):
                broken = some[(packed[some] >> bit) & 1 == 1]
                if len(broken):
                    rows.append(broken)
                    places.append(np.full(len(broken), self._cited.turns[word * CHECKS_IN_A_WORD + bit]))
        amended = judged.select(list(self.plan.schema))
        return amended, _joined(rows), _joined(places)

    def _judge_few(self, typed: list[dict[str, Any]]) -> tuple[pa.Table, Places, Places]:
        amended, rows, places = [], [], []
        for number, row in enumerate(typed):
            changed, verdicts = plain.judge_row(self.plan, row)
            amended.append(changed)
            broken = [place for place, verdict in enumerate(verdicts) if verdict is Verdict.FAIL]
            rows += [number] * len(broken)
            places += broken
        schema = pa.schema(list(self.plan.schema.items()))
        columns = [pa.array([row[name] for row in amended], kind) for name, kind in self.plan.schema.items()]
        table = pa.Table.from_arrays(columns, schema=schema)
        return table, np.array(rows, dtype=np.int64), np.array(places, dtype=np.int64)

    def _findings(self, rows: Places, places: Places) -> Findings:
        """Findings by row. A value that was taken away is told once: not also as an empty cell."""
        width = len(self.dataset.columns)
        taking = self._cited.takes_away[places]
        taken = rows[taking, None] * width + self._cited.about[places[taking]]
        told = self._cited.says_empty[places] & np.isin(rows * width + self._cited.field[places], taken)
        rows, places = rows[~told], places[~told]
        order = np.lexsort((places, rows))
        return Findings(self.citations, rows[order], places[order])


@cache
def _fact_names(field: Field) -> tuple[str, ...]:
    return tuple(fact_types(field))


@lru_cache(maxsize=4096)
def _reader(plan: Plan, name: str) -> Callable[[str], Cell]:
    return reader_of(plan.dataset.columns[name], plan.book)


def _joined(arrays: list[Places]) -> Places:
    return np.concatenate(arrays) if arrays else np.array([], dtype=np.int64)
