"""The benches of `./qk bench`, one file each: what is measured, against what, and the goal.

A bench module has a docstring, whose first line `--list` shows, and `measure(asked) -> Measured`. Ratios
are to a bare baseline in the same run. What is measured is the way the product goes, by its own
functions; where a baseline is left out of something the product does, the docstring says so.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

BENCHES = ("cleanse", "check-row", "load", "deliver", "pages", "intake")


@dataclass(frozen=True)
class Asked:
    """What somebody wants measured.

    Attributes:
        folder: an empty folder that is taken away afterwards; `QK_VAR` lies in it.
        rows, scale: how large; None for the size of the goal.
        say: shows what is going on.
    """

    folder: Path
    rows: int | None
    scale: float | None
    say: Callable[[str], None]


@dataclass
class Measured:
    """What came of a bench: a ratio to a bare baseline, or the 95th percentile of times.

    Attributes:
        name: of the bench.
        goal: the ratio or the milliseconds that it must keep to.
        met: whether every part of the goal is reached.
        rows: rows, records or requests that were measured.
        parts: times and sizes behind it, by name.
        seconds: how long the whole bench took.
    """

    name: str
    goal: float
    met: bool
    rows: int
    ratio: float | None = None
    p95_ms: float | None = None
    parts: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def sentence(self) -> str:
        """The figure beside its goal."""
        if self.p95_ms is not None:
            return f"95% 不超过 {self.p95_ms} 毫秒，目标 {self.goal:g} 毫秒"
        return f"比值 {self.ratio}，目标 {self.goal:g}"

    def as_json(self) -> dict[str, Any]:
        """As programs read it."""
        figure = {"ratio": self.ratio} if self.p95_ms is None else {"p95_ms": self.p95_ms}
        told = {"goal": self.goal, "met": self.met, "rows": self.rows, "seconds": self.seconds}
        return {"name": self.name, **figure, **told, "parts": self.parts}


def summary(name: str) -> str:
    """The first line of a bench's docstring, without importing it."""
    file = Path(__file__).with_name(f"{_module(name)}.py")
    return (ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "").partition("\n")[0]


def bench(name: str) -> ModuleType:
    """The module of a bench."""
    return importlib.import_module(f"{__name__}.{_module(name)}")


def _module(name: str) -> str:
    return name.replace("-", "_")
