"""A plan: all rules of one data set under one rulebook, put in order and resolved to expressions.

The order is fixed. Amending rules (repairs, then limits, then other blanks) run in stages; each stage
sees what the earlier ones made, and rules that touch the same fields never share a stage; the
applications of one rule do. Then the
judging rules see the result. Both engines carry out the same plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from itertools import groupby
from typing import Any

import ibis
import ibis.expr.operations as ops
import pyarrow as pa

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.reading.facts import fact_types
from qinkang.cleansing.rule import Missing, RowRule, applied, rules_of
from qinkang.cleansing.rulebook import Rulebook
from qinkang.cleansing.structure import structural_rules
from qinkang.cleansing.vocabulary import MEANING
from qinkang.standards.dataset import Dataset
from qinkang.standards.mistakes import DeclarationMistake

RECEIVED = "day_of_receipt"  # the column that says when the data was received, the same in every row
CHECKS_IN_A_WORD = 62  # bits of a signed 64-bit integer that stay positive


@dataclass(frozen=True)
class Check:
    """One application of a rule: the unit that fails or holds for a row.

    Attributes:
        place: its number among all checks of the data set, from 0; its bit in packed verdicts.
        fields: the fields it is about, the one findings name first.
    """

    place: int
    rule: RowRule
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Judgement:
    """A check with its promise as an expression over the columns it sees."""

    check: Check
    promise: Any
    changes: Mapping[str, Any]  # new values by field where the promise is broken; empty when judging
    rows: Any  # the unbound table all expressions of the plan stand on

    def column(self, name: str) -> Any:
        """A column of the row as this judgement sees it."""
        return self.rows[name]


@dataclass(frozen=True, eq=False)
class Plan:
    """What is done with a row, in order.

    Attributes:
        checks: those that apply, in order of their places.
        stages: amending judgements; those of one stage all see the row as the stage found it.
        judging: the rest, all seeing what the stages made.
        rows: the unbound table that all expressions stand on: the schema, the day of receipt, then for each
            word of verdicts which checks apply (`applying_0…`) and which have failed so far (`failed_0…`).
        whole: the plan with every check and for every day of the year, of which this one leaves some out;
            None for that plan itself.
    """

    dataset: Dataset
    book: Rulebook
    schema: Mapping[str, pa.DataType]
    checks: tuple[Check, ...]
    stages: tuple[tuple[Judgement, ...], ...]
    judging: tuple[Judgement, ...]
    rows: Any
    whole: Plan | None = None

    @property
    def places(self) -> int:
        """How many places there are, those of checks that are left out included."""
        checks = (self.whole or self).checks
        return checks[-1].place + 1 if checks else 0


def make_plan(dataset: Dataset, book: Rulebook, present: frozenset[str] | None = None) -> Plan:
    """The plan for rows that have these columns (all, when None); made once and kept.

    A check about a field whose column is not there at all is left out: an absent column is one
    finding for the file, not one for each row. A block stays: the row may not leave without the value.
    """
    whole = _made(_Decisions(dataset, book, (dataset.code, dataset.edition, book.decided, book.year)))
    return _narrowed(whole, _Decisions(dataset, book, (book.hash,)), present)


@dataclass(frozen=True)
class _Decisions:
    """Data set and rulebook, equal when what is made of them is."""

    dataset: Dataset = field(compare=False)
    book: Rulebook = field(compare=False)
    said: tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class BookOfRules(Rulebook):
    """The rulebook as rules see it: the day of receipt is a column, so that a plan serves many days.

    Attributes:
        received_on: an expression.
        received_in: the year of that day, for rules that must list years.
    """

    received_in: int = 0

    @property
    def year(self) -> int:
        """The year of the day the data was received."""
        return self.received_in


@lru_cache(maxsize=64)
def _made(decisions: _Decisions) -> Plan:
    dataset, book = decisions.dataset, decisions.book
    rules = sorted([*rules_of(dataset), *structural_rules(dataset)], key=_turn)
    return _planned(dataset, book, rules)


@lru_cache(maxsize=256)
def _narrowed(whole: Plan, decisions: _Decisions, present: frozenset[str] | None) -> Plan:
    """The same plan for a day, without the checks about columns that are not there."""
    if present is None:
        return replace(whole, book=decisions.book, whole=whole)

    def kept(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
        return tuple(one for one in judgements if _applies(one.check, present))

    return replace(
        whole,
        book=decisions.book,
        checks=tuple(check for check in whole.checks if _applies(check, present)),
        stages=tuple(stage for stage in map(kept, whole.stages) if stage),
        judging=kept(whole.judging),
        whole=whole,
    )


def _applies(check: Check, present: frozenset[str]) -> bool:
    return check.fields[0] in present or check.rule.effect is Effect.BLOCK


def plan_of(rules: Sequence[RowRule], book: Rulebook) -> Plan:
    """The plan of these rules of one data set alone, in this order; of one, to judge its examples."""
    return _planned(rules[0].dataset, book, rules)


def _planned(dataset: Dataset, book: Rulebook, rules: Sequence[RowRule]) -> Plan:
    schema = plan_schema(dataset)
    applications = [(rule, about) for rule in rules for about in rule.each]
    words = range(-(-len(applications) // CHECKS_IN_A_WORD))
    packed = [f"{what}_{word}" for what in ("applying", "failed") for word in words]
    columns = {name: _ibis_type(kind) for name, kind in (schema | {RECEIVED: pa.date32()}).items()}
    rows = ibis.table(columns | dict.fromkeys(packed, ibis.dtype("int64")), name="rows")
    seen = BookOfRules(
        **{one.name: getattr(book, one.name) for one in fields(Rulebook)} | {"received_on": rows[RECEIVED]},
        received_in=book.year,
    )
    judgements = [
        _judged(Check(place, rule, about), rows, seen) for place, (rule, about) in enumerate(applications)
    ]
    return Plan(
        dataset=dataset,
        book=book,
        schema=schema,
        checks=tuple(judgement.check for judgement in judgements),
        stages=tuple(_staged([j for j in judgements if j.changes])),
        judging=tuple(j for j in judgements if not j.changes),
        rows=rows,
    )


def plan_schema(dataset: Dataset) -> dict[str, pa.DataType]:
    """Columns of a row as the plan sees it: fields, the groups of parts side by side, facts."""
    columns = dataset.columns.values()
    facts = {name: kind for field in columns for name, kind in fact_types(field).items()}
    return {field.name: field.arrow for field in columns} | facts


def _turn(rule: RowRule) -> int:
    """Repairs first, then limits and other blanks in the order of declaration, then the rest."""
    if rule.effect is Effect.REPAIR:
        return 0
    if rule.effect is Effect.BLANK:
        return 1 if len(rule.each[0]) == 1 else 2
    return 3


def _judged(check: Check, rows: Any, book: Rulebook) -> Judgement:
    columns = [rows[name] for name in check.fields]
    promise = applied(check.rule.promise, rows, book, columns)
    changes: dict[str, Any] = {}
    if check.rule.mends:
        changes = dict(applied(check.rule.mends, rows, book, columns))
    elif check.rule.effect is Effect.BLANK:
        changes = {name: ibis.null(rows[name].type()) for name in check.fields}
    for expression in (promise, *changes.values()):
        _refuse_unknown_operations(check.rule, expression)
    return Judgement(check, promise, changes, rows)


def fails(judgement: Judgement) -> Any:
    """An expression that is true where the check fails, and never null."""
    return ibis.coalesce(~judgement.promise, judgement.check.rule.if_missing is Missing.FAILS)


def _staged(amending: list[Judgement]) -> Iterator[tuple[Judgement, ...]]:
    """As few stages as keep the order wherever one rule reads or writes what another writes.

    The applications of one rule all see the same row: none sees what another made of it.
    """
    stages: list[list[Judgement]] = []
    last_read: dict[str, int] = {}
    last_written: dict[str, int] = {}
    for rule, applications in groupby(amending, key=lambda judgement: judgement.check.rule):
        together = list(applications)
        reads = _fields_read_by(together)
        writes = [name for judgement in together for name in judgement.changes]
        if len(writes) != len(set(writes)):
            raise DeclarationMistake(f"规则 {rule.code}（{rule.dataset.code}）两次改动同一字段")
        earliest = max(
            [0]
            + [last_written[name] + 1 for name in reads.union(writes) if name in last_written]
            + [last_read[name] for name in writes if name in last_read]
        )
        if earliest == len(stages):
            stages.append([])
        stages[earliest].extend(together)
        last_read |= {name: max(earliest, last_read.get(name, 0)) for name in reads}
        last_written |= dict.fromkeys(writes, earliest)
    return (tuple(stage) for stage in stages)


def _fields_read_by(judgements: list[Judgement]) -> frozenset[str]:
    expressions = [e for judgement in judgements for e in (judgement.promise, *judgement.changes.values())]
    return frozenset().union(*map(fields_read, expressions))


def fields_read(expression: Any) -> frozenset[str]:
    """Names of the columns an expression looks at."""
    if not hasattr(expression, "op"):
        return frozenset()
    return frozenset(node.name for node in expression.op().find(ops.Field))


def _refuse_unknown_operations(rule: RowRule, expression: Any) -> None:
    if not hasattr(expression, "op"):
        return
    for node in expression.op().find(ops.Value):
        if type(node) not in MEANING and not isinstance(node, (ops.Field, ops.Literal)):
            raise DeclarationMistake(
                f"规则 {rule.code}（{rule.dataset.code}）用了词汇表以外的运算 {type(node).__name__}"
            )


def _ibis_type(kind: pa.DataType) -> Any:
    return ibis.dtype(kind)
