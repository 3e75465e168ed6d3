"""What a part of the analytical file is made of: one data set, and which of its columns come along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ibis

from qinkang.records.tables import Recorded
from qinkang.standards.mistakes import DeclarationMistake

SOURCES: dict[str, Source] = {}
"""Every part of the analytical file, by the name of its table."""

PERSONAL = {
    "record": "int64",
    "version": "int32",
    "person": "int64",
    "happened_on": "date",
    "year": "int16",
    "sex": "string",
    "age_year_end": "int16",
    "age_at_service": "int16",
    "pushed": "boolean",
}
"""What every row has before areas and units are added: keys, day, sex and ages, whether it was pushed."""


@dataclass(frozen=True, eq=False)
class Source:
    """One table of the analytical file: a row for each accepted record of a data set.

    Attributes:
        name: of the table.
        model: the data set's table in the database; its rows point to a person by `sighting`.
        columns: name to type (of ibis) and the SQL that gives it, over `r` (the record) and `s` (its
            sighting). None of them identifies anybody.
        organisation: the record's columns with name and credit code of the institution.
        doctor: the record's column with the responsible doctor.
        pushed_to: the receiver that 推送口径 means.
    """

    name: str
    model: type[Recorded]
    columns: Mapping[str, tuple[str, str]]
    organisation: tuple[str, str]
    doctor: str
    pushed_to: str

    @cached_property
    def rows(self) -> Any:
        """The unbound table that conditions are written on."""
        types = {**PERSONAL, **{name: kind for name, (kind, _) in self.columns.items()}}
        return ibis.table(types, name="raw")


def source(made: Source) -> Source:
    """Make a source known. Raises DeclarationMistake for a name used twice."""
    if made.name in SOURCES:
        raise DeclarationMistake(f"分析数据表 {made.name} 已登记")
    SOURCES[made.name] = made
    return made
