"""A stored record as its sender's file would hold it: text for each column, ready to be read and judged again."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from qinkang.records.key_check import ring_in_force
from qinkang.records.models import Sighting
from qinkang.records.sealing import open_many
from qinkang.records.tables import Recorded, own_fields, part_models, sighting_fields
from qinkang.standards.dataset import Dataset
from qinkang.standards.field import Choices, Field, Month, Number

SIGHTINGS = Sighting._meta.db_table


def text_of(field: Field, value: Any) -> str | None:
    """Write a value so that reading it gives the same value again; nothing is None."""
    if value is None or value == []:
        return None
    match field:
        case Number():
            return f"{value:.15f}".rstrip("0").rstrip(".")
        case Month():
            return f"{value:%Y-%m}"
        case Choices():
            return "、".join(value)
        case _:
            return str(value)


Groups = Mapping[str, Sequence[Mapping[str, Any]]]
"""Name of a part to its groups, each with `seq` and the part's fields."""


def texts_of(
    record: Recorded, sightings: Mapping[str, int] | None = None, groups: Groups | None = None
) -> dict[str, str]:
    """Return everything a record says, column to text; a column without a value is not there.

    It holds who it is, in full: for judging and for the sealed envelope, not for showing.

    Args:
        sightings: role to another sighting than the record's own.
        groups: the repeated groups, where they are others than the present ones.
    """
    dataset: Dataset = record.dataset
    found = {name: text_of(field, getattr(record, name)) for name, field in own_fields(dataset).items()}
    for name, model in part_models(type(record)).items():
        rows = model.objects.filter(record=record).values() if groups is None else groups.get(name, ())
        for group in rows:
            for one, field in model.part.fields.items():
                found[f"{name}_{group['seq']}_{one}"] = text_of(field, group[one])
    pointed = {role: getattr(record, f"{name}_id") for role, name in sighting_fields(dataset).items()}
    pointed |= sightings or {}
    known = identity_texts([number for number in pointed.values() if number])
    for role, party in dataset.parties.items():
        who = known.get(pointed[role] or 0, {})
        found |= {field.name: who.get(field.name.removeprefix(party.prefix)) for field in party.fields()}
    found["source_no"] = record.source_no
    found["source_version"] = None if record.source_version is None else str(record.source_version)
    return {name: text for name, text in found.items() if text is not None}


def identity_texts(sightings: Collection[int]) -> dict[int, dict[str, str]]:
    """Return all that sightings say, in full, by number; only what the present scope shows.

    Whoever shows any of it writes that down (`records.reading`); this is for reading a row again.
    """
    rows = list(
        Sighting.objects.filter(pk__in=set(sightings)).values_list(
            "pk", "sealed", "sex", "birth_date", "live_region"
        )
    )
    sealed = [bytes(row[1]) for row in rows]
    opened = open_many(ring_in_force(), SIGHTINGS, "sealed", [row[0] for row in rows], sealed)
    found = {}
    for (number, _, *personal), content in zip(rows, opened, strict=True):
        plain = dict(zip(("sex", "birth_date", "live_region"), personal, strict=True))
        said = {**json.loads(content), **{name: value and str(value) for name, value in plain.items()}}
        found[number] = {name: text for name, text in said.items() if text}
    return found
