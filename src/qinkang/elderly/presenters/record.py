"""A record as it stands on the form: titles and values, in the form's order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qinkang.records.presenters.wording import area_in_words
from qinkang.records.tables import own_fields, part_models
from qinkang.standards.field import AreaCode, Choice, Choices, Field, Number


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
    if isinstance(field, AreaCode):
        return area_in_words(value)
    if isinstance(field, Choice):
        return field.codes.labels.get(value, value)
    return f"{value:g}" if isinstance(field, Number) else str(value)


@dataclass(frozen=True)
class Block:
    """One section of the form."""

    title: str
    values: tuple[Value, ...]


class RecordPart:
    """All that a record holds, section by section as on the form, but for who it is about."""

    def __init__(self, record: Any) -> None:
        fields = own_fields(record.dataset)
        blocks = [
            Block(section.title, tuple(_values(record, [name for name in section.columns if name in fields])))
            for section in record.dataset.sections
        ]
        self.blocks = [block for block in blocks if block.values]
        self.groups = [
            group_of(model, rows_of(model, record)) for model in part_models(type(record)).values()
        ]
        self.groups = [group for group in self.groups if group.lines]


def _values(record: Any, names: list[str]) -> Iterator[Value]:
    for name in names:
        value = getattr(record, name)
        if value not in (None, []):
            field = record.dataset.fields[name]
            yield Value(field.title, written(field, value), getattr(field, "unit", "") or "")


def rows_of(model: Any, record: Any) -> list[Any]:
    """Return the lines of a repeated group, in the form's order."""
    return list(model.objects.filter(record=record).order_by("seq"))


def group_of(model: Any, rows: Sequence[Any]) -> Group:
    """Return a repeated group as a table."""
    fields = model.part.fields
    return Group(
        model.part.title,
        tuple(field.title for field in fields.values()),
        tuple(tuple(written(field, getattr(row, name)) for name, field in fields.items()) for row in rows),
    )
