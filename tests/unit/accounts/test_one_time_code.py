"""The second factor's codes against the published vectors."""

import datetime as dt

import pytest

from qinkang.accounts import one_time_code

SECRET = b"12345678901234567890"  # RFC 6238 appendix B, SHA-1; the last six of its eight digits


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
    ],
)
def test_codes_are_those_of_the_standard(seconds, code):
    at = dt.datetime.fromtimestamp(seconds, dt.UTC)

    assert one_time_code.code(SECRET, one_time_code.step_at(at)) == code
    assert one_time_code.matching_step(SECRET, f" {code} ", at) == seconds // 30


@pytest.mark.parametrize(("later", "fits"), [(-61, False), (-29, True), (0, True), (30, True), (61, False)])
def test_a_clock_may_differ_by_one_step(later, fits):
    made = dt.datetime.fromtimestamp(1111111110, dt.UTC)
    given = one_time_code.code(SECRET, one_time_code.step_at(made))

    found = one_time_code.matching_step(SECRET, given, made + dt.timedelta(seconds=later))
    assert (found is not None) is fits


@pytest.mark.parametrize("given", ["", "12345", "１２３４５６", "abcdef", "0000000"])
def test_what_is_no_code_fits_nothing(given):
    assert one_time_code.matching_step(SECRET, given, dt.datetime.fromtimestamp(59, dt.UTC)) is None


def test_the_address_in_the_qr_code_names_product_account_and_secret():
    told = one_time_code.address(SECRET, "li", "秦康")

    assert told.startswith("otpauth://totp/%E7%A7%A6%E5%BA%B7:li?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&")
