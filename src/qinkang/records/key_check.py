"""The ring of this installation and the database it is used on must belong together."""

from django.db import connection

from qinkang.kernel import clock
from qinkang.mistake import Mistake
from qinkang.records.keys import Key, KeyRing, key_ring, make_ring
from qinkang.records.models import KeyFingerprint

_checked: set[tuple[str, bytes]] = set()


def ring_in_force() -> KeyRing:
    """Return the key ring, compared once per process with what this database was written with.

    Raises Mistake where a key is unknown to the database or is not the one it knows: data sealed with
    the wrong keys could never be found or opened again.
    """
    ring = key_ring()
    where = connection.settings_dict["NAME"], b"".join(key.fingerprint for key in ring.all)
    if where not in _checked:
        known = {(one.family, one.number): bytes(one.fingerprint) for one in KeyFingerprint.objects.all()}
        for key in ring.all:
            refuse_stranger(key, known)
        _checked.add(where)
    return ring


def refuse_stranger(key: Key, known: dict[tuple[str, int], bytes]) -> None:
    """Raise Mistake for a key that this database does not know under its number."""
    there = known.get((key.family, key.number))
    if there is None:
        raise Mistake(f"数据库不认识密钥 {key.family} 第 {key.number} 号。请先运行 ./qk migrate 登记密钥。")
    if there != key.fingerprint:
        raise Mistake(
            f"密钥 {key.family} 第 {key.number} 号与数据库中登记的不一致，系统拒绝启动。"
            "请换回原来的密钥文件，或连接与密钥对应的数据库。"
        )


def enrol_keys() -> None:
    """Make the ring of a new installation, and register keys that the database does not know yet.

    The owner's work, after the migrations. Raises Mistake where the database already knows keys and
    the ring is missing or is another.
    """
    known = {(one.family, one.number): bytes(one.fingerprint) for one in KeyFingerprint.objects.all()}
    if not known:
        make_ring()
    ring = key_ring()
    for key in ring.all:
        if (key.family, key.number) in known:
            refuse_stranger(key, known)
    lost = set(known) - {(key.family, key.number) for key in ring.all}
    if lost:
        raise Mistake("密钥文件缺少数据库登记过的密钥，部分数据将无法读取。请从备份恢复密钥文件。")
    KeyFingerprint.objects.bulk_create(
        KeyFingerprint(family=key.family, number=key.number, fingerprint=key.fingerprint, since=clock.now())
        for key in ring.all
        if (key.family, key.number) not in known
    )
