"""A rule across records: which records are at fault beside the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from qinkang.cleansing.across.tables import BESIDE, DERIVED, parameters, people_datasets
from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import Rule
from qinkang.standards.dataset import Dataset
from qinkang.standards.mistakes import DeclarationMistake


class Key(Enum):
    """What the records that are seen together have in common."""

    PERSON = "person"
    PHONE = "phone"
    WORKDAY = "workday"  # institution, doctor and day of check-ups


Tables = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by table; a column not named is missing, a table not named is empty."""


@dataclass(frozen=True)
class Example:
    """Some records, and which of them are at fault.

    Attributes:
        shows: what the example is about, in a few words.
        given: the records, by table.
        found: numbers of the records at fault, by table; empty where all is well.
    """

    shows: str
    given: Tables
    found: Mapping[str, frozenset[int]]


@dataclass(frozen=True, kw_only=True, eq=False)
class AcrossRule(Rule):
    """A rule across records.

    Attributes:
        subjects: data sets whose records may be at fault, to the field that findings name.
        key: what records must share to be seen together.
        finds: `(table, …, [book]) -> expression`, the records at fault: `table` (may be left out where
            there is one subject), `record`, and `other`, the record that shows it, as `death/17`, or
            null. Parameters name tables, whose columns are chosen by `select` before anything else.
        examples: small tables with what is found in them; one at least finds something, one nothing.
    """

    subjects: Mapping[str, str]
    key: Key
    finds: Callable[..., Any]
    examples: tuple[Example, ...]

    @property
    def reads(self) -> tuple[str, ...]:
        """The tables that the rule reads itself."""
        return parameters(self.finds)


ACROSS: dict[str, AcrossRule] = {}
"""Every rule across records by its code."""


def across_rules_of(dataset: Dataset) -> tuple[AcrossRule, ...]:
    """The rules across records that can find fault with this data set's."""
    name = dataset.code.rpartition(".")[2]
    return tuple(rule for rule in ACROSS.values() if name in rule.subjects)


def across(
    *,
    code: str,
    subjects: Mapping[str, str],
    says: str,
    because: str,
    remedy: str,
    effect: Effect,
    examples: Sequence[Example],
    key: Key = Key.PERSON,
) -> Callable[[Callable[..., Any]], AcrossRule]:
    """Declare a rule across records. The decorated function finds those at fault.

    Raises:
        DeclarationMistake: a code used twice, an unknown table or field, an effect that a rule across
            records cannot have, or too few examples.
    """

    def declare(finds: Callable[..., Any]) -> AcrossRule:
        made = AcrossRule(
            code=code,
            says=says,
            because=because,
            remedy=remedy,
            effect=effect,
            subjects=dict(subjects),
            key=key,
            finds=finds,
            examples=tuple(examples),
        )
        _refuse_loose_ends(made)
        ACROSS[code] = made
        return made

    return declare


def _refuse_loose_ends(rule: AcrossRule) -> None:
    where, known = f"跨记录规则 {rule.code}", people_datasets()
    if rule.code in ACROSS:
        raise DeclarationMistake(f"{where}：代码已被使用")
    for name, field in rule.subjects.items():
        if name not in known or field not in known[name].columns:
            raise DeclarationMistake(f"{where}：没有数据集 {name} 或字段 {field}")
    for name in rule.reads:
        if name not in {*known, *BESIDE, *DERIVED}:
            raise DeclarationMistake(f"{where}：没有可读的表 {name}")
    if rule.effect not in (Effect.HOLD, Effect.FLAG):
        raise DeclarationMistake(f"{where}：只能使记录存疑或提示")
    found = [bool(example.found) for example in rule.examples]
    if True not in found or False not in found:
        raise DeclarationMistake(f"{where}：缺少有问题或没有问题的例子")
