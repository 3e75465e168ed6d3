"""What leased rows are about: the records as they stand, with the identity opened in memory."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection

from qinkang.accounts.audit import audit
from qinkang.exchange.connector import Announced
from qinkang.exchange.lease import Leased
from qinkang.records.key_check import ring_in_force
from qinkang.records.models import Sighting
from qinkang.records.sealing import open_many
from qinkang.records.tables import Recorded, Standing, own_fields, part_models

SIGHTINGS = Sighting._meta.db_table


@dataclass(frozen=True, slots=True)
class Withheld:
    """Why a leased row is not sent now. `for_a_person`: nothing will change by itself."""

    because: str
    for_a_person: bool = False


@cache
def table(dataset: str) -> type[Recorded]:
    """The table of a data set, by its code."""
    found = [
        model
        for model in apps.get_app_config("records").get_models()
        if issubclass(model, Recorded) and model.dataset.code == dataset
    ]
    (model,) = found
    return model


def read(rows: Sequence[Leased], *, action: str = "deliver") -> dict[int, Announced | Withheld]:
    """Return what each leased row is about, or why it stays, by the row's number.

    The present record must be the announced version. Where it has moved on, its own announcement comes
    and supersedes this one. Call it inside `acting_as`; reading is audited as this action.
    """
    found: dict[int, Announced | Withheld] = {}
    for dataset in {row.dataset for row in rows}:
        these = [row for row in rows if row.dataset == dataset]
        records = _records(table(dataset), [row.record_id for row in these if row.operation != "withdraw"])
        for row in these:
            found[row.id] = _announced(row, records.get(row.record_id))
    if found:
        audit(action, "records_outbox", f"{rows[0].id}" + "…" * (len(rows) > 1), rows=len(rows))
    return found


@dataclass(frozen=True, slots=True)
class _Record:
    version: int
    standing: str
    values: dict[str, Any]
    identity: dict[str, Any]


def _announced(row: Leased, record: _Record | None) -> Announced | Withheld:
    if row.operation == "withdraw":
        return Announced(row.ref, row.dataset, row.operation, {}, {})
    if record is None:
        return Withheld("找不到要报送的记录", for_a_person=True)
    if record.version != row.version:
        return Withheld("记录已有新版本，等待新版本报送")
    if record.standing != Standing.ACCEPTED:
        return Withheld("记录待处理或已作废，暂不报送")
    return Announced(row.ref, row.dataset, row.operation, record.values, record.identity)


def _records(model: type[Recorded], ids: Collection[int]) -> dict[int, _Record]:
    """The present records with these numbers, with their parts and opened identities."""
    names = list(own_fields(model.dataset))
    columns = ", ".join(f"r.{connection.ops.quote_name(name)}" for name in names)
    query = (
        f"SELECT r.id, r.version, r.standing, s.id, s.sealed, s.sex, s.birth_date, s.live_region, {columns}"  # noqa: S608
        f" FROM {model._meta.db_table} r JOIN {SIGHTINGS} s ON s.id = r.sighting_id WHERE r.id = ANY(%s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [list(ids)])
        rows = cursor.fetchall()
    ring = ring_in_force()
    opened = open_many(ring, SIGHTINGS, "sealed", [row[3] for row in rows], [bytes(row[4]) for row in rows])
    parts = _parts(model, ids)
    found = {}
    for row, identity in zip(rows, opened, strict=True):
        number, version, standing, _, _, sex, birth_date, live_region = row[:8]
        values = {name: value for name, value in zip(names, row[8:], strict=True) if value is not None}
        values.update(parts.get(number, {}))
        personal = {"sex": sex, "birth_date": birth_date, "live_region": live_region}
        found[number] = _Record(version, standing, values, {**json.loads(identity), **personal})
    return found


def _parts(model: type[Recorded], ids: Collection[int]) -> dict[int, dict[str, list[dict[str, Any]]]]:
    """The repeated groups of these records: record, part, groups in their order on the form."""
    found: dict[int, dict[str, list[dict[str, Any]]]] = defaultdict(dict)
    for name, part in part_models(model).items():
        fields = list(part.part.fields)
        columns = ", ".join(connection.ops.quote_name(field) for field in fields)
        query = (
            f"SELECT record_id, {columns} FROM {part._meta.db_table}"  # noqa: S608
            " WHERE record_id = ANY(%s) ORDER BY record_id, seq"
        )
        with connection.cursor() as cursor:
            cursor.execute(query, [list(ids)])
            for record, *values in cursor.fetchall():
                found[record].setdefault(name, []).append(dict(zip(fields, values, strict=True)))
    return found
