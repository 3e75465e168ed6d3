"""Rules across records find in their examples what the examples say."""

import re

import pyarrow as pa
import pytest
from tests.spec.cleansing.judging import BOOK, STRUCTURAL, WRITTEN

import qinkang.cleansing.rules  # noqa: F401  (makes the rules known)
from qinkang.cleansing.across.engine import judge
from qinkang.cleansing.across.rule import ACROSS, AcrossRule, Example, across
from qinkang.cleansing.across.tables import kinds
from qinkang.cleansing.effect import Effect
from qinkang.standards.mistakes import DeclarationMistake

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code} {example.shows}")
    for rule in ACROSS.values()
    for example in rule.examples
]
NOTHING = {"shows": "一", "given": {}, "found": {}}


def found(rule: AcrossRule, example: Example) -> dict[str, set[int]]:
    """What the rule finds in the example: numbers of records by table."""
    tables = {
        name: pa.Table.from_pylist(rows, pa.schema(list(kinds(name).items())))
        for name, rows in example.given.items()
    }
    by_table: dict[str, set[int]] = {}
    for verdict in judge(rule.key, tables, BOOK, frozenset({rule.code})):
        by_table.setdefault(verdict.table, set()).add(verdict.record)
    return by_table


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_rule_finds_what_its_examples_say(rule, example):
    assert found(rule, example) == {name: set(records) for name, records in example.found.items()}


@pytest.mark.parametrize("rule", ACROSS.values(), ids=lambda rule: rule.code)
def test_a_rule_across_records_speaks_in_whole_chinese_sentences(rule):
    sentence = rule.sentence("本栏")

    assert re.findall("[A-Za-z{]+", sentence) == [], sentence
    assert all(text.endswith("。") and len(text) > 5 for text in (sentence, rule.because, rule.remedy))


def test_no_code_of_a_row_rule_is_used_again():
    assert {rule.code for rule in (*WRITTEN, *STRUCTURAL)} & set(ACROSS) == set()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"code": "C-94"}, "代码已被使用"),
        ({"subjects": {"nowhere": "check_date"}}, "没有数据集 nowhere"),
        ({"subjects": {"health_check": "nothing"}}, "字段 nothing"),
        ({"effect": Effect.REJECT}, "只能使记录存疑或提示"),
        ({"examples": [Example(**NOTHING)]}, "缺少有问题或没有问题的例子"),
    ],
)
def test_a_declaration_that_cannot_be_carried_out_is_refused(wrong, says):
    fair = {
        "code": "X-99",
        "subjects": {"health_check": "check_date"},
        "says": "一。",
        "because": "一。",
        "remedy": "一。",
        "effect": Effect.FLAG,
        "examples": [Example(**NOTHING), Example(**{**NOTHING, "found": {"health_check": frozenset({1})}})],
    }

    with pytest.raises(DeclarationMistake, match=says):
        across(**{**fair, **wrong})(lambda health_check: health_check)

    assert "X-99" not in ACROSS
