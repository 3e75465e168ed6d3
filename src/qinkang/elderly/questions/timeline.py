"""One person over the data sets: records with their way in and out, and the sightings they rest on.

A fixed number of statements, whatever there is of the person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.models import Q

from qinkang.intake.models import Batch, Finding, Sender
from qinkang.records.models import (
    Attempt,
    Contract,
    Death,
    ElderlyPerson,
    HealthCheck,
    Living,
    Outbox,
    Person,
    PersonLink,
    Recertification,
    SelfCare,
    Sighting,
)
from qinkang.records.tables import COMMON, Recorded, part_models

MODELS: dict[str, type[Recorded]] = {
    model.dataset.code.partition(".")[2]: model
    for model in (ElderlyPerson, HealthCheck, SelfCare, Contract, Living, Recertification, Death)
}
"""The data sets about older people, by the word that stands for each in an address."""
AT_A_GLANCE: dict[type[Recorded], tuple[str, ...]] = {
    HealthCheck: (
        *COMMON, "sighting", "org", "doctor", "bmi", "fpg", "selfcare_self", "sbp_left", "dbp_left", "sbp_right",
        "dbp_right",
    )
}  # fmt: skip
"""What the line of time reads of wide tables; the rest of the form comes when it is opened."""
SHOWN_PARTS = ("items",)
"""Repeated groups that stand on the line of time itself; the others are on the form."""


@dataclass(frozen=True)
class Earlier:
    """A version that was superseded."""

    version: int
    batch: int
    row_number: int
    recorded_at: datetime
    superseded_at: datetime
    standing: str


@dataclass
class Way:
    """One record with all that happened to it."""

    record: Any
    findings: list[Finding] = field(default_factory=list)
    outbox: list[Outbox] = field(default_factory=list)
    attempts: dict[int, list[Attempt]] = field(default_factory=dict)
    parts: dict[str, list[models.Model]] = field(default_factory=dict)
    earlier: list[Earlier] = field(default_factory=list)


@dataclass(frozen=True)
class Around:
    """What records came with.

    Attributes:
        batches: those of the scope; a batch belongs to the unit that sent it, so a county may see a row
            of it and not the batch.
        senders: number to name.
        kinds: number to what kind of system it is.
    """

    batches: dict[int, Batch]
    senders: dict[int, str]
    kinds: dict[int, str]


@dataclass(frozen=True)
class Known:
    """All that is known of one person, as far as the present scope shows it."""

    person: Person
    links: tuple[PersonLink, ...]
    sightings: tuple[Sighting, ...]
    ways: tuple[Way, ...]
    around: Around


def known_of(number: int) -> Known | None:
    """Return what is known of a person; None where the present scope does not show them."""
    person = Person.objects.filter(pk=number).first()
    if person is None:
        return None
    links = tuple(PersonLink.objects.filter(person=number).order_by("-since"))
    sightings = tuple(
        Sighting.objects.filter(pk__in=[link.sighting_id for link in links])
        .defer("sealed", "fingerprint", "id_index", "name_birth_index", "phone_index")
        .order_by("-created_at", "-id")
    )
    numbers = [one.pk for one in sightings]
    records: list[Any] = []
    for model in MODELS.values():
        rows = model._default_manager.filter(sighting__in=numbers)
        records += rows.only(*AT_A_GLANCE[model]) if model in AT_A_GLANCE else rows
    records.sort(key=lambda one: (one.happened_on, one.dataset.code, one.pk), reverse=True)
    ways = ways_of(records)
    return Known(person, links, sightings, ways, around_of(ways, sightings))


def ways_of(records: Iterable[Any]) -> tuple[Way, ...]:
    """Return records with all that happened to them."""
    ways = tuple(Way(record) for record in records)
    _add_parts(ways)
    _add_findings(ways)
    _add_deliveries(ways)
    _add_history(ways)
    return ways


def around_of(ways: Collection[Way], sightings: Collection[Sighting] = ()) -> Around:
    """Return the batches that records, their findings and sightings came with, and who sent them."""
    numbers = {one.batch_id for one in sightings}
    of_sightings = {one.sender for one in sightings}
    for way in ways:
        numbers |= {way.record.batch_id, *(one.batch_id for one in way.findings)}
        numbers |= {one.batch for one in way.earlier}
    found = {one.pk: one for one in Batch.objects.filter(pk__in=numbers).select_related("sender")}
    senders = {way.record.sender for way in ways} | set(of_sightings)
    told = list(Sender.objects.filter(pk__in=senders))
    names = {one.pk: one.name for one in told}
    return Around(found, names, {one.pk: one.get_kind_display() for one in told})


def record_key(record: Any) -> str:
    """Return what ties findings to a record: the sender's number, else the keyed business key."""
    return record.source_no or bytes(record.business_key).hex()


def _add_parts(ways: Iterable[Way]) -> None:
    """Add the groups that are shown with their record: one query for each kind of them."""
    by_table: dict[type[Recorded], dict[int, Way]] = defaultdict(dict)
    for way in ways:
        by_table[type(way.record)][way.record.pk] = way
    for table, of_record in by_table.items():
        for name, model in part_models(table).items():
            if name in SHOWN_PARTS:
                for row in model._default_manager.filter(record__in=of_record).order_by("record", "seq"):
                    of_record[row.record_id].parts.setdefault(name, []).append(row)


def _add_findings(ways: Iterable[Way]) -> None:
    by_key = {(way.record.sender, way.record.dataset.code, record_key(way.record)): way for way in ways}
    keys: dict[tuple[int, str], list[str]] = defaultdict(list)
    for sender, dataset, key in by_key:
        keys[sender, dataset].append(key)
    wanted = Q(pk__in=[])
    for (sender, dataset), some in keys.items():
        wanted |= Q(sender=sender, dataset=dataset, record_key__in=some)
    for finding in Finding.objects.filter(wanted).order_by("-batch", "row_number", "rule", "field"):
        by_key[finding.sender_id, finding.dataset, finding.record_key or ""].findings.append(finding)


def _add_deliveries(ways: Iterable[Way]) -> None:
    by_record = {(way.record.dataset.code, way.record.pk): way for way in ways}
    numbers: dict[str, list[int]] = defaultdict(list)
    for dataset, number in by_record:
        numbers[dataset].append(number)
    wanted = Q(pk__in=[])
    for dataset, some in numbers.items():
        wanted |= Q(dataset=dataset, record_id__in=some)
    of_row: dict[int, Way] = {}
    for row in Outbox.objects.filter(wanted).order_by("target", "-version"):
        of_row[row.pk] = way = by_record[row.dataset, row.record_id]
        way.outbox.append(row)
    if of_row:
        for attempt in Attempt.objects.filter(outbox__in=of_row).order_by("-at", "-id"):
            of_row[attempt.outbox_id].attempts.setdefault(attempt.outbox_id, []).append(attempt)


def _add_history(ways: Iterable[Way]) -> None:
    """Add the versions before the present ones; records of which there is one only are not looked up."""
    by_table: dict[str, dict[int, Way]] = defaultdict(dict)
    for way in ways:
        if way.record.version > 1:
            by_table[type(way.record)._meta.db_table][way.record.pk] = way
    for table, by_record in by_table.items():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, version, batch_id, row_number, recorded_at, superseded_at, standing"  # noqa: S608  our name
                f" FROM {table}_history WHERE id = ANY(%s) ORDER BY superseded_at DESC",
                [list(by_record)],
            )
            for record, *rest in cursor.fetchall():
                by_record[record].earlier.append(Earlier(*rest))
