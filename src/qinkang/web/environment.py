"""Settings read from the environment: one small reader per type, and a clear sentence for what is wrong."""

import os
import secrets
from pathlib import Path

from qinkang.mistake import Mistake

YES, NO = {"1", "true", "yes", "on", "是"}, {"", "0", "false", "no", "off", "否"}


def text(name: str, default: str) -> str:
    """Return a variable's text without spaces around it; the default where it is not set or empty."""
    return os.environ.get(name, "").strip() or default


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """Return one of the allowed words. Raises Mistake for any other."""
    found = text(name, default)
    if found not in allowed:
        raise Mistake(f"环境变量 {name} 的值“{found}”不可用，只能是：{'、'.join(allowed)}。")
    return found


def flag(name: str, default: bool) -> bool:
    """Return a yes or no. Raises Mistake for anything else."""
    found = os.environ.get(name)
    if found is None:
        return default
    if found.strip().lower() not in YES | NO:
        raise Mistake(f"环境变量 {name} 只能是 1 或 0，现在是“{found}”。")
    return found.strip().lower() in YES


def words(name: str, default: tuple[str, ...]) -> list[str]:
    """Return words parted by commas."""
    found = os.environ.get(name)
    return list(default) if found is None else [word for part in found.split(",") if (word := part.strip())]


def secret(name: str, file: Path, *, make: bool) -> str:
    """Return a secret from the environment, else from our private file, made there if `make` is True.

    Raises Mistake where there is none and none may be made, or where others can read the file.
    """
    if found := os.environ.get(name, "").strip():
        return found
    if not file.exists():
        if not make:
            raise Mistake(f"没有设置环境变量 {name}。正式运行时必须设置，且不能与其他环境相同。")
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(secrets.token_urlsafe(64))
        except FileExistsError:
            pass  # another of our processes was faster
    if file.stat().st_mode & 0o077:
        raise Mistake(f"密钥文件 {file} 对其他用户可读。请执行 chmod 600 {file} 后重试。")
    return file.read_text(encoding="ascii")
