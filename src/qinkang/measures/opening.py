"""The analytical file on disk: where it lies, how it is written beside the old one, swapped and opened.

Each build has a file of its own, and `current` names the newest. Readers keep the one they have open for
as long as they need it; a name is never used for two contents. Only `figures`, `lists` and the building
import this module, and a test holds that nobody else opens the file.
"""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb

from qinkang import home
from qinkang.measures.about import About
from qinkang.mistake import Mistake

CURRENT = "current"
BESIDE = "being-built.duckdb"
CLOSED = {  # nothing is fetched, nothing is loaded, nothing spills to disk
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "temp_directory": "",
}

_lock = threading.Lock()
_open: dict[str, object] = {}


class NoFigures(Mistake):
    """There is no analytical file yet."""

    def __init__(self) -> None:
        super().__init__(
            "统计数据还没有生成。入库后约十分钟内自动生成；如长时间没有，请检查后台任务是否在运行。"
        )


def folder() -> Path:
    """Return the folder of the file, made if it is not there, for us alone."""
    found = home.var() / "figures"
    found.mkdir(mode=0o700, exist_ok=True)
    return found


@contextmanager
def opened() -> Iterator[tuple[duckdb.DuckDBPyConnection, About]]:
    """Open the newest file to read. What was opened stays as it is, whatever is swapped in meanwhile.

    Raises NoFigures where nothing was ever built.
    """
    connection, about = _newest()
    cursor = connection.cursor()
    try:
        yield cursor, about
    finally:
        cursor.close()


def about() -> About | None:
    """Return what the newest file says of itself, None where there is none."""
    try:
        return _newest()[1]
    except NoFigures:
        return None


def _newest() -> tuple[duckdb.DuckDBPyConnection, About]:
    """Return the newest file's connection, opened once per process and build."""
    for _ in range(5):  # a file may be cleared away between reading its name and opening it
        try:
            path = folder() / (folder() / CURRENT).read_text(encoding="ascii")
        except FileNotFoundError:
            raise NoFigures from None
        key = f"{os.getpid()}:{path}"
        with _lock:
            if _open.get("key") == key:
                return _open["connection"], _open["about"]  # type: ignore[return-value]
            if not path.exists():
                continue
            connection = duckdb.connect(str(path), read_only=True, config=CLOSED)
            ((data_time, definitions, newest),) = connection.execute("SELECT * FROM about").fetchall()
            said = About(datetime.fromisoformat(data_time), definitions, newest)
            # The one before closes when its last cursor does.
            _open.update(key=key, connection=connection, about=said)
            return connection, said
    raise NoFigures


@contextmanager
def fresh() -> Iterator[duckdb.DuckDBPyConnection]:
    """Give an empty file to build in; what an earlier, broken build left is thrown away."""
    path = folder() / BESIDE
    for left in (path, path.with_suffix(".duckdb.wal")):
        left.unlink(missing_ok=True)
    connection = duckdb.connect(str(path), config=CLOSED)
    path.chmod(0o600)
    try:
        yield connection
        connection.execute("CHECKPOINT")
    finally:
        connection.close()


def swap_in() -> None:
    """Let the file that was built be the newest, whole on disk before anybody can see its name."""
    name = f"{secrets.token_hex(8)}.duckdb"
    path = folder() / name
    (folder() / BESIDE).replace(path)
    _sync(path)
    pointer = folder() / f"{CURRENT}.new"
    with pointer.open("w", encoding="ascii") as out:
        out.write(name)
        out.flush()
        os.fsync(out.fileno())
    pointer.replace(folder() / CURRENT)
    _sync(folder())
    for old in folder().glob("*.duckdb"):
        if old.name != name:
            old.unlink(missing_ok=True)  # who has it open keeps it


def _sync(path: Path) -> None:
    """Make sure that a file, or a folder's list of names, is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
