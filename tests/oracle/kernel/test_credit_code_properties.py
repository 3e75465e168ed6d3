"""What must never break about credit codes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from qinkang.kernel import credit_code

first17 = st.from_regex(r"[159Y][1239][0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}", fullmatch=True)


@settings(deadline=None)
@given(first17)
def test_weights_and_check_value_sum_to_a_multiple_of_31(code):
    whole = code + credit_code.check_character(code)

    assert credit_code.problem(whole) is None
    assert sum(credit_code.VALUES[c] * 3**i for i, c in enumerate(whole[:17])) % 31 == (
        -credit_code.VALUES[whole[17]] % 31
    )


@settings(deadline=None)
@given(first17, st.integers(0, 17), st.sampled_from(credit_code.ALPHABET))
def test_a_single_wrong_character_is_always_detected(code, place, other):
    whole = code + credit_code.check_character(code)
    wrong = whole[:place] + other + whole[place + 1 :]

    assert (credit_code.problem(wrong) is None) == (wrong == whole)


@settings(deadline=None)
@given(first17, st.integers(0, 16))
def test_two_swapped_neighbours_are_always_detected(code, place):
    whole = code + credit_code.check_character(code)
    wrong = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]

    assert (credit_code.problem(wrong) is None) == (wrong == whole)
