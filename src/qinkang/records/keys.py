"""The keys: three families, each key wrapped by a key-encryption key that never enters the database.

`var/keys/ring.json` (mode 0600) holds the data keys, each sealed by the key-encryption key, which comes
from `QK_KEK` (32 hexadecimal digits) or, for the embedded profile only, from `var/keys/kek`. Several
keys of a family may stand side by side: the last one writes, the others only read. That is what a
rotation needs; every envelope and every index value names its key.
"""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac

from qinkang import home
from qinkang.mistake import Mistake
from qinkang.records.envelope import open_envelope, seal_envelope
from qinkang.supervisor.database import named_server

KEK_BYTES = 16


class Family(StrEnum):
    """What a key is for. No key serves two purposes."""

    SEAL = "seal"  # SM4-GCM of identity and of documents
    INDEX = "index"  # HMAC-SM3 for looking up
    FILE = "file"  # SM4-GCM of landed files


LENGTH = {Family.SEAL: 16, Family.INDEX: 32, Family.FILE: 16}  # bytes


@dataclass(frozen=True, repr=False)
class Key:
    """One key. Its number is unique within the family and never used again; 1 to 65535."""

    family: Family
    number: int
    secret: bytes

    @property
    def fingerprint(self) -> bytes:
        """Sixteen bytes by which the database recognises the key without knowing it."""
        mac = hmac.HMAC(self.secret, hashes.SM3())
        mac.update(f"qinkang key fingerprint|{self.family}|{self.number}".encode())
        return mac.finalize()[:16]

    def __repr__(self) -> str:
        """Show which key it is, not the key."""
        return f"<Key {self.family} {self.number}>"


@dataclass(frozen=True)
class KeyRing:
    """All keys of this installation, by family, the oldest first."""

    keys: Mapping[Family, tuple[Key, ...]]

    def writing(self, family: Family) -> Key:
        """Return the key that writes now."""
        return self.keys[family][-1]

    def numbered(self, family: Family, number: int) -> Key:
        """Return the key of that number; raises Mistake where it is not on the ring."""
        for key in self.keys[family]:
            if key.number == number:
                return key
        raise Mistake(f"密钥环中没有 {family} 第 {number} 号密钥，无法读取。请从备份恢复密钥文件。")

    @property
    def all(self) -> tuple[Key, ...]:
        """Return every key."""
        return tuple(key for family in Family for key in self.keys[family])


def folder() -> Path:
    """Return the folder of the keys."""
    return home.var() / "keys"


@cache
def key_ring() -> KeyRing:
    """Return the ring of this installation, read once per process.

    Raises Mistake where it is missing, readable by others, damaged, or wrapped by another key.
    """
    file = folder() / "ring.json"
    if not file.exists():
        raise Mistake(f"找不到密钥文件 {file}。已有数据时请从备份恢复；新装系统请先运行 ./qk migrate。")
    refuse_open_door(file)
    kek = key_encryption_key()
    try:
        kept = json.loads(file.read_text(encoding="ascii"))
        keys = {
            family: tuple(
                Key(family, one["number"], unwrap(kek, family, one["number"], one["wrapped"]))
                for one in sorted(kept[family], key=lambda one: one["number"])
            )
            for family in Family
        }
    except InvalidTag:
        raise Mistake("密钥文件不能用现在的 QK_KEK 打开。请检查 QK_KEK 是否属于本系统。") from None
    except (ValueError, KeyError, TypeError):
        raise Mistake(f"密钥文件 {file} 已损坏。请从备份恢复该文件。") from None
    return KeyRing(keys)


def make_ring() -> None:
    """Make a ring with one key per family; an existing one is left alone."""
    file = folder() / "ring.json"
    if file.exists():
        return
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    kek = key_encryption_key(make=named_server() is None)
    fresh = {
        family: [{"number": 1, "wrapped": wrap(kek, family, 1, secrets.token_bytes(LENGTH[family]))}]
        for family in Family
    }
    write_private(file, json.dumps(fresh, indent=1))
    key_ring.cache_clear()


def wrap(kek: bytes, family: Family, number: int, secret: bytes) -> str:
    """Seal a key under the key-encryption key."""
    return seal_envelope(kek, 0, f"v1|key|{family}|{number}".encode(), secret).hex()


def unwrap(kek: bytes, family: Family, number: int, wrapped: str) -> bytes:
    """Open a sealed key; raises InvalidTag where it was sealed by another."""
    return open_envelope(kek, f"v1|key|{family}|{number}".encode(), bytes.fromhex(wrapped))


def key_encryption_key(*, make: bool = False) -> bytes:
    """Return the key-encryption key; raises Mistake where there is none or it is no key."""
    file = folder() / "kek"
    found = os.environ.get("QK_KEK", "").strip()
    if not found:
        if not file.exists():
            if not make:
                raise Mistake("没有设置环境变量 QK_KEK（32位十六进制的主密钥），无法打开密钥文件。")
            write_private(file, secrets.token_hex(KEK_BYTES))
        refuse_open_door(file)
        found = file.read_text(encoding="ascii").strip()
    try:
        kek = bytes.fromhex(found)
    except ValueError:
        kek = b""
    if len(kek) != KEK_BYTES:
        raise Mistake("主密钥 QK_KEK 不是32位十六进制数。请检查运行环境。")
    return kek


def refuse_open_door(file: Path) -> None:
    """Raise Mistake where others can read the file."""
    if file.stat().st_mode & 0o077:
        raise Mistake(f"密钥文件 {file} 对其他用户可读。请执行 chmod 600 {file} 后重试。")


def write_private(file: Path, text: str) -> None:
    """Write a file that only we can read, whole or not at all."""
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
