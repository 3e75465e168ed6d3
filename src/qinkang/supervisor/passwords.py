"""The random passwords of the embedded database's roles, kept in one private file."""

import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from qinkang.mistake import Mistake


def passwords(file: Path, roles: Iterable[str]) -> dict[str, str]:
    """Return each role's password, making those that are missing.

    The folder is made with mode 0700, the file with 0600; the file is replaced whole, so that an
    interruption leaves the old one. Raises Mistake when the file cannot be understood.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        known = json.loads(file.read_text(encoding="ascii")) if file.exists() else {}
    except ValueError:
        raise Mistake(f"数据库口令文件已损坏：{file}。请从备份恢复该文件。") from None
    wanted = {role: known.get(role) or secrets.token_urlsafe(32) for role in roles}
    if wanted != known:
        fresh = file.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            json.dump(wanted, out)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(file)
    return wanted
