"""The simulated outside world, spoken to as what it is: other programs."""

from __future__ import annotations

import json
import queue
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx

from qinkang.mistake import Mistake
from qinkang.supervisor import Program


@dataclass(frozen=True)
class SentFile:
    """One file as a simulated sender made it; not `live` where it tells of an earlier year."""

    sender: str
    dataset: str
    path: Path
    sent_on: date
    live: bool


@dataclass(frozen=True)
class Announced:
    """What is known before the first file comes.

    Attributes:
        register: the workbook of the institutions.
        townships: unit code to the townships it manages.
        senders: code, title, kind and unit code of each, and data set to whether it sends its whole stock of it.
        files: how many files there will be.
    """

    register: Path
    townships: Mapping[str, Sequence[str]]
    senders: Sequence[Mapping[str, Any]]
    files: int


class Sendings:
    """What the simulated senders send; files come while others are still being made."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._made: queue.SimpleQueue[SentFile] = queue.SimpleQueue()
        self._reading = threading.Thread(target=self._read, name="sendings", daemon=True)

    def __enter__(self) -> Sendings:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()  # of a program that has ended this is nothing
        self._process.wait()

    @cached_property
    def announced(self) -> Announced:
        """Wait for what the senders say first; from then on files come."""
        told = self._answer()
        if told is None:
            raise Mistake("模拟程序没有完成（send）。")
        self._reading.start()
        return Announced(**{**told, "register": Path(told["register"])})

    def next(self) -> SentFile | None:
        """The next file in the order of sending; None where it is still being made, or there is none.

        Raises:
            Mistake: the senders' program has died.
        """
        if self._made.empty() and not self._reading.is_alive() and self._process.wait():
            raise Mistake("模拟程序没有完成（send）。")
        return None if self._made.empty() else self._made.get()

    def wait(self) -> None:
        """Wait until everything is made and written down."""
        self._process.wait()

    def _read(self) -> None:
        while told := self._answer():
            on = date.fromisoformat(told.pop("sent_on"))
            self._made.put(SentFile(**{**told, "path": Path(told["path"]), "sent_on": on}))

    def _answer(self) -> dict[str, Any] | None:
        line = self._process.stdout.readline() if self._process.stdout else ""
        return json.loads(line) if line else None


@dataclass(frozen=True)
class Receiver:
    """The simulated national system: its program, its address, and how our worker finds it."""

    program: Program
    url: str
    environment: Mapping[str, str]

    def ledger(self) -> dict[str, Any]:
        """Everything it accepted and refused."""
        answer = httpx.get(f"{self.url}/control/ledger", timeout=60, trust_env=False)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found


def send(folder: Path, scale: float, seed: int) -> Sendings:
    """Let the simulated senders begin to write their files."""
    command = _command("send", folder, "--scale", scale, "--seed", seed)
    return Sendings(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))


def receiver(folder: Path, log: Path, faults: str | None, seed: int, calls: int) -> Receiver:
    """The simulated national system, with faults in its first calls if wanted."""
    words = ["--faults", faults, "--calls", calls] if faults else []
    told = _asked("receiver", _free_port(), folder / "ledger.sqlite", "--seed", seed, *words)
    url = told["url"]

    def answers() -> bool:
        try:
            return httpx.get(f"{url}/health", timeout=1, trust_env=False).status_code == 200
        except httpx.RequestError:
            return False

    program = Program("receiver", tuple(told["argv"]), log, ready=answers, too_often=1000)
    return Receiver(program, url, told["environment"])


def score(folder: Path, findings: Sequence[tuple[str, int, str]], scratch: Path) -> dict[str, Any]:
    """Planted defects against what was found: recall, precision, and per rule."""
    file = scratch / "findings.json"
    file.write_text(json.dumps(list(findings), ensure_ascii=False), encoding="utf-8")
    came: dict[str, Any] = _asked("score", folder, file)
    return came


def differences(
    outbox: Sequence[tuple[str, int, str]], ledger: Mapping[str, Any], scratch: Path
) -> list[dict[str, Any]]:
    """Where our outbox (subject, version, state) and the receiver's ledger differ."""
    ours, theirs = scratch / "outbox.json", scratch / "ledger.json"
    ours.write_text(json.dumps(list(outbox)), encoding="utf-8")
    theirs.write_text(json.dumps(ledger), encoding="utf-8")
    found: list[dict[str, Any]] = _asked("agree", ours, theirs)
    return found


def _asked(*words: object) -> Any:
    """Run one of the simulation's programs and read its answer."""
    done = subprocess.run(_command(*words), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Mistake(f"模拟程序没有完成（{words[0]}）：\n{done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)


def _command(*words: object) -> list[str]:
    return [sys.executable, "-m", "qinkang.sandbox", *map(str, words)]


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
