"""The tables that the national system takes, and what it checks in each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]


def _nothing_wrong(record: Record) -> tuple[str, str]:
    return "", ""


@dataclass(frozen=True)
class Table:
    """One table.

    Attributes:
        mandatory: fields without which a record is refused; the day among them.
        day: when it happened; never later than the message.
        days: other days, only their form is checked.
        organisation: the field with the institution's code, "" where there is none.
        thing: fields that make two records speak of one thing.
        own: what only this table checks: code and field, ("", "") if nothing is wrong.
    """

    mandatory: tuple[str, ...]
    day: str
    thing: tuple[str, ...]
    days: tuple[str, ...] = ()
    organisation: str = ""
    own: Callable[[Record], tuple[str, str]] = _nothing_wrong


def _adds_up(record: Record) -> tuple[str, str]:
    scores = [record.get(f"{item}PF") for item in ("JC", "SX", "CY", "RC", "HD")]
    known = all(isinstance(one, int) for one in (*scores, record["ZPF"]))
    return ("E1101", "ZPF") if known and sum(scores) != record["ZPF"] else ("", "")


def _ends_after_it_begins(record: Record) -> tuple[str, str]:
    return ("E1201", "DQRQ") if record["DQRQ"] < record["KSRQ"] else ("", "")


def _dies_after_birth(record: Record) -> tuple[str, str]:
    born = record.get("CSRQ")
    return ("E1301", "SWRQ") if born and record["SWRQ"] < born else ("", "")


TABLES = {
    "nat_health_check": Table(
        mandatory=("XM", "ZJHM", "TJRQ", "JGMC"),
        day="TJRQ",
        thing=("ZJHM", "TJRQ", "JGMC"),
        organisation="JGDM",
    ),
    "nat_selfcare": Table(
        mandatory=("XM", "ZJHM", "PGRQ", "JGMC", "ZPF", "ZLDJ"),
        day="PGRQ",
        days=("XCPGRQ",),
        thing=("ZJHM", "PGRQ", "JGMC"),
        organisation="JGDM",
        own=_adds_up,
    ),
    "nat_contract": Table(
        mandatory=("XM", "ZJHM", "KSRQ", "DQRQ", "JGMC"),
        day="KSRQ",
        days=("DQRQ", "JYRQ"),
        thing=("ZJHM", "KSRQ", "JGMC"),
        organisation="JGDM",
        own=_ends_after_it_begins,
    ),
    # A person may be known to several keepers of records; each tells of its own.
    "nat_person_snapshot": Table(
        mandatory=("XM", "ZJHM", "SJRQ"), day="SJRQ", thing=("ZJHM", "JDJGMC"), organisation="JDJGDM"
    ),
    "nat_person_death": Table(
        mandatory=("XM", "ZJHM", "SWRQ", "XXLY"),
        day="SWRQ",
        days=("BGRQ",),
        thing=("ZJHM", "XXLY"),
        organisation="BGDWDM",
        own=_dies_after_birth,
    ),
}
