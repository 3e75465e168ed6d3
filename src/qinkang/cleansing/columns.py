"""The columns engine: the plan carried out over many rows at once by DuckDB.

The whole plan of a data set becomes one statement, prepared once and kept; which of its checks apply to
the columns at hand comes with the rows, so that files with different columns share it. Verdicts come
back packed, one bit for each check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from qinkang.cleansing.plan import CHECKS_IN_A_WORD, RECEIVED, Judgement, Plan, fails, fields_read
from qinkang.cleansing.prepared import Idle, Prepared
from qinkang.cleansing.rule import Missing

WRITTEN = re.compile(r' AS ["`]?written_\d+["`]?,?')
PLANS_KEPT = 16


class ColumnsEngine:
    """Judges batches of rows, from any thread.

    Its connections never write to disk and never fetch extensions.
    """

    def __init__(self, threads: int = 2) -> None:
        self._threads = threads
        self._idle: Idle[Plan, _Prepared] = Idle(PLANS_KEPT)

    def judge(self, plan: Plan, rows: pa.Table) -> pa.Table:
        """The rows as the amending rules leave them, with packed verdicts.

        Args:
            rows: all columns of `plan.schema`, typed.

        Returns:
            the same columns, then `failed_0…`: bit n of word w is set where the check of place 62·w + n
            fails, then `untold_0…`: likewise where a check that may stay untold could not be told.
        """
        whole = plan.whole or plan
        for name, word in applying(plan).items():
            rows = rows.append_column(name, pa.array(np.full(len(rows), word)))
        day = pa.repeat(pa.scalar(plan.book.received_on, pa.date32()), len(rows))
        rows = rows.append_column(RECEIVED, day)
        with self._idle.borrowed(whole, lambda: _Prepared(whole, self._threads)) as prepared:
            return prepared(rows)


class _Prepared:
    """One plan's statement, and what of the rows goes through it."""

    def __init__(self, plan: Plan, threads: int) -> None:
        self._schema = list(plan.schema)
        self._changed = changed_by(plan)
        kinds = {name: plan.schema[name] for name in looked_at(plan)}
        kinds |= {RECEIVED: pa.date32()} | dict.fromkeys(applying(plan), pa.int64())
        self._asked = Prepared(statement(plan), {"rows": pa.schema(list(kinds.items()))}, threads)

    def __call__(self, rows: pa.Table) -> pa.Table:
        judged = self._asked({"rows": rows})
        # What no rule changes need not go through the statement.
        amended = {name: judged[name] if name in self._changed else rows[name] for name in self._schema}
        verdicts = [name for name in judged.column_names if name not in self._changed]
        return pa.table(amended | {name: judged[name] for name in verdicts})

    def close(self) -> None:
        """Give the memory back."""
        self._asked.close()


def applying(plan: Plan) -> dict[str, int]:
    """For each word of verdicts the bits of the checks that apply."""
    words = {f"applying_{word}": 0 for word in range(-(-plan.places // CHECKS_IN_A_WORD))}
    for check in plan.checks:
        word, bit = divmod(check.place, CHECKS_IN_A_WORD)
        words[f"applying_{word}"] |= 1 << bit
    return words


def changed_by(plan: Plan) -> frozenset[str]:
    """The columns that amending rules may change."""
    return frozenset(name for stage in plan.stages for one in stage for name in one.changes)


def looked_at(plan: Plan) -> list[str]:
    """The columns that any rule reads or changes, in the order of the plan."""
    judgements = [*(one for stage in plan.stages for one in stage), *plan.judging]
    expressions = [value for one in judgements for value in (one.promise, *one.changes.values())]
    wanted = changed_by(plan).union(*map(fields_read, expressions))
    return [name for name in plan.schema if name in wanted]


@lru_cache(maxsize=64)
def statement(plan: Plan, dialect: str = "duckdb") -> str:
    """The plan as one SQL statement over a relation named `rows`, which says what applies, row by row.

    It takes the columns of `looked_at` and gives those of `changed_by`, then the words of verdicts.
    """
    sql = _Sql(plan, dialect)
    words = range(-(-plan.places // CHECKS_IN_A_WORD))
    through = [*looked_at(plan), RECEIVED, *applying(plan)]
    steps: list[str] = []
    before = "rows"
    for number, stage in enumerate(plan.stages):
        changed = {name: sql.changed(one, name) for one in stage for name in one.changes}
        failing = {f"failed_{word}": sql.packed(stage, word, sql.applies_and_fails) for word in words}
        if number:
            failing = {name: f"{bits} + {sql.column(name)}" for name, bits in failing.items()}
        columns = {name: changed.get(name, sql.column(name)) for name in through} | failing
        steps.append(f"stage_{number} AS ({sql.select(columns, before)})")
        before = f"stage_{number}"
    columns = {name: sql.column(name) for name in plan.schema if name in changed_by(plan)}
    for word in words:
        bits = sql.packed(plan.judging, word, sql.fails)
        bits = f"{bits} + {sql.column(f'failed_{word}')}" if steps else bits
        columns[f"failed_{word}"] = f"({bits}) & {sql.column(f'applying_{word}')}"
    for word in words:
        may_stay = [one for one in plan.judging if one.check.rule.if_missing is Missing.CANNOT_TELL]
        bits = sql.packed(may_stay, word, sql.cannot_tell)
        columns[f"untold_{word}"] = f"({bits}) & {sql.column(f'applying_{word}')}"
    stages = f"WITH {', '.join(steps)} " if steps else ""
    return stages + sql.select(columns, before)


class _Sql:
    """Writes a plan's statement. Expressions are Ibis's work, each distinct one written once; what holds
    them together is the same few words in every dialect."""

    def __init__(self, plan: Plan, dialect: str) -> None:
        self._quote = "`" if dialect == "pyspark" else '"'
        judgements = [*(one for stage in plan.stages for one in stage), *plan.judging]
        values = [value for one in judgements for value in one.changes.values()]
        untold = [_cannot_tell(one) for one in judgements]
        self._written = _written(
            [*map(fails, judgements), *untold, *map(_expression, values)], plan.rows, dialect
        )

    def column(self, name: str) -> str:
        """A column of the relation that is read from."""
        return f"{self._quoted('t0')}.{self._quoted(name)}"

    def select(self, columns: Mapping[str, str], relation: str) -> str:
        """A selection from a relation."""
        named = ", ".join(f"{value} AS {self._quoted(name)}" for name, value in columns.items())
        return f"SELECT {named} FROM {relation} AS {self._quoted('t0')}"  # noqa: S608  nothing of it is anybody's input

    def packed(self, judgements: Iterable[Judgement], word: int, broken: Callable[[Judgement], str]) -> str:
        """One word of bits, set where the checks are broken."""
        bits = ["CAST(0 AS BIGINT)"]
        for one in judgements:
            at, bit = divmod(one.check.place, CHECKS_IN_A_WORD)
            if at == word:
                bits.append(f"CASE WHEN {broken(one)} THEN {1 << bit} ELSE 0 END")
        return " + ".join(bits)

    def fails(self, judgement: Judgement) -> str:
        """Whether a check fails."""
        return self._written[fails(judgement).op()]

    def cannot_tell(self, judgement: Judgement) -> str:
        """Whether a check cannot be told."""
        return self._written[_cannot_tell(judgement).op()]

    def applies_and_fails(self, judgement: Judgement) -> str:
        """Whether an amending check applies and fails."""
        word, bit = divmod(judgement.check.place, CHECKS_IN_A_WORD)
        return f"{self.fails(judgement)} AND ({self.column(f'applying_{word}')} & {1 << bit}) <> 0"

    def changed(self, judgement: Judgement, name: str) -> str:
        """The new value of a field; no two judgements of a stage change the same."""
        value = self._written[_expression(judgement.changes[name]).op()]
        return f"CASE WHEN {self.applies_and_fails(judgement)} THEN {value} ELSE {self.column(name)} END"

    def _quoted(self, name: str) -> str:
        return f"{self._quote}{name}{self._quote}"


_KEPT: dict[tuple[str, Any], str] = {}
"""Expressions as SQL. Plans of another day or rulebook share nearly all of them; writing one takes milliseconds."""
MOST_KEPT = 20_000


def _written(expressions: Iterable[Any], rows: Any, dialect: str) -> dict[Any, str]:
    """Each expression over `rows` as SQL in parentheses, by its operation."""
    wanted = {expression.op(): expression for expression in expressions}
    fresh = [op for op in wanted if (dialect, op) not in _KEPT]
    if len(_KEPT) + len(fresh) > MOST_KEPT:
        _KEPT.clear()
        fresh = list(wanted)
    if fresh:
        selected = rows.select(**{f"written_{n}": wanted[op] for n, op in enumerate(fresh)})
        text = str(ibis.to_sql(selected, dialect=dialect)).removeprefix("SELECT").rpartition("FROM")[0]
        pieces = WRITTEN.split(text)[: len(fresh)]
        _KEPT.update({(dialect, op): f"({piece.strip()})" for op, piece in zip(fresh, pieces, strict=True)})
    return {op: _KEPT[dialect, op] for op in wanted}


def _cannot_tell(judgement: Judgement) -> Any:
    return judgement.promise.isnull()


def _expression(value: Any) -> Any:
    return value if hasattr(value, "op") else ibis.literal(value)
