"""The columns engine and the reference engine give the same rows and the same verdicts."""

from datetime import date

import hypothesis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracle.cleansing.rows import numbers, rows

import qinkang.cleansing.rules  # noqa: F401
from qinkang.cleansing.columns import ColumnsEngine
from qinkang.cleansing.plain import judge_row
from qinkang.cleansing.plan import CHECKS_IN_A_WORD, Plan, make_plan
from qinkang.cleansing.reading import facts_of
from qinkang.cleansing.rule import Verdict
from qinkang.cleansing.rulebook import Rulebook
from qinkang.standards.dataset import DATASETS, Dataset
from qinkang.standards.datasets import HealthCheck
from qinkang.standards.field import Choices, Number

BOOK = Rulebook.packaged(date(2025, 6, 30))
EXAMPLES = {HealthCheck: 8}  # the widest form with the most rules; the others get half as many
ENGINE = ColumnsEngine()
of_every_dataset = pytest.mark.parametrize("dataset", DATASETS.values(), ids=str)
SLOW = [hypothesis.HealthCheck.too_slow]  # rows of two hundred columns, on a machine that others use


def with_facts(dataset: Dataset, row: dict[str, object]) -> dict[str, object]:
    return {**row, **facts_of(dataset, row, BOOK)}


def differences(plan: Plan, given_rows: list[dict[str, object]]) -> list[object]:
    """Every row, field and check about which the engines differ."""
    table = pa.Table.from_pylist(given_rows, pa.schema(list(plan.schema.items())))
    judged = ENGINE.judge(plan, table).to_pylist()
    found: list[object] = []
    for row, by_duckdb in zip(given_rows, judged, strict=True):
        amended, verdicts = judge_row(plan, row)
        for name in plan.schema:
            if amended.get(name) != by_duckdb[name]:
                found.append((row, name, amended.get(name), by_duckdb[name]))
        for check, verdict in zip(plan.checks, verdicts, strict=True):
            word, bit = divmod(check.place, CHECKS_IN_A_WORD)
            if (verdict is Verdict.FAIL) is not bool(by_duckdb[f"failed_{word}"] >> bit & 1):
                found.append((row, check.rule.code, check.fields, verdict))
            if (verdict is Verdict.CANNOT_TELL) is not bool(by_duckdb[f"untold_{word}"] >> bit & 1):
                found.append((row, check.rule.code, check.fields, verdict))
    return found


@of_every_dataset
def test_both_engines_amend_and_judge_any_rows_alike(dataset):
    @settings(deadline=None, max_examples=EXAMPLES.get(dataset, 4), suppress_health_check=SLOW)
    @given(st.lists(rows(dataset), min_size=10, max_size=30))
    def alike(drawn):
        assert differences(make_plan(dataset, BOOK), [with_facts(dataset, row) for row in drawn]) == []

    alike()


@of_every_dataset
def test_both_engines_agree_where_columns_are_absent(dataset):
    @settings(deadline=None, max_examples=EXAMPLES.get(dataset, 4) // 2, suppress_health_check=SLOW)
    @given(st.sets(st.sampled_from(sorted(dataset.columns)), min_size=5), st.lists(rows(dataset), min_size=9))
    def alike(present, drawn):
        plan = make_plan(dataset, BOOK, frozenset(present))
        kept = [{name: value for name, value in row.items() if name in present} for row in drawn]

        assert differences(plan, [with_facts(dataset, row) for row in kept]) == []

    alike()


@of_every_dataset
def test_both_engines_agree_at_every_limit(dataset):
    edges = [
        {field.name: float(end) + off}
        for field in dataset.of_kind(Number)
        if field.limits
        for end in (*field.limits.hard, *(field.limits.soft or ()))
        for off in (0, -0.1, 0.1, -1e-9, 1e-9)
    ]
    sets = [
        {field.name: codes}
        for field in dataset.of_kind(Choices)
        for codes in ([], ["1"], ["1", "2"], ["2", "1"], ["88"], list(field.codes.labels))
    ]

    assert differences(make_plan(dataset, BOOK), [with_facts(dataset, row) for row in edges + sets]) == []


LIMITED = [
    (dataset, field) for dataset in DATASETS.values() for field in dataset.of_kind(Number) if field.limits
]


@pytest.mark.parametrize(("dataset", "field"), LIMITED, ids=lambda one: getattr(one, "name", str(one)))
def test_what_is_kept_lies_within_the_limits(dataset, field):
    plan = make_plan(dataset, BOOK)

    @settings(deadline=None, max_examples=20)
    @given(numbers(field))
    def held(value):
        kept = judge_row(plan, {field.name: value})[0][field.name]
        assert kept is None or field.limits.hard[0] <= kept <= field.limits.hard[1]

    held()
