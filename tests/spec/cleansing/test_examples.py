"""Every rule keeps the promise of its own examples, in both engines."""

import re
from collections import Counter
from dataclasses import replace

import pyarrow as pa
import pytest
from tests.spec.cleansing.judging import BOOK, STRUCTURAL, WRITTEN, judged_alone, with_facts

from qinkang.cleansing.columns import ColumnsEngine
from qinkang.cleansing.plan import CHECKS_IN_A_WORD, Plan, make_plan, plan_of
from qinkang.cleansing.reading import read_column, reader_of
from qinkang.cleansing.reading.rules import READING_RULES
from qinkang.cleansing.rule import Verdict
from qinkang.standards.dataset import DATASETS, Dataset
from qinkang.standards.datasets import HealthCheck

RULES = (*WRITTEN, *STRUCTURAL)
REPAIRS = [rule for rule in WRITTEN if rule.mends]


def code(rule) -> str:
    return f"{rule.code} {rule.dataset.code}" if hasattr(rule, "dataset") else rule.code


@pytest.fixture(scope="module")
def engine() -> ColumnsEngine:
    return ColumnsEngine()


def table(plan: Plan, rows) -> pa.Table:
    schema = pa.schema(list(plan.schema.items()))
    return pa.Table.from_pylist([with_facts(plan.dataset, row) for row in rows], schema)


@pytest.mark.parametrize("rule", RULES, ids=code)
def test_a_rule_keeps_the_promise_of_its_examples(rule):
    kept = [judged_alone(rule, row)[1] for row in rule.accepts]
    broken = [judged_alone(rule, row)[1][0] for row in rule.rejects]

    assert [verdicts[0] for verdicts in kept] == [Verdict.PASS] * len(rule.accepts)
    assert broken == [Verdict.FAIL] * len(rule.rejects)


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=str)
def test_duckdb_gives_every_example_the_same_verdict(engine, dataset: Dataset):
    plan = make_plan(dataset, BOOK)
    every_promise_on_the_row_as_it_is = replace(
        plan, whole=None, stages=(), judging=(*(j for stage in plan.stages for j in stage), *plan.judging)
    )
    first_check = {check.rule.code: check.place for check in reversed(plan.checks)}
    examples = [
        (rule.code, row, expected)
        for rule in RULES
        if rule.dataset is dataset
        for rows, expected in ((rule.accepts, False), (rule.rejects, True))
        for row in rows
    ]

    judged = engine.judge(every_promise_on_the_row_as_it_is, table(plan, [row for _, row, _ in examples]))

    for number, (rule_code, row, expected) in enumerate(examples):
        word, bit = divmod(first_check[rule_code], CHECKS_IN_A_WORD)
        failed = bool(judged[f"failed_{word}"][number].as_py() >> bit & 1)
        assert failed is expected, (rule_code, row)


@pytest.mark.parametrize("rule", REPAIRS, ids=code)
def test_a_repair_makes_what_its_examples_say(rule, engine):
    before = [row for row, _ in rule.mended]
    plan = plan_of([rule], BOOK)

    by_plain_python = [judged_alone(rule, row)[0] for row in before]
    by_duckdb = engine.judge(plan, table(plan, before)).to_pylist()

    for made in (by_plain_python, by_duckdb):
        for row, (_, expected) in zip(made, rule.mended, strict=True):
            assert {name: row.get(name) for name in expected} == expected


@pytest.mark.parametrize("rule", REPAIRS, ids=code)
def test_what_a_repair_made_is_not_repaired_again_by_the_same_rule(rule):
    for row, _ in rule.mended:
        made = judged_alone(rule, row)[0]
        values = {name: value for name, value in made.items() if name in rule.dataset.columns}

        assert Verdict.FAIL not in judged_alone(rule, values)[1]


@pytest.mark.parametrize("rule", READING_RULES.values(), ids=code)
def test_a_reading_rule_keeps_the_promise_of_its_examples(rule):
    for kind in rule.kinds:
        field = next(HealthCheck.of_kind(kind))
        texts = [*rule.keeps, *rule.breaks]

        one_by_one = [rule.code in reader_of(field, BOOK)(text).notes for text in texts]
        noted = read_column(field, pa.array(texts), BOOK).notes.get(rule.code, [])

        expected = [text in rule.breaks for text in texts]
        assert one_by_one == expected, (rule.code, field.name, texts)
        assert [number in noted for number in range(len(texts))] == expected


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=str)
def test_every_code_stands_for_one_rule_of_the_data_set(dataset):
    own = [rule for rule in RULES if rule.dataset is dataset]
    codes = Counter(rule.code for rule in (*own, *READING_RULES.values()))

    assert [code for code, count in codes.items() if count > 1] == []


def test_the_health_check_has_at_least_sixty_row_rules():
    assert len({rule.code for rule in WRITTEN if rule.dataset is HealthCheck}) >= 60


@pytest.mark.parametrize("rule", [*RULES, *READING_RULES.values()], ids=code)
def test_a_rule_speaks_in_whole_chinese_sentences(rule):
    sentence = rule.sentence("本栏")

    assert re.findall("[A-Za-z]+", sentence) in ([], ["X"]), sentence
    assert "{" not in sentence
    for text in (sentence, rule.because, rule.remedy):
        assert text.endswith("。")
        assert len(text) > 5


@pytest.mark.parametrize("rule", WRITTEN, ids=code)
def test_a_rule_says_what_a_missing_value_does(rule):
    named = rule.each[0]

    assert any(row.get(name) is None for row in (*rule.accepts, *rule.rejects) for name in named)
