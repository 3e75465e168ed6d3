"""A plan keeps its order, whatever columns a file has, and Spark can be told it."""

from datetime import date

import ibis
import pytest
import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st

import qinkang.cleansing.rules  # noqa: F401
from qinkang.cleansing.columns import statement
from qinkang.cleansing.effect import Effect
from qinkang.cleansing.plain import judge_row
from qinkang.cleansing.plan import Plan, fields_read, make_plan, plan_of
from qinkang.cleansing.rule import Missing, RowRule, rules_of
from qinkang.cleansing.rulebook import Rulebook
from qinkang.standards.dataset import DATASETS
from qinkang.standards.datasets import HealthCheck

BOOK = Rulebook.packaged(date(2025, 6, 30))
of_every_dataset = pytest.mark.parametrize("dataset", DATASETS.values(), ids=str)


def out_of_order(plan: Plan) -> list[tuple[str, str]]:
    """Pairs of rules of which the later does not see what the earlier made, or the earlier sees the later's."""
    staged = [(number, judgement) for number, stage in enumerate(plan.stages) for judgement in stage]
    staged.sort(key=lambda one: one[1].check.place)
    found = []
    for at, (stage, earlier) in enumerate(staged):
        for later_stage, later in staged[at + 1 :]:
            if later.check.rule is earlier.check.rule:
                wrong = later_stage != stage
            else:
                sees = reads(later) | set(later.changes)
                wrong = (bool(sees & set(earlier.changes)) and later_stage <= stage) or (
                    bool(reads(earlier) & set(later.changes)) and later_stage < stage
                )
            if wrong:
                found.append((earlier.check.rule.code, later.check.rule.code))
    return found


def reads(judgement) -> set[str]:
    return set(fields_read(judgement.promise)).union(*map(fields_read, judgement.changes.values()))


@of_every_dataset
def test_each_rule_sees_what_earlier_rules_made(dataset):
    assert out_of_order(make_plan(dataset, BOOK)) == []


@settings(deadline=None, max_examples=8)
@given(st.sets(st.sampled_from(sorted(HealthCheck.columns))))
def test_the_order_holds_whatever_columns_a_file_has(present):
    assert out_of_order(make_plan(HealthCheck, BOOK, frozenset(present))) == []


NAMES = ("k", "na", "tc", "tg")
made_up = st.lists(
    st.builds(
        lambda pairs: tuple({written: (written, read) for read, written in pairs}.values()),
        st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), min_size=1, max_size=2),
    ),
    min_size=1,
    max_size=6,
)


def made_up_rule(number: int, each: tuple[tuple[str, str], ...]) -> RowRule:
    """A rule that puts into one field what it finds in another, counted up."""
    return RowRule(
        code=f"M-{number}",
        says="",
        because="",
        remedy="",
        effect=Effect.REPAIR,
        dataset=HealthCheck,
        each=each,
        promise=lambda row, written, read: read > 5 * written,
        mends=lambda row, written, read: {written.get_name(): read * 2 + number},
        if_missing=Missing.PASSES,
        accepts=(),
        rejects=(),
    )


@settings(deadline=None, max_examples=60)
@given(made_up, st.lists(st.integers(-9, 9), min_size=len(NAMES), max_size=len(NAMES)))
def test_stages_make_what_the_rules_make_one_after_another(drawn, values):
    rules = [made_up_rule(number, each) for number, each in enumerate(drawn)]
    row = dict(zip(NAMES, map(float, values), strict=True))

    at_once, verdicts = judge_row(plan_of(rules, BOOK), row)

    one_by_one, said = row, []
    for rule in rules:
        one_by_one, some = judge_row(plan_of([rule], BOOK), one_by_one)
        said += some
    assert (at_once, verdicts) == (one_by_one, said)


def test_repairs_come_before_limits_and_these_before_other_blanks():
    places = {check.rule.code: check.place for check in make_plan(HealthCheck, BOOK).checks}

    for before, after in [
        ("C-57", "C-54"),
        ("C-54", "C-52"),
        ("C-52", "C-54B"),
        ("C-61R", "C-66R"),
        ("C-66R", "C-65"),
        ("C-65", "C-61"),
        ("C-65", "C-66"),
        ("C-11", "C-36"),
        ("C-16", "C-05"),
    ]:
        assert places[before] < places[after], (before, after)


def test_no_two_checks_of_a_stage_change_the_same_field():
    for stage in make_plan(HealthCheck, BOOK).stages:
        changed = [name for judgement in stage for name in judgement.changes]

        assert len(changed) == len(set(changed))


def test_a_file_without_the_column_of_a_block_is_blocked_all_the_same():
    codes = {check.rule.code for check in make_plan(HealthCheck, BOOK, frozenset({"name"})).checks}

    blocks = {rule.code for rule in rules_of(HealthCheck) if rule.effect is Effect.BLOCK}
    assert blocks
    assert blocks <= codes


class SparkOptions(ibis.config.Config):
    """What Ibis asks of its Spark settings when it compiles; Spark itself is not needed for that."""

    treat_nan_as_null: bool = False


@pytest.fixture
def spark_dialect(monkeypatch) -> str:
    monkeypatch.setattr(ibis.options, "pyspark", SparkOptions())
    return "pyspark"


@of_every_dataset
def test_the_whole_plan_compiles_for_spark(spark_dialect, dataset):
    plan = make_plan(dataset, BOOK)

    parsed = sqlglot.parse_one(statement(plan, spark_dialect), dialect="spark")

    stages = parsed.args["with_"].expressions if "with_" in parsed.args else []
    assert len(stages) == len(plan.stages)
