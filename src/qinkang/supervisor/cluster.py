"""One embedded PostgreSQL: its files, its settings and its roles. It is for demonstration and trial."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from qinkang.mistake import Mistake
from qinkang.supervisor.account import Account
from qinkang.supervisor.programs import Program, private

ADMIN = "qk_admin"  # the superuser; only this package connects as it
ROLES = ("qk_owner", "qk_web", "qk_worker", "qk_figures")
NAME = "qinkang"
MAJOR = "18"

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # no socket file: no path that is too long, one door less
    "max_connections": "100",
    "shared_buffers": "256MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",  # the supervisor gives it its log file
    "log_line_prefix": "%m [%p] %q%u ",
    # No person's data in the log: no statement, no parameter, no DETAIL; and no ERROR at all, whose
    # very words quote values (invalid input syntax …). Whoever sent the statement gets the error.
    "log_statement": "none",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_autovacuum_min_duration": "-1",
}


# Being killed is nothing new to PostgreSQL: it recovers. Only dying again and again is trouble.
TOO_OFTEN = 20


@dataclass(frozen=True)
class Cluster:
    """Where one cluster lies, who runs it, and with what."""

    folder: Path
    binaries: Path
    account: Account | None
    log: Path
    port: int
    passwords: Mapping[str, str]
    settings: Mapping[str, str]

    @property
    def data(self) -> Path:
        """Return PostgreSQL's data directory."""
        return self.folder / "data"

    def url(self, role: str, database: str = NAME) -> str:
        """Return how a role connects."""
        return address(self.passwords, self.port, role, database)

    def program(self) -> Program:
        """Return the server as a program to keep running."""
        settings = {**SETTINGS, "port": str(self.port), **self.settings}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return Program(
            name="PostgreSQL",
            argv=(os.fspath(self.binaries / "postgres"), "-D", os.fspath(self.data), *options),
            log=self.log,
            ready=partial(answers, self.port),
            account=self.account,
            folder=self.folder,
            stop_signals=(signal.SIGINT, signal.SIGQUIT),  # fast; then at once, with recovery later
            grace=30,
            too_often=TOO_OFTEN,
        )

    def initialise(self) -> None:
        """Make the data directory if there is none; built aside, so that an interruption leaves none."""
        if self.data.exists():
            found = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
            if found != MAJOR:
                raise Mistake(
                    f"{self.data} 是 PostgreSQL {found} 的数据，现在的版本是 {MAJOR}。请先备份并升级。"
                )
            return
        for half_made in self.folder.glob("initdb-*"):
            shutil.rmtree(half_made)
        fresh = Path(tempfile.mkdtemp(dir=self.folder, prefix="initdb-"))
        secret = fresh / "password"
        with open(secret, "w", encoding="ascii", opener=private) as out:
            out.write(self.passwords[ADMIN])
        if self.account:
            for path in (fresh, secret):
                os.chown(path, self.account.uid, self.account.gid)
        command = [os.fspath(self.binaries / "initdb"), "-D", os.fspath(fresh / "data"), "-U", ADMIN]
        command += ["--encoding=UTF8", "--locale-provider=libc", "--locale=C.UTF-8", "--auth=scram-sha-256"]
        command += [f"--pwfile={secret}", "--data-checksums", "--no-instructions"]
        command += ["--no-sync"] if self.settings.get("fsync") == "off" else []
        made = subprocess.run(
            command,
            capture_output=True,
            text=True,
            cwd=fresh,
            check=False,
            user=self.account.uid if self.account else None,
            group=self.account.gid if self.account else None,
            extra_groups=[] if self.account else None,
        )
        if made.returncode == 0:
            (fresh / "data").rename(self.data)
        shutil.rmtree(fresh)
        if made.returncode != 0:
            raise Mistake(f"无法建立数据库文件夹 {self.data}：{made.stderr.strip()}")

    def lay_out(self) -> None:
        """Make the roles and the database if they are missing, each with the password we keep.

        Only the four roles may connect, and only to this database.
        """
        with psycopg.connect(self.url(ADMIN, "postgres"), autocommit=True) as admin:
            known = {name for (name,) in admin.execute("SELECT rolname FROM pg_roles")}
            for role in ROLES:
                verifier = admin.pgconn.encrypt_password(
                    self.passwords[role].encode(), role.encode(), b"scram-sha-256"
                )
                verb = sql.SQL("ALTER ROLE" if role in known else "CREATE ROLE")
                powers = sql.SQL(
                    "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD"
                )
                admin.execute(
                    sql.SQL(" ").join([verb, sql.Identifier(role), powers, sql.Literal(verifier.decode())])
                )
            if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
                admin.execute("CREATE DATABASE qinkang OWNER qk_owner")
            for database in ("postgres", "template1", NAME):
                admin.execute(
                    sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database))
                )
            admin.execute("GRANT CONNECT ON DATABASE qinkang TO qk_web, qk_worker, qk_figures")
            admin.execute("GRANT TEMPORARY ON DATABASE qinkang TO qk_worker")

    def clear_away_what_was_left(self) -> None:
        """End a server of ours that outlived its supervisor, and forget a process number used anew.

        Raises Mistake when it will not end.
        """
        file = self.data / "postmaster.pid"
        deadline = time.monotonic() + 60
        while pid := still_running(file):
            if not serves(pid, self.data):
                file.unlink()  # the number now belongs to some other process
                return
            if time.monotonic() > deadline:
                raise Mistake(f"上次的数据库进程（{pid}）没有结束。请先结束该进程，再重新运行。")
            os.kill(pid, signal.SIGINT)
            time.sleep(0.2)


def still_running(file: Path) -> int:
    """Return the process number in a postmaster.pid if some process has it, else 0."""
    try:
        pid = int(file.read_text(encoding="ascii").splitlines()[0])
        os.kill(pid, 0)
    except (OSError, ValueError, IndexError):
        return 0
    return pid


def serves(pid: int, data: Path) -> bool:
    """Tell whether a process is the server of this very data directory, where it always works."""
    process = Path("/proc") / str(pid)
    if process.parent.joinpath("self").exists():
        try:
            return (process / "cwd").readlink() == data.resolve()
        except OSError:
            return False
    said = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return os.fspath(data) in said.stdout


def address(passwords: Mapping[str, str], port: int, role: str, database: str = NAME) -> str:
    """Return how a role connects; the password needs no escaping (token_urlsafe)."""
    return f"postgresql://{role}:{passwords[role]}@127.0.0.1:{port}/{database}"


def answers(port: int) -> bool:
    """Tell whether a server takes connections there; to ask needs no password."""
    where = make_conninfo(host="127.0.0.1", port=port, connect_timeout=2)
    return psycopg.pq.PGconn.ping(where.encode()) == psycopg.pq.Ping.OK


def free_port(preferred: int | None) -> int:
    """Return the preferred port if it is free, else any free one."""
    for port in (preferred, 0):
        if port is not None:
            with socket.socket() as attempt:
                attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    attempt.bind(("127.0.0.1", port))
                except OSError:
                    continue
                return int(attempt.getsockname()[1])
    raise Mistake("本机没有可用的端口。")
