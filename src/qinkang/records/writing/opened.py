"""Sightings with their identity opened, in memory only, as the comparing needs them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
from django.db import connection

from qinkang.kernel import clock
from qinkang.linkage.identity import Identity
from qinkang.linkage.people import COLUMNS, People, people
from qinkang.records.keys import KeyRing
from qinkang.records.sealing import open_many
from qinkang.records.writing.planning import looked_up_by_key
from qinkang.records.writing.rows import array_text

# OFFSET 0 keeps every look-up by key, also while the planner takes a filling table for a small one.
READ = """
SELECT s.id, s.sealed, s.sex, s.birth_date, s.live_region, l.person_id, s.id_index, lender.id, lender.sealed
FROM unnest(%s::bigint[]) AS k(id)
CROSS JOIN LATERAL (SELECT * FROM records_sighting WHERE id = k.id OFFSET 0) s
CROSS JOIN LATERAL (SELECT person_id FROM records_personlink WHERE sighting_id = k.id OFFSET 0) l
LEFT JOIN LATERAL (
  SELECT number_from_id FROM records_person WHERE id = l.person_id AND s.id_index IS NULL OFFSET 0
) p ON true
LEFT JOIN LATERAL (SELECT id, sealed FROM records_sighting WHERE id = p.number_from_id OFFSET 0) lender ON true
ORDER BY s.id
"""
KINDS = {name: pa.date32() if name == "birth_date" else pa.string() for name in COLUMNS}


@dataclass(frozen=True, repr=False)
class Opened:
    """Some sightings, ordered by number.

    Attributes:
        ids, persons: number of each, and the person it belongs to now.
        numbers: the index of each one's number; None where it has no usable one.
        identities: what each says; one that says no number at all has that of its person.
    """

    ids: list[int]
    persons: list[int]
    numbers: list[bytes | None]
    identities: list[Identity]

    def columns(self) -> People:
        """Return the identities as columns."""
        rows = {
            name: pa.array([getattr(one, name) for one in self.identities], kind)
            for name, kind in KINDS.items()
        }
        return people(pa.table(rows), on=clock.today())


def open_sightings(ring: KeyRing, ids: Sequence[int]) -> Opened:
    """Read sightings and open their envelopes; those that belong to nobody are left out."""
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(READ, [array_text(pa.array(ids, pa.int64()))])
        rows = cursor.fetchall()
    inside = _opened(ring, [(row[0], row[1]) for row in rows])
    lent = iter(_opened(ring, [(row[7], row[8]) for row in rows if row[8] is not None]))
    identities = []
    for row, said in zip(rows, inside, strict=True):
        numbered = next(lent) if row[8] is not None else said
        identities.append(_identity(said, said if said.get("id_no") else numbered, *row[2:5]))
    return Opened(
        ids=[row[0] for row in rows],
        persons=[row[5] for row in rows],
        numbers=[row[6] and bytes(row[6]) for row in rows],
        identities=identities,
    )


def _opened(ring: KeyRing, envelopes: list[tuple[int, bytes]]) -> list[dict[str, str]]:
    sealed = [bytes(envelope) for _, envelope in envelopes]
    ids = [number for number, _ in envelopes]
    return [json.loads(one) for one in open_many(ring, "records_sighting", "sealed", ids, sealed)]


def _identity(
    said: dict[str, str], numbered: dict[str, str], sex: str | None, born: object, region: str | None
) -> Identity:
    return Identity(
        on=clock.today(),
        name=said.get("name"),
        number=numbered.get("id_no"),
        id_type=numbered.get("id_type"),
        sex=sex,
        birth_date=born,
        phone=said.get("phone"),
        region=region,
    )
