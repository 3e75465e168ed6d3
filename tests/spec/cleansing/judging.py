"""Rows judged by the reference engine, as examples and drawn tables need it. All persons are invented."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import qinkang.cleansing.rules  # noqa: F401  (makes the rules known)
from qinkang.cleansing.plain import judge_row
from qinkang.cleansing.plan import Plan, make_plan, plan_of
from qinkang.cleansing.reading import fact_types, facts_of, reader_of
from qinkang.cleansing.rule import Row, RowRule, Verdict, rules_of
from qinkang.cleansing.rulebook import Rulebook
from qinkang.cleansing.structure import structural_rules
from qinkang.standards.dataset import DATASETS, Dataset
from qinkang.standards.datasets import HealthCheck

BOOK = Rulebook.packaged(date(2025, 6, 30))
WRITTEN = tuple(rule for dataset in DATASETS.values() for rule in rules_of(dataset))
STRUCTURAL = tuple(rule for dataset in DATASETS.values() for rule in structural_rules(dataset))


def with_facts(dataset: Dataset, row: Row) -> dict[str, object]:
    """Add what reading its values would have told."""
    return {**row, **facts_of(dataset, row, BOOK)}


def judged_alone(rule: RowRule, row: Row) -> tuple[dict[str, object], list[Verdict]]:
    """Judge a row by one rule and no other."""
    return judge_row(_alone(rule), with_facts(rule.dataset, row))


@dataclass(frozen=True)
class Cleansed:
    """What became of a row of texts: its values, and the findings as `rule field`, in order."""

    values: dict[str, object]
    findings: list[str]

    @property
    def rules(self) -> str:
        """The codes of the findings, each once."""
        return " ".join(dict.fromkeys(finding.split()[0] for finding in self.findings))


def cleansed(
    texts: dict[str, str], dataset: Dataset = HealthCheck, *, leaving_out: tuple[str, ...] = ("K-01",)
) -> Cleansed:
    """Read and judge one row of texts as if the file had these columns only.

    A table about laboratory values need not say who was examined, so K-01 is left out.
    """
    row: dict[str, object] = {}
    findings = []
    for name, text in texts.items():
        cell = _reader(dataset, name)(text)
        row |= {name: cell.value, **dict(zip(fact_types(dataset.columns[name]), cell.facts, strict=True))}
        findings += [f"{code} {name}" for code in cell.notes]
    plan = make_plan(dataset, BOOK, frozenset(texts))
    values, verdicts = judge_row(plan, row)
    for check, verdict in zip(plan.checks, verdicts, strict=True):
        if verdict is Verdict.FAIL and check.fields[0] in texts and check.rule.code not in leaving_out:
            findings.append(f"{check.rule.code} {check.fields[0]}")
    return Cleansed(values, findings)


@cache
def _alone(rule: RowRule) -> Plan:
    return plan_of([rule], BOOK)


@cache
def _reader(dataset: Dataset, name: str):
    return reader_of(dataset.columns[name], BOOK)


def shown(value: object) -> str:
    """Write a value as the tables do: nothing for a missing one, 130 for 130.0."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ",".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)
