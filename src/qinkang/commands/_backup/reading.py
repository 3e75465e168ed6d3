"""Restoring an installation from a backup, into a place where there is none."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qinkang.commands._backup import contents, keys
from qinkang.commands._backup.writing import LANDING, SEALED, backups
from qinkang.intake.sealed_file import Tampered, open_sealed
from qinkang.mistake import Mistake
from qinkang.supervisor.copies import ARCHIVE, put_back_database


def chosen(folder: Path) -> Path:
    """Return the backup that a folder is, or the newest below it. Raises Mistake where there is none."""
    if (folder / contents.FILE).is_file():
        return folder
    found = backups(folder)
    if not found:
        raise Mistake(f"{folder} 里没有完整的备份。请指定 ./qk backup 写入的文件夹。")
    return found[0][1]


def restore(backup: Path, var: Path, words: str, tell: Callable[[str], None]) -> dict[str, Any]:
    """Put everything back; return what the backup says of itself. The secrets come last: without them
    nothing starts, so an interrupted restoring is no installation.

    Raises:
        Mistake: there is an installation already, another passphrase, or the backup is damaged.
    """
    for name in (*keys.KEPT, LANDING):
        if any((var / name).glob("*")):
            raise Mistake(f"{var} 已有数据（{name}），不会覆盖。请用 QK_VAR 指定一个新的文件夹后再恢复。")
    try:
        envelope = json.loads((backup / "keys.json").read_text(encoding="ascii"))
    except (OSError, ValueError):
        raise Mistake("备份的密钥文件缺失或已损坏。请换用另一份备份。") from None
    kept = keys.opened(envelope, words)
    key = bytes.fromhex(kept[""])
    told = contents.read(backup, key)
    tell("核对校验值")
    contents.refuse_damage(backup, told["files"])
    tell("恢复数据库")
    with tempfile.TemporaryDirectory(dir=var, prefix="restoring-") as aside:
        plain = Path(aside) / ARCHIVE
        _unseal(backup / "database" / SEALED, plain, key)
        put_back_database(var, plain)
    tell("恢复接收的文件")
    (var / LANDING).mkdir(mode=0o700, exist_ok=True)
    for path in (backup / LANDING).glob("*.sealed"):
        shutil.copyfile(path, var / LANDING / path.name)
    keys.put_back(var, kept)
    return told


def _unseal(path: Path, plain: Path, key: bytes) -> None:
    try:
        with path.open("rb") as sealed, plain.open("wb") as out:
            shutil.copyfileobj(open_sealed(sealed, key=key), out, 1 << 20)
    except Tampered:
        raise Mistake(f"备份文件 {path.name} 无法解封，可能已损坏。请换用另一份备份。") from None
