"""The printed cleansing standard holds every rule of a data set with everything a reader needs."""

import re

import pytest

import qinkang.cleansing.rules  # noqa: F401  - makes the rules known
from qinkang.cleansing.across.rule import across_rules_of
from qinkang.cleansing.effect import Effect
from qinkang.cleansing.parameters import PARAMETERS
from qinkang.cleansing.printing import (
    EFFECT_IN_WORDS,
    MISSING_IN_WORDS,
    OF_FILES,
    cleansing_standard,
    rule_index,
)
from qinkang.cleansing.reading.rules import READING_RULES
from qinkang.cleansing.rule import Missing, rules_of
from qinkang.cleansing.structure import structural_rules
from qinkang.standards.dataset import DATASETS
from qinkang.standards.datasets import HealthCheck


def section(printed, code):
    """Give what is printed of one rule."""
    found = re.search(rf"^### {re.escape(code)} .*?(?=^##|\Z)", printed, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


@pytest.mark.clause("E11")
@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.code)
def test_every_rule_is_printed_with_effect_reason_and_remedy(dataset):
    printed = cleansing_standard(dataset)
    fields = dataset.columns.values()
    reading = [rule for rule in READING_RULES.values() if any(map(rule.applies_to, fields))]
    rules = (*OF_FILES, *reading, *structural_rules(dataset), *rules_of(dataset))

    assert len(rules) > 15
    for rule in rules:
        told = section(printed, rule.code)
        assert f"- 原因：{rule.because}\n" in told, rule.code
        assert f"- 处理：{EFFECT_IN_WORDS[rule.effect]}" in told, rule.code
        assert f"- 办法：{rule.remedy}\n" in told, rule.code


def test_a_row_rule_tells_its_fields_gaps_and_examples():
    told = section(cleansing_standard(HealthCheck), "C-57")

    assert told.startswith("### C-57 自动修正：血压应以毫米汞柱填写，不用千帕。\n")
    assert "- 适用：左侧收缩压与左侧舒张压；右侧收缩压与右侧舒张压\n" in told
    assert "- 缺值时：视为通过\n" in told
    assert "（左侧收缩压 120，左侧舒张压 80）" in told.partition("应通过：")[2].partition("\n")[0]
    assert "（左侧收缩压 17.3，左侧舒张压 10.7）" in told.partition("应不通过：")[2].partition("\n")[0]
    assert "改为 （左侧收缩压 130，左侧舒张压 80）" in told.partition("修正：")[2]


def test_a_reading_rule_tells_right_and_wrong_spellings():
    told = section(cleansing_standard(HealthCheck), "C-03")

    assert "### C-03 自动修正：" in told
    assert "- 适用：身份证件号码\n" in told
    assert "- 符合的写法：`11010519491231002X`\n" in told
    assert "- 不符合的写法：`110105491231002`" in told


def test_codes_in_examples_are_shown_by_their_labels():
    assert "性别 男性" in section(cleansing_standard(HealthCheck), "C-10")


def test_every_effect_and_every_gap_has_its_words():
    assert set(EFFECT_IN_WORDS) == set(Effect)
    assert set(MISSING_IN_WORDS) == set(Missing)


def test_parameters_are_printed_with_their_source():
    printed = cleansing_standard(HealthCheck)

    assert all(
        f"| `{name}` | {one.title} | {one.value:g} | {one.source} |" in printed
        for name, one in PARAMETERS.items()
    )


def test_the_index_holds_every_code_once_for_each_data_set():
    lines = re.findall(r"^\| ([A-Z]+-\w+) \| (\S+) \|", rule_index(), re.MULTILINE)
    own = {
        (rule.code, f"`{dataset.code}`")
        for dataset in DATASETS.values()
        for rule in (*structural_rules(dataset), *rules_of(dataset), *across_rules_of(dataset))
    }

    assert len(lines) == len(set(lines))
    assert set(lines) == own | {(rule.code, "全部") for rule in (*OF_FILES, *READING_RULES.values())}
    assert lines == sorted(lines)
