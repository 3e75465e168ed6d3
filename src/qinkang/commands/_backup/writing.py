"""Writing a backup of the installation while it works."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from qinkang import __version__
from qinkang.commands._backup import contents, keys
from qinkang.intake.sealed_file import seal_stream
from qinkang.kernel import clock
from qinkang.mistake import Mistake
from qinkang.supervisor.copies import ARCHIVE, copy_database

PARTS = ("database", "landing")
LANDING = "landing"
SEALED = f"{ARCHIVE}.sealed"


def write_backup(var: Path, into: Path, words: str, tell: Callable[[str], None]) -> Path:
    """Write a backup into a new folder below `into`; return it.

    The database goes first: a batch is entered after its file is there, so the files copied later hold
    every file the database speaks of. A landed file never changes; where an earlier backup below
    `into` has it, it is linked and not copied.
    """
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = clock.now()
    made = into / f"{now:%Y%m%dT%H%M%S}"
    if made.exists():
        raise Mistake(f"{made} 已存在，请稍后重试。")
    made.mkdir(mode=0o700)
    try:
        kept = keys.gathered(var)
        _write_private(made / "keys.json", json.dumps(keys.sealed(kept, words)))
        key = bytes.fromhex(kept[""])
        tell("备份数据库")
        _copy_database(var, made / "database", key)
        tell("备份接收的文件")
        _copy_landing(var / LANDING, made / LANDING, _earlier(into, made))
        tell("计算校验值")
        files = [path for part in (*PARTS, "keys.json") for path in _files(made / part)]
        told = {
            "form": 1,
            "version": __version__,
            "made_at": now.isoformat(timespec="seconds"),
            "files": contents.listed(made, files),
        }
        contents.write(made, told, key)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return made


def backups(into: Path) -> list[tuple[datetime, Path]]:
    """Return the whole backups below a folder, the newest first."""
    found = []
    for path in into.glob("*/" + contents.FILE):
        try:
            at = datetime.strptime(path.parent.name, "%Y%m%dT%H%M%S").replace(tzinfo=clock.SHANGHAI)
        except ValueError:
            continue
        found.append((at, path.parent))
    return sorted(found, reverse=True)


def _copy_database(var: Path, folder: Path, key: bytes) -> None:
    """Copy it aside and seal the copy: only identities are sealed within it."""
    folder.mkdir(mode=0o700)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="copying-") as aside:
        archive = copy_database(var, Path(aside))
        with archive.open("rb") as plain, (folder / SEALED).open("wb") as out:
            seal_stream(plain, out, key=key, key_id=0)


def _copy_landing(landing: Path, folder: Path, earlier: Path | None) -> None:
    folder.mkdir(mode=0o700)
    for path in sorted(landing.glob("*.sealed")):
        known = earlier / LANDING / path.name if earlier else None
        if known is not None and known.exists() and known.stat().st_size == path.stat().st_size:
            os.link(known, folder / path.name)
        else:
            shutil.copyfile(path, folder / path.name)


def _earlier(into: Path, made: Path) -> Path | None:
    return next((path for _, path in backups(into) if path != made), None)


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())


def _write_private(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
