"""Starts programs in order, notices when one dies, starts it again, and stops all in reverse."""

import contextlib
import logging
import os
import queue
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable
from types import TracebackType

from qinkang.mistake import Mistake
from qinkang.supervisor.programs import Program

logger = logging.getLogger(__name__)

LOOK_EVERY = 0.05  # seconds
WITHIN = 60.0  # seconds in which deaths are counted
PATIENT, SLOWEST = 3.0, 30.0  # seconds between attempts at most, usually and in trouble


class Child:
    """A program and the process that runs it now; only the watching thread changes it."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.process: subprocess.Popen[bytes] | None = None
        self.deaths: deque[float] = deque(maxlen=program.too_often)
        self.start_at = 0.0
        self.ready = threading.Event()
        self.in_trouble = False

    def look(self, now: float) -> None:
        """Take one step: start it, reap it, or ask whether it is ready."""
        if self.process is None:
            if now >= self.start_at:
                self.process = self.program.spawn()
        elif self.process.poll() is not None:
            self.bury(now)
        elif not self.ready.is_set():
            if self.program.ready():
                self.ready.set()
        elif self.in_trouble and now - self.deaths[-1] > WITHIN:
            self.in_trouble = False

    def bury(self, now: float) -> None:
        """Clear away after a death and set the time of the next attempt."""
        self.kill_group()
        code = self.process.returncode if self.process else None
        self.process = None
        self.ready.clear()
        self.deaths.append(now)
        recent = sum(now - death < WITHIN for death in self.deaths)
        self.in_trouble = self.in_trouble or recent >= self.program.too_often
        pause = SLOWEST if self.in_trouble else min(0.2 * 2 ** (recent - 1), PATIENT)
        self.start_at = now + pause
        logger.warning("%s ended with code %s; next start in %.1f s", self.program.name, code, pause)

    def stop(self) -> None:
        """Ask it to end, ever more firmly, and reap it."""
        if self.process is None:
            return
        for number in self.program.stop_signals:
            self.process.send_signal(number)
            try:
                self.process.wait(self.program.grace)
                break
            except subprocess.TimeoutExpired:
                logger.warning("%s did not end within %s s", self.program.name, self.program.grace)
        self.kill_group()
        self.process.wait()
        self.process = None

    def kill_group(self) -> None:
        """End what the process may have left in its session."""
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Keeps programs running for as long as its `with` block lasts.

    One thread starts and reaps every process, because Linux ties a child's life to the thread that
    started it. `on_trouble` is told, once per bout, of a program that died too often in a minute;
    it is then still tried every thirty seconds.
    """

    def __init__(self, on_trouble: Callable[[Program], None] | None = None) -> None:
        self.on_trouble = on_trouble
        self.children: list[Child] = []
        self.newcomers: queue.SimpleQueue[Child] = queue.SimpleQueue()
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.watch, name="supervisor")

    def __enter__(self) -> "Supervisor":
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.over.set()
        self.thread.join()

    def start(self, program: Program) -> None:
        """Start a program and return when it is ready; raises Mistake when it will not be."""
        child = Child(program)
        self.newcomers.put(child)
        deadline = time.monotonic() + program.patience
        while not child.ready.wait(LOOK_EVERY):
            if child.in_trouble or time.monotonic() > deadline or not self.thread.is_alive():
                raise Mistake(f"{program.name} 没有启动成功，原因见日志 {program.log} 的末尾。")

    def wait(self) -> None:
        """Wait until interrupted or asked to end; the children are looked after meanwhile."""
        while self.thread.is_alive():
            self.thread.join(1)
        raise RuntimeError("the watching thread has ended")

    def watch(self) -> None:
        """Look after the children until the block ends, then stop them, the last one first."""
        try:
            while not self.over.wait(LOOK_EVERY):
                while not self.newcomers.empty():
                    self.children.append(self.newcomers.get())
                for child in self.children:
                    before = child.in_trouble
                    child.look(time.monotonic())
                    if child.in_trouble and not before:
                        self.report(child.program)
        finally:
            for child in reversed(self.children):
                child.stop()

    def report(self, program: Program) -> None:
        """Tell of a program that will not stay up; it is then told of again only after a quiet minute."""
        logger.error(
            "%s died %s times within %.0f s; see %s", program.name, program.too_often, WITHIN, program.log
        )
        if self.on_trouble:
            self.on_trouble(program)
