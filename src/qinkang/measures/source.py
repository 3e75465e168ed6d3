"""What a part of the analytical file is made of: one data set, and which of its columns come along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

import ibis

from qinkang.records.models import Person
from qinkang.records.tables import Recorded
from qinkang.standards.mistakes import DeclarationMistake

SOURCES: dict[str, Source] = {}
"""Every part of the analytical file, by the name of its table."""

PERSONAL = {
    "record": "int64",
    "version": "int32",
    "person": "int64",
    "happened_on": "date",
    "until": "date",
    "year": "int16",
    "sex": "string",
    "birth_year": "int16",
    "age_year_end": "int16",
    "age_at_service": "int16",
    "pushed": "boolean",
}
"""What every row has before areas and units are added: keys, days, sex and ages, whether it was pushed."""


class Holds(Enum):
    """For how long a record speaks."""

    ON_ITS_DAY = "发生在某一日"
    """A check-up: the last one of a period speaks for the person in that period."""
    FROM_ITS_DAY = "自某一日起"
    """A contract: the last one begun speaks for the person on any later day, as long as it holds."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Source:
    """One table of the analytical file: a row for each accepted record of a data set, or for each person.

    Attributes:
        name: of the table.
        title: what its records are called, in Chinese.
        model: the data set's table in the database; its rows point to a person by their sighting.
        columns: name to type (of ibis) and the SQL that gives it, over `r` (the record) and `s` (its
            sighting). None of them identifies anybody.
        organisation: the record's columns with name and credit code of the institution; None without.
        doctor: the record's column with the responsible doctor; None without.
        pushed_to: the receiver that 推送口径 means.
        holds: for how long a record speaks.
        until: the SQL that gives the first day on which it no longer holds.
        where: the SQL condition of the records that count at all.
        believed: where several records of a person tell of one thing, the SQL (over `r`) by whose order
            the first is believed and the others are left out.
    """

    name: str
    title: str
    model: type[Recorded] | type[Person]
    columns: Mapping[str, tuple[str, str]]
    organisation: tuple[str, str] | None = None
    doctor: str | None = None
    pushed_to: str = "national_elderly"
    holds: Holds = Holds.ON_ITS_DAY
    until: str = "NULL"
    where: str = "true"
    believed: str = ""

    @cached_property
    def rows(self) -> Any:
        """The unbound table that conditions are written on."""
        types = {**PERSONAL, **{name: kind for name, (kind, _) in self.columns.items()}}
        return ibis.table(types, name=f"raw_{self.name}")

    @property
    def of_persons(self) -> bool:
        """Whether its rows are persons and not records."""
        return self.model is Person

    @property
    def lasting(self) -> bool:
        """Whether its records speak for later days too."""
        return self.holds is Holds.FROM_ITS_DAY


def source(made: Source) -> Source:
    """Make a source known. Raises DeclarationMistake for a name used twice."""
    if made.name in SOURCES:
        raise DeclarationMistake(f"分析数据表 {made.name} 已登记")
    SOURCES[made.name] = made
    return made
