"""统一社会信用代码 (GB 32100-2015)."""

import pytest
from tests.spec.kernel.drawn import drawn

from qinkang.kernel import credit_code


def test_the_code_printed_in_the_standard_is_right():
    assert credit_code.check_character("91350100M000100Y4") == "3"
    assert credit_code.problem("91350100M000100Y43") is None


def test_a_code_has_one_problem_or_none():
    rows = drawn("""
        code                | problem
        --------------------+-----------
        91350100M000100Y43  |
        91350100M000100Y44  | check
        91350100M000100Y4   | length
        91350100M000100Y433 | length
        91350100m000100Y43  | characters
        91350100O000100Y43  | characters
        9135O100M000100Y43  | characters
        9135A100M000100Y43  | area
                            | length
    """)

    for row in rows:
        assert (credit_code.problem(row["code"]) or "") == row["problem"], row["code"]


def test_a_remainder_of_nothing_is_written_zero():
    # Seventeen zeros have the sum 0, so 31 - 0 = 31, which the standard writes as 0.
    assert credit_code.check_character("0" * 17) == "0"


@pytest.mark.parametrize("text", ["", "9" * 16, "9" * 18, "91350100I000100Y4"])
def test_a_check_character_is_refused_for_anything_but_seventeen_characters_of_the_alphabet(text):
    with pytest.raises(ValueError, match="17 characters"):
        credit_code.check_character(text)
