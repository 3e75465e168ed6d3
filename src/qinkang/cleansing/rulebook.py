"""The office's decisions that rules need, as one value.

A rulebook is frozen, made by the registry (or packaged), and passed to the cleansing. Every batch
names the hash of the one it was judged by, so that a verdict can be repeated.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from qinkang.cleansing.parameters import PARAMETERS
from qinkang.kernel.area import AreaBook
from qinkang.standards import datasets  # noqa: F401  - the packaged seed holds what they declare
from qinkang.standards.codes import Code, CodeSystem
from qinkang.standards.dataset import DATASETS
from qinkang.standards.field import Choice, Choices


class RulebookMistake(ValueError):
    """A rulebook file that cannot be used; the text says what is wrong with it."""


@dataclass(frozen=True, eq=False)
class Rulebook:
    """Code systems, parameters and areas as decided, and the day they are asked for.

    Attributes:
        received_on: the day the data was received; nothing may have happened after it.
        known_at: what was known on this day is what counts (the second clock).
        code_systems: by name.
        parameters: by name; see `parameters.PARAMETERS`.
        areas: statutory areas with their history.
    """

    received_on: date
    known_at: date
    code_systems: Mapping[str, CodeSystem]
    parameters: Mapping[str, float]
    areas: AreaBook

    @classmethod
    def packaged(cls, received_on: date) -> Rulebook:
        """The seed: every declared code system and parameter, the areas of today and before."""
        columns = [column for declared in DATASETS.values() for column in declared.columns.values()]
        systems = {f.codes.name: f.codes for f in columns if isinstance(f, (Choice, Choices))}
        return cls(
            received_on=received_on,
            known_at=received_on,
            code_systems=systems,
            parameters={name: parameter.value for name, parameter in PARAMETERS.items()},
            areas=AreaBook.packaged(),
        )

    def on(self, received_on: date) -> Rulebook:
        """The same decisions for data received on another day."""
        return replace(self, received_on=received_on)

    def codes(self, declared: CodeSystem) -> CodeSystem:
        """The code system as decided; the declared one if the office decided nothing."""
        return self.code_systems.get(declared.name, declared)

    def __getitem__(self, parameter: str) -> float:
        return self.parameters[parameter]

    @property
    def year(self) -> int:
        """The year of the day the data was received."""
        return self.received_on.year

    @cached_property
    def decided(self) -> str:
        """SHA-256 over what was decided, whatever the days: equal ones make equal plans in one year."""
        content = json.dumps(self._decisions(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()

    @cached_property
    def hash(self) -> str:
        """SHA-256 over the whole content: equal hashes give equal verdicts."""
        return hashlib.sha256(f"{self.received_on} {self.known_at} {self.decided}".encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """As one JSON document; `from_json` reads it back to an equal hash."""
        return {
            "received_on": self.received_on.isoformat(),
            "known_at": self.known_at.isoformat(),
            **self._decisions(),
        }

    def _decisions(self) -> dict[str, Any]:
        return {
            "code_systems": {name: _system_to_json(s) for name, s in self.code_systems.items()},
            "parameters": {name: float(value) for name, value in self.parameters.items()},
            "areas": self.areas.to_rows(),
        }

    @classmethod
    def from_json(cls, document: Any) -> Rulebook:
        """Read what `to_json` wrote.

        Raises:
            RulebookMistake: something is missing or of the wrong form.
        """
        try:
            unknown = set(document["parameters"]) - set(PARAMETERS)
            if unknown:
                raise RulebookMistake(f"规则手册中有未知参数：{'、'.join(sorted(unknown))}")
            return cls(
                received_on=date.fromisoformat(document["received_on"]),
                known_at=date.fromisoformat(document["known_at"]),
                code_systems={n: _system_from_json(n, s) for n, s in document["code_systems"].items()},
                parameters={
                    name: float(document["parameters"].get(name, parameter.value))
                    for name, parameter in PARAMETERS.items()
                },
                areas=AreaBook.from_rows(document["areas"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            if isinstance(problem, RulebookMistake):
                raise
            raise RulebookMistake(f"规则手册缺少内容或格式不对：{problem}") from problem


def _system_to_json(system: CodeSystem) -> dict[str, Any]:
    return {
        "title": system.title,
        "source": system.source,
        "codes": [
            {
                "code": code.code,
                "label": code.label,
                "synonyms": list(code.synonyms),
                "since": code.since.isoformat() if code.since else None,
                "until": code.until.isoformat() if code.until else None,
            }
            for code in system.codes
        ],
    }


def _system_from_json(name: str, document: Mapping[str, Any]) -> CodeSystem:
    codes = tuple(
        Code(
            code=item["code"],
            label=item["label"],
            synonyms=tuple(item["synonyms"]),
            since=date.fromisoformat(item["since"]) if item["since"] else None,
            until=date.fromisoformat(item["until"]) if item["until"] else None,
        )
        for item in document["codes"]
    )
    return CodeSystem(name, document["title"], document["source"], codes)
