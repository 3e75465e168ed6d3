"""Age bands of the denominators are spelled as offices spell them."""

from itertools import pairwise

import pytest

from qinkang.standards.codes.population import AGE_BAND, AGE_BANDS, OPEN_END


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
