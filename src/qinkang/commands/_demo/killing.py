"""Killing processes at random moments, to see that nothing is lost and nothing sent twice."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from random import Random

from qinkang.supervisor import Supervisor, server_process

PAUSE = (0.3, 2.5)  # seconds between kills, at least and at most


class Killing:
    """Kills worker, pages, receiver and PostgreSQL with SIGKILL, a number of times, drawn from a seed."""

    def __init__(self, supervisor: Supervisor, times: int, seed: int) -> None:
        self._supervisor = supervisor
        self._left = times
        self._random = Random(seed)  # noqa: S311  - a trial, not a secret
        self._thread = threading.Thread(target=self._kill_all, name="killing", daemon=True)
        self.killed: Counter[str] = Counter()

    def start(self) -> None:
        """Begin; goes on beside whatever else happens."""
        self._thread.start()

    @property
    def over(self) -> bool:
        """Whether all kills are done."""
        return self._left == 0

    def _kill_all(self) -> None:
        pause = threading.Event()
        while self._left:
            pause.wait(self._random.uniform(*PAUSE))
            victims = {child.program.name: child.process for child in self._supervisor.children}
            processes = {name: process.pid for name, process in victims.items() if process is not None}
            if (server := server_process()) is not None:
                processes["PostgreSQL"] = server
            name = self._random.choice(sorted(processes))
            try:
                os.kill(processes[name], signal.SIGKILL)
            except ProcessLookupError:
                continue  # it was just down; choose again
            self.killed[name] += 1
            self._left -= 1
