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
from qinkang.records.precedence import LAST, Order
from qinkang.records.tables import Recorded, Standing
from qinkang.standards.field import Field

YEAR = timedelta(days=366)
CONFIRMED, SUSPECTED = "1", "0"
NOBODY_FIRST = Order()


class Believes(Enum):
    """How a value is chosen among those that were reported."""

    NEWEST = "取最近一次登记的"
    FIRST_OWNER = "取负责来源中最近的"


@dataclass(frozen=True)
class Owner:
    """A value and the fields that may give it, the owner first.

    Attributes:
        within: what is older is shown as out of date.
        group: the group whose order of sources counts for it (`standards.sources`); "" where none does.
    """

    title: str
    fields: tuple[tuple[type[Recorded], str], ...]
    believes: Believes = Believes.FIRST_OWNER
    within: timedelta | None = None
    group: str = ""


OWNERS = (
    Owner("民族", ((ElderlyPerson, "nation"),), group="nation"),
    Owner("户籍区划", ((ElderlyPerson, "hukou_region"),), group="registered"),
    Owner("婚姻状况", ((ElderlyPerson, "marital"),)),
    Owner("文化程度", ((ElderlyPerson, "education"),)),
    Owner(
        "居住情况",
        ((Living, "living_arrangement"), (ElderlyPerson, "living_arrangement")),
        Believes.NEWEST,
        YEAR,
        "living",
    ),
    Owner("生活自理能力", ((SelfCare, "grade"), (HealthCheck, "selfcare_self"))),
    Owner("既往史疾病", ((ElderlyPerson, "history_disease"), (Contract, "groups")), group="illness"),
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
    """One golden value with the record that gives it.

    Attributes:
        others: how many records say something else.
        first: whether its source is believed before others about such values.
    """

    owner: Owner
    record: Recorded
    field: Field
    value: Any
    stale: bool
    others: int
    first: bool = False


def golden_values(records: Iterable[Recorded], today: date, order: Order = NOBODY_FIRST) -> list[Golden]:
    """Return the golden values that a person's accepted records give.

    Args:
        order: which sending systems are believed before others.
    """
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
            found.append(_believed(owner, given, today, order))
    return found


def _believed(owner: Owner, given: list[tuple[Recorded, str, int]], today: date, order: Order) -> Golden:
    newest = owner.believes is Believes.NEWEST

    def surer(one: tuple[Recorded, str, int]) -> tuple[Any, ...]:
        record, _, rank = one
        place = -order.place(owner.group, record.sender)
        by_day = (record.happened_on.toordinal(), record.recorded_at, record.pk)
        return (place, *by_day, -rank) if newest else (-rank, place, *by_day)

    record, name, _ = max(given, key=surer)
    value = getattr(record, name)
    others = sum(
        type(other) is type(record) and getattr(other, other_name) != value for other, other_name, _ in given
    )
    stale = owner.within is not None and record.happened_on < today - owner.within
    first = order.place(owner.group, record.sender) < LAST
    return Golden(owner, record, record.dataset.fields[name], value, stale, others, first)


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
