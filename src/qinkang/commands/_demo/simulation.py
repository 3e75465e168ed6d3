"""The simulated outside world, spoken to as what it is: other programs."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx

from qinkang.mistake import Mistake
from qinkang.supervisor import Program


@dataclass(frozen=True)
class SentFile:
    """One file as a simulated sender made it."""

    sender: str
    dataset: str
    path: Path
    sent_on: date


@dataclass(frozen=True)
class Sendings:
    """Everything the simulated senders made.

    Attributes:
        register: the workbook of their institutions.
        senders: code, title and unit code of each.
        files: in the order of sending.
    """

    register: Path
    senders: Sequence[Mapping[str, str]]
    files: Sequence[SentFile]


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
    """Let every simulated sender write its files."""
    told = _asked("send", folder, "--scale", scale, "--seed", seed)
    files = [
        SentFile(one["sender"], one["dataset"], Path(one["path"]), date.fromisoformat(one["sent_on"]))
        for one in told["files"]
    ]
    return Sendings(Path(told["register"]), told["senders"], files)


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
    command = [sys.executable, "-m", "qinkang.sandbox", *map(os.fspath, map(_word, words))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Mistake(f"模拟程序没有完成（{words[0]}）：\n{done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)


def _word(word: object) -> str | Path:
    return word if isinstance(word, Path) else str(word)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
