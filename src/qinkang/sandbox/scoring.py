"""Planted defects against what was found: recall and precision, per rule and over all."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qinkang.sandbox.defects import Effect

COUNTED = (Effect.REJECT, Effect.HOLD, Effect.BLANK, Effect.REPAIR)
Place = tuple[str, int, str]
"""File, row number as a person sees it, code of the rule."""


@dataclass(frozen=True)
class Score:
    """How well planted defects were found.

    Attributes:
        planted, found: rule to number of rows; found counts only planted ones.
        missed: planted and not found.
        false_alarms: found where nothing was planted that could explain it.
        near_misses: how many rows at the very limit there were; `fired` lists those that were found.
    """

    planted: Counter[str]
    found: Counter[str]
    missed: tuple[Place, ...]
    false_alarms: tuple[Place, ...]
    near_misses: int
    fired: tuple[Place, ...]

    @property
    def recall(self) -> float:
        """Share of the planted defects that were found."""
        total = sum(self.planted.values())
        return sum(self.found.values()) / total if total else 1.0

    @property
    def precision(self) -> float:
        """Share of what was found that had been planted."""
        right = sum(self.found.values())
        return right / (right + len(self.false_alarms)) if right else 1.0


def read_labels(folder: Path) -> list[dict[str, Any]]:
    """What every sender's ledger says of the files in a folder."""
    files: list[dict[str, Any]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))["files"]
    return files


def score(files: Iterable[dict[str, Any]], findings: Iterable[Place]) -> Score:
    """Compare labels with findings of the effects that are counted: reject, hold, blank and repair."""
    planted: set[Place] = set()
    explained: set[Place] = set()
    habitual: set[tuple[str, str]] = set()
    near: set[Place] = set()
    for file in files:
        name = file["file"]
        for label in file["planted"]:
            place = (name, label["row"], label["rule"])
            explained |= {(name, label["row"], rule) for rule in label["also"]} | {place}
            if label["effect"] in COUNTED:
                planted.add(place)
        habitual |= {(name, rule) for rule in file["habits"]}
        near |= {(name, label["row"], label["rule"]) for label in file["near_misses"]}
    found = set(findings)
    return Score(
        planted=Counter(rule for *_, rule in planted),
        found=Counter(rule for *_, rule in planted & found),
        missed=tuple(sorted(planted - found)),
        false_alarms=tuple(
            sorted(place for place in found - explained if (place[0], place[2]) not in habitual)
        ),
        near_misses=len(near),
        fired=tuple(sorted(near & found)),
    )
