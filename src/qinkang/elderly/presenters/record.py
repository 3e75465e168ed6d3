"""A record as it stands on the form: titles and values, in the form's order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qinkang.records.tables import own_fields, part_models
from qinkang.standards.field import Choice, Choices, Field, Number


@dataclass(frozen=True)
class Value:
    """One field of the form."""

    title: str
    says: str
    unit: str


@dataclass(frozen=True)
class Group:
    """A repeated group: its title, its column titles, and its lines."""

    title: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


def written(field: Field, value: Any) -> str:
    """Write a value as the form has it: choices by their words, numbers without needless noughts."""
    if value is None:
        return "—"
    if isinstance(field, Choices):
        return "、".join(field.codes.labels.get(code, code) for code in value)
    if isinstance(field, Choice):
        return field.codes.labels.get(value, value)
    return f"{value:g}" if isinstance(field, Number) else str(value)


class RecordPart:
    """All that a record holds, but for who it is about."""

    def __init__(self, record: Any) -> None:
        self.values = [
            Value(field.title, written(field, value), getattr(field, "unit", "") or "")
            for name, field in own_fields(record.dataset).items()
            if (value := getattr(record, name)) not in (None, [])
        ]
        self.groups = [_group(model, record) for model in part_models(type(record)).values()]
        self.groups = [group for group in self.groups if group.lines]


def _group(model: Any, record: Any) -> Group:
    fields = model.part.fields
    rows = model.objects.filter(record=record).order_by("seq")
    return Group(
        model.part.title,
        tuple(field.title for field in fields.values()),
        tuple(tuple(written(field, getattr(row, name)) for name, field in fields.items()) for row in rows),
    )
