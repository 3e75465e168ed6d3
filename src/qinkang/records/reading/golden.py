"""Golden values over all data sets: which record gives each value of a person, and why that one.

Who somebody is (name, number, sex, birth, area) is chosen among sightings, in `records.golden`; here the
values are chosen that stand in records. Nothing is copied: a value is read where it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

from qinkang.records.golden import DEATH_SOURCES
from qinkang.records.models import Contract, Death, ElderlyPerson, HealthCheck, Living, SelfCare
from qinkang.records.tables import Recorded, Standing
from qinkang.standards.field import Field

YEAR = timedelta(days=366)
CONFIRMED, SUSPECTED = "1", "0"


class Believes(Enum):
    """How a value is chosen among those that were reported."""

    NEWEST = "取最近一次登记的"
    FIRST_OWNER = "取负责来源中最近的"


@dataclass(frozen=True)
class Owner:
    """A value and the fields that may give it, the owner first.

    Attributes:
        within: what is older is shown as out of date.
    """

    title: str
    fields: tuple[tuple[type[Recorded], str], ...]
    believes: Believes = Believes.FIRST_OWNER
    within: timedelta | None = None


OWNERS = (
    Owner("民族", ((ElderlyPerson, "nation"),)),
    Owner("户籍区划", ((ElderlyPerson, "hukou_region"),)),
    Owner("婚姻状况", ((ElderlyPerson, "marital"),)),
    Owner("文化程度", ((ElderlyPerson, "education"),)),
    Owner(
        "居住情况",
        ((Living, "living_arrangement"), (ElderlyPerson, "living_arrangement")),
        Believes.NEWEST,
        YEAR,
    ),
    Owner("生活自理能力", ((SelfCare, "grade"), (HealthCheck, "selfcare_self"))),
    Owner("既往史疾病", ((ElderlyPerson, "history_disease"), (Contract, "groups"))),
    Owner("特殊困难标签", ((ElderlyPerson, "special_tags"),)),
    Owner(
        "责任医生",
        ((HealthCheck, "doctor"), (Contract, "doctor"), (ElderlyPerson, "doctor")),
        Believes.NEWEST,
    ),
)
"""Values of a person that records give, in the order of a page; the precedence is a provincial default."""


@dataclass(frozen=True)
class Golden:
    """One golden value with the record that gives it. `others` are how many records say something else."""

    owner: Owner
    record: Recorded
    field: Field
    value: Any
    stale: bool
    others: int


def golden_values(records: Iterable[Recorded], today: date) -> list[Golden]:
    """Return the golden values that a person's accepted records give."""
    by_table: dict[type, list[Recorded]] = {}
    for record in records:
        if record.standing == Standing.ACCEPTED:
            by_table.setdefault(type(record), []).append(record)
    found = []
    for owner in OWNERS:
        given = [
            (record, name, rank)
            for rank, (table, name) in enumerate(owner.fields)
            for record in by_table.get(table, ())
            if getattr(record, name) not in (None, [], "")
        ]
        if given:
            found.append(_believed(owner, given, today))
    return found


def _believed(owner: Owner, given: list[tuple[Recorded, str, int]], today: date) -> Golden:
    newest = owner.believes is Believes.NEWEST

    def order(one: tuple[Recorded, str, int]) -> tuple[Any, ...]:
        record, _, rank = one
        by_day = (record.happened_on.toordinal(), record.recorded_at, record.pk)
        return (*by_day, -rank) if newest else (-rank, *by_day)

    record, name, _ = max(given, key=order)
    value = getattr(record, name)
    others = sum(
        type(other) is type(record) and getattr(other, other_name) != value for other, other_name, _ in given
    )
    stale = owner.within is not None and record.happened_on < today - owner.within
    return Golden(owner, record, record.dataset.fields[name], value, stale, others)


def believed_death(records: Iterable[Recorded]) -> Death | None:
    """Return the report of a death that is believed: a confirmed one before a suspected, the surer source
    before others, then the newest (C-47). None where nobody reports one, or it was taken back."""
    reports = [
        one
        for one in records
        if isinstance(one, Death)
        and one.standing == Standing.ACCEPTED
        and one.confirm_status in (CONFIRMED, SUSPECTED)
    ]
    return max(reports, key=_sureness, default=None)


def _sureness(report: Death) -> tuple[Any, ...]:
    surer = DEATH_SOURCES.index(report.source) if report.source in DEATH_SOURCES else len(DEATH_SOURCES)
    return report.confirm_status == CONFIRMED, -surer, report.reported_at or date.min, -report.pk


def dead_of(persons: Collection[int]) -> dict[int, date]:
    """Return the confirmed days of death of those of these persons who have died: one query."""
    rows = Death.objects.filter(
        sighting__link__person__in=persons, standing=Standing.ACCEPTED, confirm_status=CONFIRMED
    ).values_list("sighting__link__person", "death_date", "source", "reported_at", "id")
    found: dict[int, tuple[Any, ...]] = {}
    for person, day, source, reported, number in rows:
        surer = DEATH_SOURCES.index(source) if source in DEATH_SOURCES else len(DEATH_SOURCES)
        told = (-surer, reported or date.min, -number, day)
        found[person] = max(found.get(person, told), told)
    return {person: told[-1] for person, told in found.items()}
