"""The receiver as a program for the supervisor, and how to reach it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from qinkang.exchange.connectors import Connection
from qinkang.supervisor import Program

CLIENT, SECRET = "610000-qinkang", "sandbox-only"  # opens nothing but the simulation
SOURCE_ORG = "11610000016000000G"  # invented


@dataclass(frozen=True)
class NationalElderlyReceiver:
    """One simulated receiver: its port, its ledger file, its faults."""

    port: int
    ledger: Path
    faults: str = "none"
    seed: int = 1
    calls: int | None = None
    share: float = 0.5
    hang: float = 90.0

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def connection(self) -> Connection:
        """How our connector speaks to it; its patience ends before a silence does, so that both are seen."""
        return Connection(self.url, CLIENT, SECRET, SOURCE_ORG, patience=min(60.0, self.hang * 0.7))

    @property
    def environment(self) -> dict[str, str]:
        """The same as variables for the processes that connect from their environment."""
        to = self.connection
        told = {
            "URL": to.url,
            "CLIENT": to.client_id,
            "SECRET": to.client_secret,
            "ORG": to.source_org,
            "PATIENCE": str(to.patience),
        }
        return {f"QK_NATIONAL_ELDERLY_{name}": value for name, value in told.items()}

    def argv(self) -> tuple[str, ...]:
        """The command that runs it."""
        options = {
            "--port": self.port,
            "--ledger": os.fspath(self.ledger),
            "--faults": self.faults,
            "--seed": self.seed,
            "--share": self.share,
            "--hang": self.hang,
            **({} if self.calls is None else {"--calls": self.calls}),
        }
        words = [str(word) for pair in options.items() for word in pair]
        return (sys.executable, "-m", "qinkang.sandbox.receivers.national_elderly", *words)

    def program(self, log: Path) -> Program:
        """A program the supervisor keeps running; after a kill -9 it is back on the same port."""
        return Program(name="模拟全国老龄健康信息系统", argv=self.argv(), log=log, ready=self.answers)

    def answers(self) -> bool:
        """Whether it is up."""
        try:
            return httpx.get(f"{self.url}/health", timeout=1, trust_env=False).status_code == 200
        except httpx.RequestError:
            return False

    def set_faults(self, name: str, seed: int, **options: Any) -> None:
        """Give the running receiver another schedule."""
        told = {"name": name, "seed": seed, **options}
        httpx.post(f"{self.url}/control/faults", json=told, timeout=5, trust_env=False).raise_for_status()

    def exported(self) -> dict[str, Any]:
        """Its whole ledger, for `ledgers_agree`."""
        answer = httpx.get(f"{self.url}/control/ledger", timeout=60, trust_env=False)
        answer.raise_for_status()
        ledger: dict[str, Any] = answer.json()
        return ledger
