"""Finding sightings by what identifies: exact values only, looked up by their keyed hashes under row security."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import connection

from qinkang.kernel import citizen_id, clock, phone
from qinkang.kernel.id_document import IdType
from qinkang.kernel.person_name import comparison_key
from qinkang.records.key_check import ring_in_force
from qinkang.records.keys import Family
from qinkang.records.models import Sighting
from qinkang.records.sealing import index_many
from qinkang.records.writing.identity import APART, CITIZEN_ID

SEXES = ("1", "2", "")


def by_number(text: str) -> list[int]:
    """Return the sightings with this document number: a citizen's in any spelling, another as written."""
    wanted = text.strip().upper()
    read = citizen_id.read(wanted, on=clock.today())
    if read.problem is None:
        return _found("id_index", [f"v1|person.id_no|{CITIZEN_ID}|{read.number}"])
    return _found("id_index", [f"v1|person.id_no|{kind}|{wanted}" for kind in IdType])


def by_phone(text: str) -> list[int]:
    """Return the sightings with this telephone number."""
    return _found("phone_index", [f"v1|person.phone|{phone.read(text).number}"])


def by_name(name: str, born: Iterable[date]) -> list[int]:
    """Return the sightings with exactly this name, in any spelling that compares equal, born on these days.

    The index holds name, birth date and sex together, so every day asked about is looked up on its own;
    who has no birth date is not found.
    """
    key = comparison_key(name)
    return _found(
        "name_birth_index",
        (APART.join(("v1|person.name_birth", key, f"{day}", sex)) for day in born for sex in SEXES),
    )


def days(first: date, last: date) -> list[date]:
    """Return every day from the first to the last."""
    return [first + timedelta(one) for one in range((last - first).days + 1)]


def _found(column: str, labelled: Iterable[str]) -> list[int]:
    """Look up under every key of the ring: while keys change, rows of both stand side by side."""
    texts = list(labelled)
    hashed = [value for key in ring_in_force().keys[Family.INDEX] for value in index_many(key, texts)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {Sighting._meta.db_table} WHERE {column} = ANY(%s) ORDER BY id",  # noqa: S608  ours
            [hashed],
        )
        return [number for (number,) in cursor.fetchall()]
