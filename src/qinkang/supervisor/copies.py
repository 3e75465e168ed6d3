"""Copies of the embedded database while it runs, and a database made from such a copy."""

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

DATABASE, LOG, CONTENTS = "base.tar.gz", "pg_wal.tar.gz", "backup_manifest"


def copy_database(var: Path, folder: Path) -> tuple[Path, ...]:
    """Copy the running embedded database of `var` into a folder, as of the end of the copying.

    PostgreSQL checks its own copy before this returns.

    Raises:
        Mistake: the copy was not made, or does not hold what PostgreSQL said it holds.
    """
    programs = binaries(None)
    environment = {**os.environ, "PGPASSWORD": secrets_of(var)[ADMIN]}
    where = ["-h", "127.0.0.1", "-p", str(noted(var)["port"]), "-U", ADMIN]
    _done(
        [
            os.fspath(programs / "pg_basebackup"), *where, "--no-password", "-D", os.fspath(folder), "--format=tar",
            "--gzip", "--wal-method=stream", "--checkpoint=fast", "--manifest-checksums=SHA256",
        ],
        environment,
    )  # fmt: skip
    # The log beside it is not read here: its own checks run when the copy is put back.
    _done([os.fspath(programs / "pg_verifybackup"), "--no-parse-wal", os.fspath(folder)], environment)
    return tuple(folder / name for name in (DATABASE, LOG, CONTENTS))


def put_back_database(var: Path, folder: Path) -> None:
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
        _unpack(folder / DATABASE, fresh)
        _unpack(folder / LOG, fresh / "pg_wal")
        if account:
            for path in [fresh, *fresh.rglob("*")]:
                os.chown(path, account.uid, account.gid, follow_symlinks=False)
        fresh.rename(place / "data")


def _unpack(archive: Path, folder: Path) -> None:
    try:
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
    except (tarfile.TarError, EOFError, OSError) as error:
        raise Mistake(f"备份文件 {archive.name} 无法解开，可能已损坏。请换用另一份备份。") from error


def _done(command: Sequence[str], environment: dict[str, str]) -> None:
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if ran.returncode:
        raise Mistake(f"数据库备份没有完成：{ran.stderr.strip()[-1000:]}")
