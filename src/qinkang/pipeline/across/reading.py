"""Bringing the records that share a key into memory, as rules across records read them: without identity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
from django.db import connection

from qinkang.cleansing.across.engine import questions
from qinkang.cleansing.across.rule import Key
from qinkang.cleansing.across.tables import people_datasets
from qinkang.cleansing.misnumbered import held_by_others
from qinkang.cleansing.rulebook import Rulebook
from qinkang.pipeline.across.touched import Touched
from qinkang.records.models import HealthCheck
from qinkang.records.models.pair import ConflictState
from qinkang.records.tables import Recorded
from qinkang.records.writing.planning import looked_up_by_key
from qinkang.records.writing.staging import recorded_models

ALIKE = 2
"""From so many persons on a telephone number is shared; the rule's own threshold is higher."""

OF_PERSONS = """
SELECT l.sighting_id, k.person FROM unnest(%s::bigint[]) AS k(person)
CROSS JOIN LATERAL (SELECT sighting_id FROM records_personlink WHERE person_id = k.person OFFSET 0) l
"""
OF_PHONES = """
SELECT s.id, l.person_id, encode(k.phone, 'hex') FROM unnest(%s::bytea[]) AS k(phone)
CROSS JOIN LATERAL (SELECT id FROM records_sighting WHERE phone_index = k.phone OFFSET 0) s
CROSS JOIN LATERAL (SELECT person_id FROM records_personlink WHERE sighting_id = s.id OFFSET 0) l
"""
CONTRADICTING = "SELECT sighting_b_id FROM records_conflict WHERE state = %s AND sighting_b_id = ANY(%s)"

# A record that its own row holds back shows nothing about others and is not judged: it waits anyway.
NOT_HELD_BY_ITSELF = """
(t.standing = 'accepted' OR NOT EXISTS (
  SELECT FROM intake_finding f WHERE f.sender_id = t.sender AND f.dataset = %(dataset)s
  AND f.record_key = t.finding_key
  AND f.current AND f.severity = 'hold' AND f.settled IS NULL AND f.rule <> ALL(%(across)s)))
"""
BY_SIGHTING = """
SELECT {columns} FROM unnest(%(sightings)s::bigint[], %(persons)s::bigint[]) AS k(sighting, person)
CROSS JOIN LATERAL (
  SELECT *, {key} AS finding_key FROM {table} WHERE sighting_id = k.sighting AND standing <> 'withdrawn' OFFSET 0
) t
CROSS JOIN LATERAL (
  SELECT sex, birth_date, live_region, phone_index FROM records_sighting WHERE id = k.sighting OFFSET 0
) s
WHERE {counts}
"""
BY_WORKDAY = """
SELECT {columns}
FROM unnest(%(orgs)s::text[], %(doctors)s::text[], %(days)s::date[]) AS w(org, doctor, day)
CROSS JOIN LATERAL (
  SELECT *, {key} AS finding_key FROM {table} WHERE org = w.org AND happened_on = w.day AND doctor = w.doctor
  AND standing <> 'withdrawn' OFFSET 0
) t
CROSS JOIN LATERAL (
  SELECT person_id AS person FROM records_personlink WHERE sighting_id = t.sighting_id OFFSET 0
) k
WHERE {counts}
"""
KEY = "COALESCE(source_no, encode(business_key, 'hex'))"
"""What a record is called in findings. Worked out before a finding is looked up, or no index would be used:
encode() may not run before the policy on findings has."""
SAID = {
    "record": "t.id",
    "person": "k.person",
    "sighting": "t.sighting_id",
    "sender": "t.sender",
    "day": "t.happened_on",
    "sex": "s.sex",
    "born": "s.birth_date",
    "county": "left(s.live_region, 6)",
    "phone": "encode(s.phone_index, 'hex')",
    # One institution of this name; a name that several bear tells nothing.
    "org_county": "(SELECT min(o.county) FROM registry_organisation o WHERE o.name = t.org HAVING count(*) = 1)",
}


def table_models() -> dict[str, type[Recorded]]:
    """Return the tables of the data sets about people, by the name rules have for them."""
    codes = {dataset.code: name for name, dataset in people_datasets().items()}
    return {codes[m.dataset.code]: m for m in recorded_models() if m.dataset.code in codes}


def read(key: Key, touched: Touched, book: Rulebook) -> dict[str, pa.Table]:
    """Return every record that shares a key of this kind with what was touched, by table."""
    match key:
        case Key.PERSON:
            return _of_persons(touched.persons, book)
        case Key.PHONE:
            return _of_phones(touched.phones, book)
        case Key.WORKDAY:
            return _of_workdays(touched.workdays, book)


def _of_persons(persons: Sequence[int], book: Rulebook) -> dict[str, pa.Table]:
    found = _fetched(OF_PERSONS, [list(persons)])
    tables = _by_sighting(Key.PERSON, found, book)
    wrong = _fetched(CONTRADICTING, [ConflictState.OPEN.value, [sighting for sighting, _ in found]])
    return {**tables, "contradiction": pa.table({"sighting": pa.array([s for (s,) in wrong], pa.int64())})}


def _of_phones(phones: Sequence[bytes], book: Rulebook) -> dict[str, pa.Table]:
    found = _fetched(OF_PHONES, [list(phones)])
    bearers: dict[str, set[int]] = {}
    for _, person, phone in found:
        bearers.setdefault(phone, set()).add(person)
    shared = {phone for phone, people in bearers.items() if len(people) >= ALIKE}
    tables = _by_sighting(Key.PHONE, [(s, person) for s, person, phone in found if phone in shared], book)
    pairs = [(phone, person) for phone in shared for person in bearers[phone]]
    tables["bearer"] = pa.table(
        {
            "phone": pa.array([phone for phone, _ in pairs], pa.string()),
            "person": pa.array([person for _, person in pairs], pa.int64()),
        }
    )
    return tables


def _by_sighting(key: Key, found: Sequence[tuple[int, int]], book: Rulebook) -> dict[str, pa.Table]:
    sightings = {"sightings": [one for one, _ in found], "persons": [person for _, person in found]}
    return {
        name: _table(BY_SIGHTING, key, name, model, sightings, book)
        for name, model in table_models().items()
        if name in questions(key, book).reads
    }


def _of_workdays(workdays: Sequence[tuple[str, str, Any]], book: Rulebook) -> dict[str, pa.Table]:
    if not workdays:
        return {}
    orgs, doctors, days = (list(column) for column in zip(*workdays, strict=True))
    said = {"orgs": orgs, "doctors": doctors, "days": days}
    return {"health_check": _table(BY_WORKDAY, Key.WORKDAY, "health_check", HealthCheck, said, book)}


def _table(
    statement: str, key: Key, name: str, model: type[Recorded], said: Mapping[str, Any], book: Rulebook
) -> pa.Table:
    """Read the columns that rules of this key look at, of one table."""
    kinds = questions(key, book).reads[name]
    columns = ", ".join(SAID.get(column, f"t.{column}") for column in kinds)
    asked = statement.format(columns=columns, table=model._meta.db_table, counts=NOT_HELD_BY_ITSELF, key=KEY)
    rows = _fetched(asked, {**said, "dataset": model.dataset.code, "across": held_by_others()})
    columns_of = zip(*rows, strict=True) if rows else [()] * len(kinds)
    return pa.table(
        {
            column: pa.array(values, kind)
            for (column, kind), values in zip(kinds.items(), columns_of, strict=True)
        }
    )


def _fetched(statement: str, said: Any) -> list[tuple[Any, ...]]:
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(statement, said)
        return cursor.fetchall()
