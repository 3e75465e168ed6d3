"""How one of our data sets becomes one of their tables: names, and the spelling of values.

Their names are the initials of the Chinese ones. The modules in `tables` say them, one for each table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from qinkang.exchange.connector import Announced
from qinkang.standards.dataset import Dataset
from qinkang.standards.field import Month

OPERATIONS = {"new": "A", "update": "U", "withdraw": "D"}

IDENTITY = {
    "name": "XM", "id_type": "ZJLX", "id_no": "ZJHM", "sex": "XB", "birth_date": "CSRQ", "live_region": "JZQH",
}  # fmt: skip
"""What leaves the house of who somebody is. Telephone and address are not asked for."""

Parts = Mapping[str, tuple[str, Mapping[str, str]]]


@dataclass(frozen=True, eq=False)
class Table:
    """One of their tables, and which of our fields stand in it.

    Attributes:
        dataset: our data set.
        code, version: theirs.
        fields: our names to theirs.
        parts: our repeated groups: their name, and the names within.
        stays: fields (`doctor`), groups (`surgery`) and fields of groups (`items.item_name`) that they do
            not ask for: these do not leave the house. Named so that a field which is new in the
            declaration has to be thought about.
        identity: what they want to know of the person.
    """

    dataset: Dataset
    code: str
    version: str
    fields: Mapping[str, str]
    parts: Parts = field(default_factory=dict)
    stays: tuple[str, ...] = ()
    identity: Mapping[str, str] = field(default_factory=lambda: IDENTITY)

    def __post_init__(self) -> None:
        """Refuse a table that forgets a field, invents one, or uses a name twice."""
        theirs = list(self.names.values())
        wrong = [
            *(self._ours() ^ {*self._sent(), *self.stays}),
            *(set(self.identity) - self.dataset.identity_names),
            *(name for name in theirs if theirs.count(name) > 1),
        ]
        if wrong:
            raise ValueError(f"{self.code}: {', '.join(sorted(set(wrong)))}")

    def _ours(self) -> set[str]:
        """Every field of the data set that is not about who it is; those of groups only if one is sent."""
        sent = (name for name in self.dataset.parts if name not in self.stays)
        within = {f"{part}.{name}" for part in sent for name in self.dataset.parts[part].fields}
        own = set(self.dataset.fields) - self.dataset.identity_names
        return own | within | (set(self.dataset.parts) & set(self.stays))

    def _sent(self) -> set[str]:
        return {
            *self.fields,
            *(f"{part}.{name}" for part, (_, names) in self.parts.items() for name in names),
        }

    @cached_property
    def names(self) -> dict[str, str]:
        """Every name of theirs on the first level, by ours."""
        groups = {part: theirs for part, (theirs, _) in self.parts.items()}
        return {**self.identity, **self.fields, **groups}

    @cached_property
    def _months(self) -> frozenset[tuple[str, str]]:
        return frozenset(self._of_months())

    def _of_months(self) -> Iterator[tuple[str, str]]:
        """The fields that are a year and a month, as part and name; the part is empty for the record's."""
        yield from (("", name) for name, one in self.dataset.fields.items() if isinstance(one, Month))
        for part, group in self.dataset.parts.items():
            yield from ((part, name) for name, one in group.fields.items() if isinstance(one, Month))

    def written(self, row: Announced) -> dict[str, Any]:
        """Return their record: days as YYYYMMDD, months as YYYYMM, choices parted by commas.

        What is empty is left out. A withdrawal carries the reference and nothing of the person.
        """
        message: dict[str, Any] = {
            "our_ref": row.ref.subject,
            "version": row.ref.version,
            "operation": OPERATIONS[row.operation],
        }
        if row.operation == "withdraw":
            return message
        names, parts = self.names, self.parts
        for known in (row.identity, row.record):
            for ours, value in known.items():  # some fifty values a record: the two usual kinds come first
                theirs = names.get(ours)
                if theirs is None or value is None or value == "":
                    continue
                if type(value) is str:
                    message[theirs] = value
                elif type(value) is float:
                    message[theirs] = int(value) if value.is_integer() else value
                elif ours in parts:
                    message[theirs] = [self._group(ours, group) for group in value]
                elif value != []:
                    message[theirs] = self._told("", ours, value)
        return message

    def _group(self, part: str, group: Mapping[str, Any]) -> dict[str, Any]:
        """One of a part's groups in their words."""
        names = self.parts[part][1]
        return {
            names[name]: self._told(part, name, value)
            for name, value in group.items()
            if name in names and value is not None and value != ""
        }

    def _told(self, part: str, name: str, value: Any) -> Any:
        """One value in their spelling; the type is that of the database's column."""
        kind = type(value)
        if kind is float:
            return int(value) if value.is_integer() else value
        if kind is str or kind is int:
            return value
        if kind is list:
            return ",".join(value)
        return f"{value:%Y%m}" if (part, name) in self._months else f"{value:%Y%m%d}"
