"""Running rules across records over columns, by DuckDB."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import ibis
import ibis.expr.operations as ops
import pyarrow as pa

from qinkang.cleansing.across.rule import ACROSS, AcrossRule, Key
from qinkang.cleansing.across.tables import DERIVED, kinds, parameters, unbound
from qinkang.cleansing.prepared import Idle, Prepared
from qinkang.cleansing.rulebook import Rulebook
from qinkang.standards.mistakes import DeclarationMistake


@dataclass(frozen=True, order=True)
class Verdict:
    """One record at fault.

    Attributes:
        rule: code of the rule.
        table: the data set's table, as rules name it.
        record: number of the record.
        other: the record that shows it, as `death/17`; "" where no single one does.
    """

    rule: str
    table: str
    record: int
    other: str = ""


@dataclass(frozen=True, eq=False)
class Questions:
    """All rules of one key as one statement.

    Attributes:
        reads: the tables they stand on, each with the columns that are looked at.
        statement: finds rule, table, record and other, over relations named `given_` and the table's name.
    """

    reads: Mapping[str, Mapping[str, pa.DataType]]
    statement: str


def judge(
    key: Key, tables: Mapping[str, pa.Table], book: Rulebook, only: frozenset[str] | None = None
) -> list[Verdict]:
    """What the rules of this key find, in order; of several records that show one fault the first.

    Args:
        key: which rules; the tables hold every record that shares a key with one of interest.
        tables: by name, with at least the columns of `Questions.reads`; one that is not there is empty.
        only: codes of the rules to ask; all of the key when None.
    """
    asked = questions(key, book)
    schemas = {f"given_{name}": pa.schema(list(columns.items())) for name, columns in asked.reads.items()}
    given = {f"given_{name}": tables[name] for name in asked.reads if name in tables}
    with _PREPARED.borrowed(asked, lambda: Prepared(asked.statement, schemas)) as prepared:
        rows = prepared(given).to_pylist()
    found = [Verdict(one["rule"], one["table"], one["record"], one["other"] or "") for one in rows]
    return sorted(one for one in found if only is None or one.rule in only)


def questions(key: Key, book: Rulebook) -> Questions:
    """The statement of all rules of this key, made once for each set of parameters."""
    return _questions(key, _Parameters(book))


_PREPARED: Idle[Questions, Prepared] = Idle(6)  # of all threads: two for each key


class _Parameters:
    """A rulebook, equal to another of the same parameters: rules across records ask for nothing else."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.values = tuple(sorted(book.parameters.items()))

    def __hash__(self) -> int:
        return hash(self.values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Parameters) and self.values == other.values


@lru_cache(maxsize=16)
def _questions(key: Key, decided: _Parameters) -> Questions:
    asks = {rule.code: question(rule, decided.book) for rule in ACROSS.values() if rule.key is key}
    made: dict[str, Any] = {}
    for rule in ACROSS.values():
        if rule.key is key:
            made |= dict(_made_first(rule.reads))
    reads: dict[str, set[str]] = {}
    for expression in (*made.values(), *asks.values()):
        for name, columns in _columns_of(expression):
            reads.setdefault(name, set()).update(columns)
    return Questions(
        reads={
            name: {column: kind for column, kind in kinds(name).items() if column in reads[name]}
            for name in sorted(reads)
            if name not in DERIVED
        },
        statement=_statement(sorted(set(reads) - set(DERIVED)), made, asks),
    )


def _statement(given: Sequence[str], made: Mapping[str, Any], asks: Mapping[str, Any]) -> str:
    """Each table and each one derived from them once, then the rules side by side."""
    tables = {name: f"SELECT * FROM given_{name}" for name in given}  # noqa: S608  - names of ours, of no input
    tables |= {name: _sql(expression) for name, expression in made.items()}
    with_tables = ", ".join(f"{name} AS MATERIALIZED ({text})" for name, text in tables.items())
    rules = [
        f"SELECT '{code}' AS rule, \"table\", record, other FROM ({_sql(expression)})"  # noqa: S608  - codes of ours, of no input
        for code, expression in asks.items()
    ]
    return f"WITH {with_tables} {' UNION ALL '.join(rules)}"


def question(rule: AcrossRule, book: Rulebook) -> Any:
    """What a rule finds, each record once, as an expression."""
    given = map(unbound, rule.reads)
    needs_book = rule.finds.__code__.co_argcount > len(rule.reads)
    found = rule.finds(*given, book=book) if needs_book else rule.finds(*given)
    if "table" not in found.columns:
        [table] = rule.subjects
        found = found.mutate(table=ibis.literal(table))
    else:
        found = found.filter(found.table.isin(list(rule.subjects)))  # it may look at more than it judges
    return found.group_by("table", "record").aggregate(other=found.other.min())


def _made_first(names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """The derived tables among these, those they stand on before them, as expressions."""
    for name in names:
        if name in DERIVED:
            below = parameters(DERIVED[name])
            yield from _made_first(below)
            yield name, DERIVED[name](*map(unbound, below))


def _columns_of(expression: Any) -> Iterator[tuple[str, set[str]]]:
    """The tables an expression stands on, each with the columns it looks at."""
    for node in expression.op().find(ops.Relation):
        if isinstance(node, ops.UnboundTable):
            continue
        below: list[ops.UnboundTable] = [
            child for child in node.__children__ if isinstance(child, ops.UnboundTable)
        ]
        if below and not isinstance(node, (ops.Project, ops.Aggregate)):
            raise DeclarationMistake(f"跨记录规则：表 {below[0].name} 要先用 select 选出列")
    for table in expression.op().find(ops.UnboundTable):
        fields = [one.name for one in expression.op().find(ops.Field) if one.rel == table]
        yield table.name, set(fields)


def _sql(expression: Any) -> str:
    return str(ibis.to_sql(expression, dialect="duckdb"))
