"""The database the product uses: a server named by the environment, or the embedded one."""

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from qinkang import home
from qinkang.mistake import Mistake
from qinkang.supervisor.account import Account, reachable, unprivileged
from qinkang.supervisor.binaries import SHARED, binaries
from qinkang.supervisor.cluster import ADMIN, ROLES, Cluster, address, answers, free_port
from qinkang.supervisor.passwords import passwords
from qinkang.supervisor.watch import Supervisor

LOG_LIMIT = 20_000_000  # bytes; above it the log starts anew and one old log is kept
JOIN_PATIENCE = 60.0  # seconds
SECRETS = Path("secrets") / "database.json"


@dataclass(frozen=True)
class Database:
    """Where the database is, for each of its four roles.

    `embedded` is True for the one we run ourselves, which every page calls a trial.
    """

    embedded: bool
    url: Callable[[str], str]


@contextmanager
def running(
    var: Path | None = None, settings: Mapping[str, str] | None = None, folder: Path | None = None
) -> Iterator[Database]:
    """Give a database for the time of the block.

    With `DATABASE_URL` or `QK_OWNER_URL` set, that server, and nothing is started. Otherwise the embedded one that
    belongs to `var`: joined if another of our processes runs it, else started, watched, restarted
    after a crash, and stopped at the end. Whoever started it stops it, and those who joined lose it.
    `settings` override PostgreSQL's; `folder` holds its files instead of the usual place.
    """
    if server := named_server():
        yield server
        return
    var = var or home.var()
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (var / "postgres.lock").open("w") as lock:  # held while we run it; the kernel frees it if we die
        deadline = time.monotonic() + JOIN_PATIENCE
        while not take(lock):
            if joined := join(var):
                yield joined
                return
            if time.monotonic() > deadline:
                raise Mistake(
                    f"另一个 ./qk 进程占用着数据库（{var}），但数据库一直没有就绪。请结束该进程后重试。"
                )
            time.sleep(0.1)
        port = free_port(noted(var).get("port"))
        note(var, port, ready=False)
        with Supervisor() as supervisor:
            cluster = prepare(var, port, settings or {}, folder)
            supervisor.start(cluster.program())
            cluster.lay_out()
            note(var, port, ready=True)
            try:
                yield Database(embedded=True, url=cluster.url)
            finally:
                note(var, port, ready=False)


def current(var: Path | None = None) -> Database:
    """Return the database that is there now: a named server, or the embedded one if it is running.

    For settings and for processes that a `running` block has started: it starts nothing itself.
    Raises Mistake when nothing runs.
    """
    found = named_server() or join(var or home.var())
    if found is None:
        raise Mistake(
            "内置数据库没有在运行。请先用 ./qk 的相应命令启动，或设置 DATABASE_URL 使用已有的数据库。"
        )
    return found


def named_server() -> Database | None:
    """Return the server that the environment names, if it names one."""
    named = os.environ.get("DATABASE_URL") or os.environ.get("QK_OWNER_URL")
    return Database(embedded=False, url=server_url) if named else None


def server_url(role: str) -> str:
    """Return a server's address for a role, from the environment.

    `QK_OWNER_URL` and `QK_FIGURES_URL` name their own. Web and worker processes each have their own
    `DATABASE_URL`. Nothing falls back to a role with other rights.
    """
    variable = {"qk_owner": "QK_OWNER_URL", "qk_figures": "QK_FIGURES_URL"}.get(role, "DATABASE_URL")
    if role not in ROLES or not os.environ.get(variable):
        raise Mistake(
            f"没有设置环境变量 {variable}，无法以 {role} 身份连接数据库。请在运行环境中设置后重试。"
        )
    return os.environ[variable]


def take(lock: IO[str]) -> bool:
    """Try to become the one process that runs this cluster."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def note(var: Path, port: int, *, ready: bool) -> None:
    """Tell our other processes the port, and whether the server is ready."""
    fresh = var / "postgres.new"
    fresh.write_text(json.dumps({"port": port, "ready": ready}), encoding="ascii")
    fresh.replace(var / "postgres.json")


def noted(var: Path) -> dict[str, int]:
    """Return what was noted last; empty if nothing was, or it cannot be read."""
    try:
        return dict(json.loads((var / "postgres.json").read_text(encoding="ascii")))
    except (OSError, ValueError):
        return {}


def join(var: Path) -> Database | None:
    """Return the database another of our processes runs, or None while it is not ready."""
    known = noted(var)
    if not (known.get("ready") and answers(known["port"])):
        return None
    return Database(embedded=True, url=partial(address, secrets_of(var), known["port"]))


def prepare(var: Path, port: int, settings: Mapping[str, str], folder: Path | None) -> Cluster:
    """Make everything that must be there before the server starts."""
    account = unprivileged()
    place = folder or usual_folder(var, account)
    if (place / "data").exists() and not (var / SECRETS).exists():
        raise Mistake(
            f"{place} 里有以前的数据库，但它的口令文件 {var / SECRETS} 不在了，无法打开。"
            "请恢复该文件；不再需要这些数据时，请删除前一个文件夹。"
        )
    cluster = Cluster(
        folder=place,
        binaries=binaries(account),
        account=account,
        log=var / "log" / "postgres.log",
        port=port,
        passwords=secrets_of(var),
        settings=settings,
    )
    cluster.log.parent.mkdir(mode=0o700, exist_ok=True)
    if cluster.log.exists() and cluster.log.stat().st_size > LOG_LIMIT:
        cluster.log.replace(cluster.log.with_suffix(".log.1"))
    if account:
        reachable(cluster.folder)
    else:
        cluster.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    cluster.initialise()
    cluster.clear_away_what_was_left()
    return cluster


def server_process(var: Path | None = None) -> int | None:
    """Return the process of the embedded server that belongs to `var`; None where none is noted."""
    file = usual_folder(var or home.var(), unprivileged()) / "data" / "postmaster.pid"
    try:
        return int(file.read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return None


def remove(var: Path) -> None:
    """Take away an embedded database with everything else in `var`.

    Raises Mistake while another of our processes runs it.
    """
    place = usual_folder(var, unprivileged())
    if not var.exists():
        shutil.rmtree(place, ignore_errors=True)  # somebody has deleted `var` by hand
        return
    with (var / "postgres.lock").open("w") as lock:
        if not take(lock):
            raise Mistake(f"另一个 ./qk 进程正在使用 {var}，请先结束该进程。")
        shutil.rmtree(place, ignore_errors=True)
        shutil.rmtree(var)


def secrets_of(var: Path) -> dict[str, str]:
    """Return the passwords of the superuser and the four roles."""
    return passwords(var / SECRETS, (ADMIN, *ROLES))


def usual_folder(var: Path, account: Account | None) -> Path:
    """Return where the files lie: inside `var`; when root, where another account can reach them."""
    if account is None:
        return var / "postgres"
    return reachable(SHARED) / hashlib.sha256(os.fsencode(var.resolve())).hexdigest()[:16]
