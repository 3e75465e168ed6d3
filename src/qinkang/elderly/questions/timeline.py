"""One person over the data sets: records with their way in and out, and the sightings they rest on.

A fixed number of statements, whatever there is of the person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from qinkang.intake.models import Batch, Finding, Sender
from qinkang.records.models import Attempt, HealthCheck, Outbox, Person, PersonLink, Sighting

HISTORY = """
SELECT id, version, batch_id, row_number, recorded_at, superseded_at, standing
FROM records_healthcheck_history WHERE id = ANY(%s) ORDER BY superseded_at DESC
"""


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
    earlier: list[Earlier] = field(default_factory=list)


@dataclass(frozen=True)
class Known:
    """All that is known of one person, as far as the present scope shows it.

    Attributes:
        batches: those of the scope; a batch belongs to the unit that sent it, so a county may see a row
            of it and not the batch.
        senders: number to name.
    """

    person: Person
    links: tuple[PersonLink, ...]
    sightings: tuple[Sighting, ...]
    ways: tuple[Way, ...]
    batches: dict[int, Batch]
    senders: dict[int, str]


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
    records = list(
        HealthCheck.objects.filter(sighting__in=[one.pk for one in sightings]).order_by("-happened_on", "-id")
    )
    ways = tuple(Way(record) for record in records)
    _add_findings(ways)
    _add_deliveries(ways)
    _add_history(ways)
    numbers = {way.record.batch_id for way in ways} | {one.batch_id for one in sightings}
    numbers |= {finding.batch_id for way in ways for finding in way.findings}
    numbers |= {one.batch for way in ways for one in way.earlier}
    batches = {one.pk: one for one in Batch.objects.filter(pk__in=numbers).select_related("sender")}
    senders = dict(Sender.objects.values_list("pk", "name"))
    return Known(person, links, sightings, ways, batches, senders)


def record_key(record: Any) -> str:
    """Return what ties findings to a record: the sender's number, else the keyed business key."""
    return record.source_no or bytes(record.business_key).hex()


def _add_findings(ways: Iterable[Way]) -> None:
    by_key = {(way.record.sender, record_key(way.record)): way for way in ways}
    keys: dict[int, list[str]] = defaultdict(list)
    for sender, key in by_key:
        keys[sender].append(key)
    wanted = Q(pk__in=[])
    for sender, some in keys.items():
        wanted |= Q(sender=sender, dataset=HealthCheck.dataset.code, record_key__in=some)
    for finding in Finding.objects.filter(wanted).order_by("-batch", "row_number", "rule", "field"):
        by_key[finding.sender_id, finding.record_key or ""].findings.append(finding)


def _add_deliveries(ways: Iterable[Way]) -> None:
    by_record = {way.record.pk: way for way in ways}
    of_row: dict[int, Way] = {}
    rows = Outbox.objects.filter(dataset=HealthCheck.dataset.code, record_id__in=by_record)
    for row in rows.order_by("target", "-version"):
        of_row[row.pk] = by_record[row.record_id]
        by_record[row.record_id].outbox.append(row)
    for attempt in Attempt.objects.filter(outbox__in=of_row).order_by("-at", "-id"):
        of_row[attempt.outbox_id].attempts.setdefault(attempt.outbox_id, []).append(attempt)


def _add_history(ways: Iterable[Way]) -> None:
    by_record = {way.record.pk: way for way in ways}
    with connection.cursor() as cursor:
        cursor.execute(HISTORY, [list(by_record)])
        for record, *rest in cursor.fetchall():
            by_record[record].earlier.append(Earlier(*rest))
