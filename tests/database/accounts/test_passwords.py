"""What a good password is, and how it is kept."""

import hashlib

import pytest
from django.contrib.auth.hashers import check_password, make_password
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.database import ready  # noqa: F401

from qinkang.accounts import passwords
from qinkang.accounts.models import User

LI = User(username="liming", name="李明")


@pytest.fixture(autouse=True)
def no_history(monkeypatch):
    """Leave the history to the tests that have a database."""
    monkeypatch.setattr(passwords, "was_used", lambda password, user: False)


@pytest.mark.parametrize(
    "password",
    ["Vr7#moonlit", "moonlit harbour", "Xk29mvTqBe", "月光下的港湾有一只水獭在唱歌"],
)
def test_long_ones_and_mixed_ones_are_good(password):
    assert passwords.findings(password, LI) == []


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("Vr7#moon", "至少12位"),
        ("moonlithar", "至少12位"),
        ("Vr7#liming-harbour", "用户名或姓名"),
        ("Vr7#ｌｉｍｉｎｇ-harbour", "用户名或姓名"),
        ("Vr7#gnimil-harbour", "用户名或姓名"),
        ("Vr7#李明-harbour", "用户名或姓名"),
        ("QinKang#8841-moon", "容易被猜到"),
        ("aaaaaaaaaaaaaaaa", "不同的字符太少"),
        ("Moon#12345-harbour", "连续"),
        ("Moon#EDCBA-harbour", "连续"),
        ("x1#" * 50, "最多"),
    ],
)
def test_weak_ones_are_refused_with_a_sentence(password, says):
    assert any(says in sentence for sentence in passwords.findings(password, LI))


@given(st.text(max_size=9))
@settings(deadline=None)
def test_nothing_short_is_ever_good(password):
    assert passwords.findings(password, LI) != []


@given(st.text())
@settings(deadline=None)
def test_any_text_is_judged(password):
    assert all(sentence.endswith("。") for sentence in passwords.findings(password, LI))


def test_a_password_is_kept_as_pbkdf2_with_sm3(monkeypatch):
    monkeypatch.setattr("django.conf.settings.PASSWORD_ITERATIONS", 1000)
    kept = make_password("Vr7#moonlit")
    algorithm, iterations, salt, digest = kept.split("$")

    assert (algorithm, iterations) == ("pbkdf2_sm3", "1000")
    assert check_password("Vr7#moonlit", kept)
    assert not check_password("Vr7#moonlit ", kept)
    if "sm3" not in hashlib.algorithms_available:
        pytest.skip("this system's OpenSSL has no SM3 to compare with")
    import base64

    other = hashlib.pbkdf2_hmac("sm3", b"Vr7#moonlit", salt.encode(), 1000)
    assert base64.b64decode(digest) == other


def test_one_time_passwords_differ_and_pass_the_policy():
    made = {passwords.one_time_password() for _ in range(200)}

    assert len(made) == 200
    assert all(len(word) == 16 and not set("lI1O0") & set(word) for word in made)
