"""What must never break about masking."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinkang.kernel import masking

MASKS = [
    masking.name,
    masking.id_number,
    masking.phone,
    masking.address,
    masking.birth_date,
    masking.record_number,
]
digits = st.text("0123456789X-*", max_size=20)
names = st.text(st.sampled_from("张欧阳司马三明·* 😀aé"), max_size=6)
places = st.lists(
    st.sampled_from(["陕西省", "宝鸡市", "岐山县", "凤县", " ", "某镇", "****", "3号"]), max_size=5
).map("".join)


@pytest.mark.parametrize("mask", MASKS)
@settings(deadline=None, max_examples=200)
@given(text=st.text() | digits | names | places)
def test_masking_a_masked_value_changes_nothing(mask, text):
    once = mask(text)

    assert mask(once) == once
    assert "*" in once or mask is masking.birth_date


@settings(deadline=None)
@given(
    st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True), st.from_regex(r"[1-9][0-9]{14}", fullmatch=True)
)
def test_an_id_number_never_shows_birth_digits_nor_its_length(eighteen, fifteen):
    for number in (eighteen, fifteen):
        shown = masking.id_number(number)
        assert len(shown) == 18 and shown[1:16] == "*" * 15
        assert (shown[0], shown[16:]) == (number[0], number[-2:])


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=3, max_size=10))
def test_a_name_never_shows_more_than_three_characters(name):
    assert len(masking.name(name)) <= 4
