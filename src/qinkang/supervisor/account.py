"""Which user runs PostgreSQL, which refuses to run as root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from qinkang.mistake import Mistake

NAME = "qinkang"


@dataclass(frozen=True)
class Account:
    """A user and group by number."""

    uid: int
    gid: int


def unprivileged() -> Account | None:
    """Return the account to drop to when we are root, made if need be; None when we are not.

    An account of our own, not `nobody` or `postgres`: other services run as those and could read
    our data. Raises Mistake where it cannot be made.
    """
    if os.geteuid() != 0:
        return None
    try:
        found = pwd.getpwnam(NAME)
    except KeyError:
        found = create()
    return Account(found.pw_uid, found.pw_gid)


def reachable(folder: Path) -> Path:
    """Make a folder that the account can pass through, whatever our umask; an existing one stays as it is."""
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o755)
    return folder


def create() -> pwd.struct_passwd:
    """Make the system user, which has no home, no shell and no password."""
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    command += ["--shell", "/usr/sbin/nologin", NAME]
    said = f"找不到 {command[0]} 命令"
    if shutil.which(command[0]):
        # Another of our processes may make it at the same moment: what counts is that it is there.
        said = subprocess.run(command, capture_output=True, text=True, check=False).stderr.strip()
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        raise Mistake(
            f"数据库不能以 root 身份运行，自动建立系统用户 {NAME} 也没有成功（{said}）。"
            f"请先建立名为 {NAME} 的系统用户，或改用普通用户运行。"
        ) from None
