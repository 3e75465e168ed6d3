"""Settings from the environment: read by type, and refused in a sentence."""

import pytest

from qinkang.mistake import Mistake
from qinkang.web import environment


@pytest.mark.parametrize(
    ("said", "meant"), [("1", True), ("是", True), ("TRUE", True), ("0", False), ("", False)]
)
def test_a_flag_is_yes_or_no(monkeypatch, said, meant):
    monkeypatch.setenv("QK_X", said)

    assert environment.flag("QK_X", not meant) is meant


def test_what_is_not_set_is_the_default(monkeypatch):
    monkeypatch.delenv("QK_X", raising=False)

    assert environment.flag("QK_X", True) is True
    assert environment.choice("QK_X", "web", ("web", "worker")) == "web"
    assert environment.words("QK_X", ("a",)) == ["a"]


def test_words_are_parted_by_commas(monkeypatch):
    monkeypatch.setenv("QK_X", " a, ,b,")

    assert environment.words("QK_X", ("c",)) == ["a", "b"]


def test_a_wrong_value_is_told_with_the_name_and_what_is_allowed(monkeypatch):
    monkeypatch.setenv("QK_X", "root")

    with pytest.raises(Mistake, match=r"QK_X.*root.*web、worker"):
        environment.choice("QK_X", "web", ("web", "worker"))
    with pytest.raises(Mistake, match="QK_X"):
        environment.flag("QK_X", False)


def test_a_secret_is_made_once_and_for_us_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("QK_X", raising=False)
    file = tmp_path / "secrets" / "x"
    first = environment.secret("QK_X", file, make=True)

    assert environment.secret("QK_X", file, make=True) == first
    assert len(first) > 60
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_server_must_be_given_its_secret(monkeypatch, tmp_path):
    monkeypatch.delenv("QK_X", raising=False)

    with pytest.raises(Mistake, match="没有设置环境变量 QK_X"):
        environment.secret("QK_X", tmp_path / "x", make=False)
    assert not (tmp_path / "x").exists()


def test_a_secret_others_can_read_is_refused(monkeypatch, tmp_path):
    monkeypatch.delenv("QK_X", raising=False)
    (tmp_path / "x").write_text("open")
    (tmp_path / "x").chmod(0o644)

    with pytest.raises(Mistake, match="chmod 600"):
        environment.secret("QK_X", tmp_path / "x", make=False)
