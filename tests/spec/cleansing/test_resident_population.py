"""Rules of the denominators keep the promise of their examples; bands are spelled as offices spell them."""

from datetime import date
from itertools import pairwise

import pytest

import qinkang.cleansing.rules  # noqa: F401  (makes the rules known)
from qinkang.cleansing.plain import judge_row
from qinkang.cleansing.plan import plan_of
from qinkang.cleansing.reading import facts_of
from qinkang.cleansing.rule import Verdict, rules_of
from qinkang.cleansing.rulebook import Rulebook
from qinkang.cleansing.structure import structural_rules
from qinkang.standards.codes.population import AGE_BAND, AGE_BANDS, OPEN_END
from qinkang.standards.datasets import ResidentPopulation

BOOK = Rulebook.packaged(date(2025, 6, 30))
RULES = (*rules_of(ResidentPopulation), *structural_rules(ResidentPopulation))


def judged(rule, row):
    return judge_row(plan_of([rule], BOOK), {**row, **facts_of(ResidentPopulation, row, BOOK)})


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_keeps_the_promise_of_its_examples(rule):
    assert {judged(rule, row)[1][0] for row in rule.accepts} == {Verdict.PASS}
    assert {judged(rule, row)[1][0] for row in rule.rejects} == {Verdict.FAIL}
    for row, expected in rule.mended:
        made = judged(rule, row)[0]
        assert {name: made.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("65岁及以上", "65+"),
        ("65岁以上", "65+"),
        ("65+", "65+"),
        ("60-64", "60-64"),
        ("60～64岁", "60-64"),
        ("80至84岁", "80-84"),
        ("100岁及以上", "100+"),
        ("64岁及以上", None),
        ("60-69", None),
    ],
)
def test_age_bands_are_read_as_offices_write_them(written, code):
    assert AGE_BAND.spellings.get(written) == code


def test_bands_of_five_years_lie_side_by_side():
    closed = sorted(ages for ages in AGE_BANDS.values() if ages[1] != OPEN_END)

    assert all(last + 1 == first for (_, last), (first, _) in pairwise(closed))
    assert closed[-1][1] == 99
