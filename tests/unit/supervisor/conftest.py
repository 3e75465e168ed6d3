"""Clusters and waiting for the supervisor's tests."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest

from qinkang.supervisor import Database, running

Start = Callable[[], AbstractContextManager[Database]]


@pytest.fixture
def var(place: Path, tmp_path: Path) -> Path:
    """Give a `var` of the test's own."""
    return place / tmp_path.name


@pytest.fixture
def start(var: Path, hurried: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Start a cluster of the test's own; calling it again starts the same one again."""
    for name in ("DATABASE_URL", "QK_OWNER_URL"):
        monkeypatch.delenv(name, raising=False)
    surviving_kill = {**hurried, "synchronous_commit": "on"}
    yield partial(running, var, surviving_kill, var.with_name(f"{var.name}-cluster"))


@pytest.fixture
def eventually() -> Callable[[Callable[[], object]], None]:
    """Wait until something holds, ten seconds at most."""

    def wait(holds: Callable[[], object]) -> None:
        deadline = time.monotonic() + 10
        while not holds():
            assert time.monotonic() < deadline, "it never came to hold"
            time.sleep(0.05)

    return wait
