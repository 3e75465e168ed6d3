"""What the supervisor keeps running: a program, and one process that runs it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qinkang.supervisor.account import Account

LAUNCHER = Path(__file__).with_name("launch.py")


def always() -> bool:
    """Tell that a program is ready as soon as it runs."""
    return True


@dataclass(frozen=True)
class Program:
    """One program to keep running.

    `argv` begins with the full path of an executable; `env` is added to our environment; `ready`
    is asked, and must answer quickly, until it says True, for at most `patience` seconds;
    `stop_signals` are sent in this order, `grace` seconds apart, and then SIGKILL. A program that dies `too_often`
    times in a minute is in trouble; a trial that kills programs on purpose allows more.
    """

    name: str
    argv: tuple[str, ...]
    log: Path
    env: Mapping[str, str] = field(default_factory=dict)
    ready: Callable[[], bool] = always
    patience: float = 60
    account: Account | None = None
    folder: Path | None = None
    stop_signals: tuple[signal.Signals, ...] = (signal.SIGTERM,)
    grace: float = 10
    too_often: int = 5

    def spawn(self) -> subprocess.Popen[bytes]:
        """Start one process of it, in its own session, its output added to its log.

        The process is told to stop when the calling *thread* ends (so Linux counts parents).
        """
        uid, gid = (self.account.uid, self.account.gid) if self.account else (os.getuid(), os.getgid())
        order = [int(self.stop_signals[0]), os.getpid(), uid, gid]
        with open(self.log, "ab", opener=private) as log:
            return subprocess.Popen(
                [sys.executable, "-I", "-S", os.fspath(LAUNCHER), *map(str, order), *self.argv],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **self.env},
                cwd=self.folder,
                start_new_session=True,
            )


def private(path: str, flags: int) -> int:
    """Open a file that only we may read."""
    return os.open(path, flags, 0o600)
