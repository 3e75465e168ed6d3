"""The columns engine: the plan carried out over many rows at once by DuckDB.

The plan becomes one statement, made once and kept; verdicts come back packed, one bit for each check.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import duckdb
import ibis
import pyarrow as pa

from qinkang.cleansing.plan import Judgement, Plan, fails
from qinkang.cleansing.rule import Missing

CHECKS_IN_A_WORD = 62  # bits of a signed 64-bit integer that stay positive


class ColumnsEngine:
    """Judges batches of rows on one connection. Not to be shared between threads.

    The connection never writes to disk and never fetches extensions.
    """

    def __init__(self, threads: int = 2) -> None:
        self._connection = duckdb.connect(
            config={
                "threads": threads,
                "temp_directory": "",
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )

    def judge(self, plan: Plan, rows: pa.Table) -> pa.Table:
        """The rows as the amending rules leave them, with packed verdicts.

        Args:
            rows: all columns of `plan.schema`, typed.

        Returns:
            the same columns, then `failed_0…`: bit n of word w is set where check 62·w + n fails,
            then `untold_0…`: likewise where a check that may stay untold could not be told.
        """
        self._connection.register("rows", rows)
        try:
            return self._connection.sql(statement(plan)).to_arrow_table()
        finally:
            self._connection.unregister("rows")


@lru_cache(maxsize=64)
def statement(plan: Plan, dialect: str = "duckdb") -> str:
    """The plan as one SQL statement over a relation named `rows`."""
    words = range(-(-len(plan.checks) // CHECKS_IN_A_WORD))
    packed = {f"failed_{word}": ibis.dtype("int64") for word in words}
    fields = {name: ibis.dtype(kind) for name, kind in plan.schema.items()}
    rows = ibis.table(fields, name="rows")
    steps: list[str] = []
    before = rows
    for number, stage in enumerate(plan.stages):
        seen = _Seen(rows, before)
        after = before.select(
            **(dict(zip(fields, map(before.__getitem__, fields), strict=True)) | _changed(stage, seen)),
            **{f"failed_{word}": seen.packed(_failing(stage, word), f"failed_{word}") for word in words},
        )
        steps.append(f"stage_{number} AS ({ibis.to_sql(after, dialect=dialect)})")
        before = ibis.table(fields | packed, name=f"stage_{number}")
    seen = _Seen(rows, before)
    judged = before.select(
        **{name: before[name] for name in fields},
        **{f"failed_{word}": seen.packed(_failing(plan.judging, word), f"failed_{word}") for word in words},
        **{f"untold_{word}": seen.packed(_untold(plan.judging, word)) for word in words},
    )
    stages = f"WITH {', '.join(steps)} " if steps else ""
    return stages + str(ibis.to_sql(judged, dialect=dialect))


class _Seen:
    """Expressions over the plan's rows, as they read over the relation a stage sees."""

    def __init__(self, rows: Any, relation: Any) -> None:
        self._relation = relation
        self._rename = {rows.op(): relation.op()}

    def here(self, expression: Any) -> Any:
        """The same expression over this relation."""
        return expression.op().replace(self._rename).to_expr()

    def packed(self, conditions: Iterable[tuple[int, Any]], already: str = "") -> Any:
        """Bits set where the conditions hold, added to a word of earlier stages if there is one."""
        bits = [self.here(condition).ifelse(1 << bit, 0) for bit, condition in conditions]
        if already in self._relation.columns:
            bits.append(self._relation[already])
        return sum(bits[1:], start=bits[0]).cast("int64") if bits else ibis.literal(0, "int64")


def _changed(stage: Iterable[Judgement], seen: _Seen) -> dict[str, Any]:
    """New values of the fields that a stage changes; no two judgements of a stage change the same."""
    return {
        name: seen.here(ibis.ifelse(fails(judgement), value, judgement.column(name)))
        for judgement in stage
        for name, value in judgement.changes.items()
    }


def _failing(judgements: Iterable[Judgement], word: int) -> Iterable[tuple[int, Any]]:
    return [(bit, fails(j)) for j, bit in _in_word(judgements, word)]


def _untold(judgements: Iterable[Judgement], word: int) -> Iterable[tuple[int, Any]]:
    return [
        (bit, j.promise.isnull())
        for j, bit in _in_word(judgements, word)
        if j.check.rule.if_missing is Missing.CANNOT_TELL
    ]


def _in_word(judgements: Iterable[Judgement], word: int) -> Iterable[tuple[Judgement, int]]:
    for judgement in judgements:
        at, bit = divmod(judgement.check.place, CHECKS_IN_A_WORD)
        if at == word:
            yield judgement, bit
