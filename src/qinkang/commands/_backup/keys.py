"""The secrets of an installation in one envelope, which a passphrase opens."""

from __future__ import annotations

import getpass
import json
import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from qinkang.mistake import Mistake
from qinkang.records.envelope import open_envelope, seal_envelope

VARIABLE = "QK_BACKUP_PASSPHRASE"
SHORTEST = 12
COST, BLOCK, AT_ONCE = 2**16, 8, 1  # scrypt (RFC 7914): 64 MB and about 0.2 s for each guess
BELONGS_TO = b"v1|backup|keys"
KEPT = ("keys", "secrets")  # folders of an installation that hold its secrets
KEY_BYTES = 16


def passphrase(*, new: bool) -> str:
    """Return the passphrase: from the environment, else asked for on the terminal, twice for a new backup.

    Raises:
        Mistake: there is none, it is short, or the two differ.
    """
    found = os.environ.get(VARIABLE, "")
    if not found:
        if not sys.stdin.isatty():
            raise Mistake(f"没有备份口令。请设置环境变量 {VARIABLE}，或在终端中运行后输入。")
        found = getpass.getpass("备份口令：")
        if new and getpass.getpass("再输入一次：") != found:
            raise Mistake("两次输入的口令不一致，请重新运行。")
    if new and len(found) < SHORTEST:
        raise Mistake(f"备份口令至少 {SHORTEST} 位。它与备份分开保管；遗失后备份无法恢复。")
    return found


def gathered(var: Path) -> dict[str, str]:
    """Return the secrets of an installation: path below `var` to content, and the key the backup is sealed by."""
    files = (path for folder in KEPT for path in sorted((var / folder).glob("*")) if path.is_file())
    return {
        **{path.relative_to(var).as_posix(): path.read_text(encoding="ascii") for path in files},
        "": secrets.token_hex(KEY_BYTES),
    }


def put_back(var: Path, kept: Mapping[str, str]) -> None:
    """Write the secrets where they belong, readable by nobody else."""
    for name, content in kept.items():
        if name:
            path = var / name
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(content)


def sealed(kept: Mapping[str, str], words: str) -> dict[str, Any]:
    """Return the envelope as JSON."""
    salt = secrets.token_bytes(16)
    content = json.dumps(kept).encode()
    return {
        "form": 1,
        "kdf": {"name": "scrypt", "n": COST, "r": BLOCK, "p": AT_ONCE, "salt": salt.hex()},
        "sealed": seal_envelope(_derived(words, salt, COST, BLOCK, AT_ONCE), 0, BELONGS_TO, content).hex(),
    }


def opened(envelope: Mapping[str, Any], words: str) -> dict[str, str]:
    """Return the secrets. Raises Mistake: another passphrase, or a changed envelope."""
    try:
        told = envelope["kdf"]
        if told["n"] > 2**20 or told["r"] > 32 or told["p"] > 16:  # no envelope of ours asks for so much
            raise ValueError
        key = _derived(words, bytes.fromhex(told["salt"]), told["n"], told["r"], told["p"])
        found: dict[str, str] = json.loads(open_envelope(key, BELONGS_TO, bytes.fromhex(envelope["sealed"])))
    except InvalidTag:
        raise Mistake("备份口令不正确，或备份的密钥文件已被改动。") from None
    except (KeyError, TypeError, ValueError):
        raise Mistake("备份的密钥文件无法识别，可能已损坏。请换用另一份备份。") from None
    return found


def _derived(words: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return Scrypt(salt=salt, length=KEY_BYTES, n=n, r=r, p=p).derive(words.encode())
