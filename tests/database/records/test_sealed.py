"""Nothing in the database tells who somebody is, and only its own keys open it."""

import pytest
from django.db import connection
from tests.database.ready import become
from tests.database.records.conftest import number

from qinkang.mistake import Mistake
from qinkang.records import key_check, keys
from qinkang.records.keys import Family, Key, KeyRing, key_ring

PLANTED = {
    "name": "欧阳试验",
    "id_no": number(77),
    "phone": "13812345678",
    "live_addr": "无名镇无名村七十七号",
}


def test_no_table_holds_a_name_number_phone_or_address(store, link, admin):
    store({"source_no": "a", **PLANTED})
    store({"source_no": "a", "pulse": 66.0, **PLANTED}, batch=2)
    link()
    link(2)

    tables = admin.execute(
        "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    ).fetchall()
    filled = 0
    for (table,) in tables:
        text = "\n".join(row for (row,) in admin.execute(f"SELECT t::text FROM {table} t").fetchall())
        filled += bool(text)
        for plain in PLANTED.values():
            assert plain not in text, table
            assert plain.encode().hex() not in text, table
    assert filled > 6


@pytest.fixture
def unchecked(monkeypatch):
    """Forget that this process has compared its keys."""
    monkeypatch.setattr(key_check, "_checked", set())


def with_other_key(family: Family) -> KeyRing:
    ring = key_ring()
    strangers = tuple(Key(family, key.number, bytes(len(key.secret))) for key in ring.keys[family])
    return KeyRing({**ring.keys, family: strangers})


@pytest.mark.parametrize("family", list(Family))
def test_the_wrong_keys_are_refused(worker, unchecked, monkeypatch, family):
    wrong = with_other_key(family)
    monkeypatch.setattr(key_check, "key_ring", lambda: wrong)

    with pytest.raises(Mistake, match="与数据库中登记的不一致，系统拒绝启动"):
        key_check.ring_in_force()


def test_a_key_the_database_does_not_know_is_refused(worker, unchecked, monkeypatch):
    ring = key_ring()
    more = KeyRing({**ring.keys, Family.SEAL: (*ring.keys[Family.SEAL], Key(Family.SEAL, 2, bytes(16)))})
    monkeypatch.setattr(key_check, "key_ring", lambda: more)

    with pytest.raises(Mistake, match="不认识密钥"):
        key_check.ring_in_force()


def test_migrating_with_another_ring_is_refused(worker, monkeypatch):
    become("qk_owner")
    wrong = with_other_key(Family.SEAL)
    monkeypatch.setattr(key_check, "key_ring", lambda: wrong)

    with pytest.raises(Mistake, match="不一致"):
        key_check.enrol_keys()


def test_migrating_without_a_ring_makes_none_where_there_is_data(worker, monkeypatch, tmp_path):
    become("qk_owner")
    monkeypatch.setattr(keys, "folder", lambda: tmp_path)
    monkeypatch.setattr(key_check, "key_ring", keys.key_ring.__wrapped__)

    with pytest.raises(Mistake, match="找不到密钥文件"):
        key_check.enrol_keys()
    assert list(tmp_path.iterdir()) == []


def test_the_right_keys_are_compared_once(worker, unchecked):
    key_check.ring_in_force()
    connection.close()
    become("qk_figures")  # which may not read the fingerprints

    assert key_check.ring_in_force() is key_ring()
