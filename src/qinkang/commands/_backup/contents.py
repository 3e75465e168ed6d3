"""What a backup holds: every file with its size and SM3 hash, the list itself under a keyed hash."""

from __future__ import annotations

import hmac as compare
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, hmac

from qinkang.mistake import Mistake

FILE = "contents.json"
BLOCK = 1 << 20


def listed(folder: Path, files: Iterable[Path]) -> dict[str, dict[str, Any]]:
    """Return path below the folder to size and hash."""
    return {
        path.relative_to(folder).as_posix(): {"size": path.stat().st_size, "sm3": _sm3(path)}
        for path in files
    }


def write(folder: Path, told: Mapping[str, Any], key: bytes) -> None:
    """Write the list; a folder without it is no backup, so it is written last."""
    text = json.dumps(told, ensure_ascii=False, indent=1)
    whole = json.dumps({"contents": text, "mac": _mac(key, text)}, ensure_ascii=False)
    fresh = folder / f"{FILE}.new"
    fresh.write_text(whole, encoding="utf-8")
    fresh.replace(folder / FILE)


def read(folder: Path, key: bytes) -> dict[str, Any]:
    """Return the list. Raises Mistake where it is not what was written."""
    try:
        whole = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if not compare.compare_digest(whole["mac"], _mac(key, whole["contents"])):
            raise ValueError
        found: dict[str, Any] = json.loads(whole["contents"])
    except (OSError, ValueError, KeyError, TypeError):
        raise Mistake(f"备份清单 {FILE} 缺失或已被改动，这份备份不可用。") from None
    return found


def refuse_damage(folder: Path, files: Mapping[str, Mapping[str, Any]]) -> None:
    """Compare every file with the list. Raises Mistake, naming the first that differs."""
    for name, told in files.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != told["size"] or _sm3(path) != told["sm3"]:
            raise Mistake(f"备份文件 {name} 缺失或已损坏。请换用另一份备份。")


def _sm3(path: Path) -> str:
    digest = hashes.Hash(hashes.SM3())
    with path.open("rb") as content:
        while block := content.read(BLOCK):
            digest.update(block)
    return digest.finalize().hex()


def _mac(key: bytes, text: str) -> str:
    mac = hmac.HMAC(key, hashes.SM3())
    mac.update(b"v1|backup|contents" + text.encode())
    return mac.finalize().hex()
