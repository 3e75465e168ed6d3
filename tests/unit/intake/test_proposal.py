"""What is kept of columns for a person to confirm shows nobody's values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinkang.intake.proposal import shape


@pytest.mark.parametrize(
    ("value", "looks"),
    [
        ("610323194912310021", "18位数字"),
        ("1965-02-03", "4位数字-2位数字-2位数字"),
        ("欧阳试验", "4个汉字"),
        ("A级", "1个字母1个汉字"),
        ("🙂", "·"),
    ],
)
def test_a_value_is_shown_by_its_shape(value, looks):
    assert shape(value) == looks


@given(st.text(alphabet="欧阳试甲610323abc", min_size=3, max_size=40))
def test_a_shape_holds_nothing_of_the_value(value):
    told = shape(value)

    assert not any(run in told for run in (value, value[:3])) or value[:3] in "位数字个汉字母"
