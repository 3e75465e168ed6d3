"""The message of a row as it is sent, with who it is about masked unless a reason for more is on record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qinkang.cleansing.masking import mask_cell
from qinkang.exchange import connectors
from qinkang.exchange.connector import Announced
from qinkang.exchange.digest import sm3
from qinkang.standards.dataset import DATASETS
from qinkang.standards.field import Choice, Choices, Field
from qinkang.standards.privacy import Privacy


@dataclass(frozen=True)
class Told:
    """One value of a message: our title, their name, the value as it is sent or masked."""

    title: str
    name: str
    says: str


class MessagePart:
    """What was told, value by value."""

    def __init__(self, target: str, about: Announced, *, masked: bool) -> None:
        kind = connectors.kind(target)
        message = kind.write(about)
        self.masked = masked
        self.digest = sm3(message)
        self.empty = about.operation == "withdraw"
        self._dataset, self._masked = DATASETS[about.dataset], masked
        self.values = list(self._values(json.loads(message), kind.names(about.dataset)))

    def _values(self, told: dict[str, Any], names: dict[str, str]) -> Iterator[Told]:
        """Our fields in the order of the form, then groups."""
        for ours, theirs in names.items():
            if theirs not in told:
                continue
            value, field = told[theirs], self._dataset.fields.get(ours)
            if field is not None:
                yield Told(field.title, theirs, self._said(field, value))
                continue
            part = self._dataset.parts[ours]
            for n, group in enumerate(value, 1):
                yield Told(
                    f"{part.title}{n}", theirs, "，".join(f"{key} {cell}" for key, cell in group.items())
                )

    def _said(self, field: Field, value: Any) -> str:
        text = str(value)
        if self._masked and (field.privacy is Privacy.IDENTITY or field.name.endswith("birth_date")):
            return mask_cell(field, _dashed(text) if field.name.endswith("birth_date") else text) or ""
        if isinstance(field, Choice | Choices):
            words = "、".join(field.codes.labels.get(code, code) for code in text.split(","))
            return f"{text}（{words}）"
        return text


def _dashed(day: str) -> str:
    """20250409 as 2025-04-09: the spelling that is masked."""
    return f"{day[:4]}-{day[4:6]}-{day[6:]}" if len(day) == 8 else day
