"""A measure, declared once: what is counted, of whom, in which words, and where the denominator is from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, cached_property
from typing import Any

import ibis
import ibis.expr.operations as ops

from qinkang.cleansing.vocabulary import MEANING
from qinkang.measures.source import SOURCES, Source
from qinkang.standards.codes.population import OPEN_END, POPULATION_SOURCE
from qinkang.standards.mistakes import DeclarationMistake

MEASURES: dict[str, Measure] = {}
"""Every measure by its code, in the order of declaration; filled by importing `measures.declared`."""

Condition = Callable[[Any], Any]
"""From the columns of one row of the analytical file to a condition; missing counts as no."""


class Better(Enum):
    """Which way is good; ranking and colours follow it."""

    HIGHER = "越高越好"
    LOWER = "越低越好"
    NEITHER = "不评优劣"


class Takes(Enum):
    """Which of a person's records in the period speaks for the person."""

    LATEST = "统计期内最近一次"
    ANY = "统计期内任何一次"


class Of(Enum):
    """What is counted. People behind a small figure are protected either way."""

    PEOPLE = "人"
    ITEMS = "项"
    """Things of a record, of which one person may have several; the parts are then numbers."""


class AgeOn(Enum):
    """The day on which a person must be of the age; fixed for each measure, or years do not compare."""

    YEAR_END = "age_year_end"
    SERVICE = "age_at_service"


@dataclass(frozen=True)
class Residents:
    """A denominator from outside: people of the measure's ages who live in the area.

    Attributes:
        source: whose number, a code of `POPULATION_SOURCE`. Sources differ by 5–20 % and are never mixed.
    """

    source: str = "1"

    @property
    def label(self) -> str:
        """Name of the source."""
        return POPULATION_SOURCE.labels[self.source]


@dataclass(frozen=True, kw_only=True, eq=False)
class Measure:
    """What is known of a measure from its declaration.

    Attributes:
        code: never reused; addresses, targets and reports use it.
        title: Chinese name.
        says: the sentence that defines it.
        line: line of business, as rights name it.
        source: the part of the analytical file it is computed from.
        counts: who is in the numerator.
        among: who is in the denominator: a condition on the same records, residents from outside, or
            nobody, which makes it a count.
        ages: first and last year of age; the last is `OPEN_END` for "and older".
        takes: which of a person's records speaks.
        of: what is counted.
        living: whether somebody who has died by the end of the period no longer counts.
        age_on: when the person must be of the age.
        better: which way is good.
        since: first year with data good enough to be compared.
        clause: the domain's code of the indicator or the standard it follows.
    """

    code: str
    title: str
    says: str
    line: str
    source: Source
    counts: Condition
    among: Condition | Residents | None = None
    ages: tuple[int, int] = (60, OPEN_END)
    takes: Takes = Takes.LATEST
    of: Of = Of.PEOPLE
    living: bool = False
    age_on: AgeOn = AgeOn.YEAR_END
    better: Better = Better.NEITHER
    since: int = 2020
    clause: str = ""
    place: int = -1

    @property
    def is_rate(self) -> bool:
        """Whether there is a denominator at all."""
        return self.among is not None

    @property
    def from_outside(self) -> bool:
        """Whether the denominator comes from outside and so has no list."""
        return isinstance(self.among, Residents)

    @property
    def unit(self) -> str:
        """Unit of the value."""
        return "%" if self.is_rate else self.of.value

    @property
    def columns(self) -> tuple[str, str]:
        """Names of its two columns in the analytical file: in the numerator, in the denominator.

        True or false for people, numbers for items.
        """
        name = self.code.replace(".", "_")
        return f"{name}__counts", f"{name}__among"

    @cached_property
    def conditions(self) -> tuple[Any, Any]:
        """Numerator and denominator as expressions over the source's unbound table, never missing.

        Whoever is in the numerator is in a denominator of the same records too.
        """
        rows = self.source.rows
        if self.of is Of.ITEMS and callable(self.among):
            return self.counts(rows).fill_null(0), self.among(rows).fill_null(0)
        among = self.among(rows) if callable(self.among) else ibis.literal(True)
        return (self.counts(rows) & among).fill_null(False), among.fill_null(False)


def measure(**said: Any) -> Measure:
    """Declare a measure and make it known by its code.

    Raises:
        DeclarationMistake: a code used twice or misspelt, no defining sentence, an unknown source, or an
            operation outside the vocabulary of rules.
    """
    declared = replace(Measure(**said), place=len(MEASURES))
    where = f"指标 {declared.code}"
    if declared.code in MEASURES or not re.fullmatch(r"[a-z]+\.[a-z0-9_]+", declared.code):
        raise DeclarationMistake(f"{where}：代码已被使用或不合写法")
    if not declared.says.endswith("。") or not declared.title:
        raise DeclarationMistake(f"{where}：缺少名称或定义（须为完整的一句话）")
    if SOURCES.get(declared.source.name) is not declared.source:
        raise DeclarationMistake(f"{where}：数据来源未登记")
    if declared.of is Of.ITEMS and not callable(declared.among):
        raise DeclarationMistake(f"{where}：按项目计算的指标要有同一批记录的分母")
    if declared.source.lasting and (declared.takes is Takes.ANY or declared.age_on is AgeOn.SERVICE):
        raise DeclarationMistake(f"{where}：按期末状态计算的指标取最近一份记录、期末年龄")
    for expression in declared.conditions:
        for node in expression.op().find(ops.Value):
            if type(node) not in MEANING and not isinstance(node, (ops.Field, ops.Literal)):
                raise DeclarationMistake(f"{where}用了词汇表以外的运算 {type(node).__name__}")
    MEASURES[declared.code] = declared
    return declared


@cache
def definitions() -> str:
    """Return a hash over all that decides the file's content; another one means that it must be rebuilt."""
    told = [
        f"{one.code}|{one.source.name}|{one.takes}|{one.of}|{one.living}"
        f"|{[ibis.to_sql(e, dialect='duckdb') for e in one.conditions]}"
        for one in MEASURES.values()
    ]
    told += [
        f"{one.name}|{sorted(one.columns.items())}|{one.holds}|{one.until}|{one.where}|{one.believed}"
        for one in SOURCES.values()
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
