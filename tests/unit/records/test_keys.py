"""The key ring on disk: private, wrapped, and never made anew by accident."""

import json

import pytest

from qinkang.mistake import Mistake
from qinkang.records import keys
from qinkang.records.keys import Family, key_ring, make_ring


@pytest.fixture(autouse=True)
def installation(monkeypatch, tmp_path):
    """Give an embedded installation of the test's own."""
    for name in ("DATABASE_URL", "QK_OWNER_URL", "QK_KEK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QK_VAR", str(tmp_path))
    key_ring.cache_clear()
    yield tmp_path
    key_ring.cache_clear()


def test_a_ring_is_made_once_with_a_key_of_each_family_for_us_alone(installation):
    make_ring()
    first = key_ring().all
    make_ring()
    key_ring.cache_clear()

    assert [key.family for key in first] == list(Family)
    assert len({key.secret for key in first}) == 3
    assert key_ring().all == first
    assert {file.stat().st_mode & 0o777 for file in (installation / "keys").iterdir()} == {0o600}
    assert (installation / "keys").stat().st_mode & 0o777 == 0o700


def test_no_key_lies_open_in_the_file(installation):
    make_ring()

    text = (installation / "keys" / "ring.json").read_text()
    assert all(key.secret.hex() not in text for key in key_ring().all)


def test_the_files_must_be_private(installation):
    make_ring()
    (installation / "keys" / "ring.json").chmod(0o644)

    with pytest.raises(Mistake, match="chmod 600"):
        key_ring()


def test_a_ring_of_another_master_key_does_not_open(monkeypatch):
    make_ring()
    monkeypatch.setenv("QK_KEK", "00" * 16)

    with pytest.raises(Mistake, match="QK_KEK"):
        key_ring()


@pytest.mark.parametrize("wrong", ["no key", "00" * 15, "00" * 17])
def test_a_master_key_is_32_hexadecimal_digits(monkeypatch, wrong):
    monkeypatch.setenv("QK_KEK", wrong)

    with pytest.raises(Mistake, match="32位十六进制"):
        make_ring()


def test_a_server_must_be_given_its_master_key(monkeypatch, installation):
    monkeypatch.setenv("DATABASE_URL", "postgresql://qk_web@127.0.0.1/qinkang")

    with pytest.raises(Mistake, match="QK_KEK"):
        make_ring()
    assert not (installation / "keys" / "kek").exists()


def test_a_missing_ring_is_asked_for_and_not_made(installation):
    with pytest.raises(Mistake, match="备份恢复"):
        key_ring()
    assert not (installation / "keys").exists()


@pytest.mark.parametrize("damage", ["", "{", "{}", '{"seal": 1}'])
def test_a_damaged_ring_is_told(installation, damage):
    make_ring()
    (installation / "keys" / "ring.json").write_text(damage)

    with pytest.raises(Mistake, match="已损坏"):
        key_ring()


def test_a_wrapped_key_does_not_open_as_another(installation):
    make_ring()
    file = installation / "keys" / "ring.json"
    kept = json.loads(file.read_text())
    kept["seal"][0]["wrapped"], kept["file"][0]["wrapped"] = (
        kept["file"][0]["wrapped"],
        kept["seal"][0]["wrapped"],
    )
    keys.write_private(file, json.dumps(kept))

    with pytest.raises(Mistake, match="QK_KEK"):
        key_ring()
