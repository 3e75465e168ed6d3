"""Copies of the embedded database while it runs, and a database made from such a copy."""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path

from qinkang.mistake import Mistake
from qinkang.supervisor.account import reachable, unprivileged
from qinkang.supervisor.binaries import binaries
from qinkang.supervisor.cluster import ADMIN
from qinkang.supervisor.database import noted, secrets_of, take, usual_folder

ARCHIVE = "database.tar.gz"


def copy_database(var: Path, folder: Path) -> Path:
    """Copy the running embedded database of `var` into one archive, as of the end of the copying.

    Every file is read again and compared with what PostgreSQL says it sent.

    Raises:
        Mistake: the copy was not made, or does not hold what PostgreSQL said it holds.
    """
    programs = binaries(None)
    environment = {**os.environ, "PGPASSWORD": secrets_of(var)[ADMIN]}
    where = ["-h", "127.0.0.1", "-p", str(noted(var)["port"]), "-U", ADMIN]
    copied = folder / "data"
    how = ["--wal-method=stream", "--checkpoint=fast", "--manifest-checksums=SHA256"]
    made = [os.fspath(programs / "pg_basebackup"), *where, "--no-password", "-D", os.fspath(copied), *how]
    _done(made, environment)
    refuse_damage(copied)
    archive = folder / ARCHIVE
    with tarfile.open(archive, "w:gz", compresslevel=1) as packed:
        packed.add(copied, arcname=".")
    shutil.rmtree(copied)
    return archive


def put_back_database(var: Path, archive: Path) -> None:
    """Make the embedded database of `var` from a copy.

    Raises:
        Mistake: there is a database already, another process is at it, or the copy is damaged.
    """
    account = unprivileged()
    place = usual_folder(var, account)
    with (var / "postgres.lock").open("w") as lock:
        if not take(lock):
            raise Mistake(f"另一个 ./qk 进程正在使用 {var}，请先结束该进程。")
        if (place / "data").exists():
            raise Mistake(f"{var} 已有数据库，不会覆盖。请用 QK_VAR 指定一个新的文件夹后再恢复。")
        fresh = place / "restoring"
        shutil.rmtree(fresh, ignore_errors=True)
        (reachable(place) if account else place).mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.mkdir(mode=0o700)
        _unpack(archive, fresh)
        if account:
            for path in [fresh, *fresh.rglob("*")]:
                os.chown(path, account.uid, account.gid, follow_symlinks=False)
        fresh.rename(place / "data")


def refuse_damage(copied: Path) -> None:
    """Compare a copy with its backup_manifest, as pg_verifybackup does, which dies in this wheel.

    Raises:
        Mistake: a file is missing or differs.
    """
    manifest = json.loads((copied / "backup_manifest").read_text(encoding="utf-8"))
    for told in manifest["Files"]:
        name = told.get("Path") or bytes.fromhex(told["Encoded-Path"]).decode()
        path = copied / name
        if not path.is_file() or path.stat().st_size != told["Size"] or _sha256(path) != told["Checksum"]:
            raise Mistake(
                f"数据库备份没有完成：复制的文件 {name} 与数据库给出的校验值不符。请检查磁盘后重试。"
            )


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _unpack(archive: Path, folder: Path) -> None:
    try:
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
    except (tarfile.TarError, EOFError, OSError) as error:
        raise Mistake(f"备份文件 {archive.name} 无法解开，可能已损坏。请换用另一份备份。") from error


def _done(command: Sequence[str], environment: dict[str, str]) -> None:
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if ran.returncode:
        what = ran.stderr.strip()[-1000:] or f"{Path(command[0]).name} 意外结束（{ran.returncode}）"
        raise Mistake(f"数据库备份没有完成：{what}")
