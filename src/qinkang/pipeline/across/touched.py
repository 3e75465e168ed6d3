"""What the records of a change have in common with others: persons, telephone numbers, workdays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from qinkang.records.models import HealthCheck
from qinkang.records.tables import Recorded
from qinkang.records.writing.planning import looked_up_by_key

# A record may have pointed to another person before; that one's records are judged again too.
WHO = """
SELECT DISTINCT l.person_id, s.phone_index
FROM unnest(%s::bigint[]) AS k(id)
CROSS JOIN LATERAL (
  SELECT sighting_id FROM {table} WHERE id = k.id
  UNION SELECT sighting_id FROM {table}_history WHERE id = k.id
) t
CROSS JOIN LATERAL (SELECT person_id FROM records_personlink WHERE sighting_id = t.sighting_id OFFSET 0) l
CROSS JOIN LATERAL (SELECT phone_index FROM records_sighting WHERE id = t.sighting_id OFFSET 0) s
"""
WHEN = """
SELECT t.org, t.doctor, t.happened_on FROM {table} t WHERE t.id = ANY(%(records)s) AND t.doctor IS NOT NULL
UNION
SELECT h.org, h.doctor, h.happened_on FROM {table}_history h
WHERE h.id = ANY(%(records)s) AND h.doctor IS NOT NULL
"""
OF_PERSONS = """
SELECT DISTINCT s.phone_index FROM unnest(%s::bigint[]) AS k(person)
CROSS JOIN LATERAL (SELECT sighting_id FROM records_personlink WHERE person_id = k.person OFFSET 0) l
CROSS JOIN LATERAL (SELECT phone_index FROM records_sighting WHERE id = l.sighting_id OFFSET 0) s
WHERE s.phone_index IS NOT NULL
"""


@dataclass(frozen=True, repr=False)
class Touched:
    """Whose records are to be judged.

    Attributes:
        persons: numbers of persons.
        phones: keyed hashes of telephone numbers.
        workdays: institution, doctor and day of check-ups.
    """

    persons: Sequence[int]
    phones: Sequence[bytes]
    workdays: Sequence[tuple[str, str, date]]


def touched_by(model: type[Recorded], records: Sequence[int]) -> Touched:
    """What these records of one table share with others, in their present version and in earlier ones."""
    words = {"table": model._meta.db_table}
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(WHO.format(**words), [list(records)])
        who = cursor.fetchall()
        workdays = []
        if model is HealthCheck:
            cursor.execute(WHEN.format(**words), {"records": list(records)})
            workdays = cursor.fetchall()
    return Touched(
        persons=sorted({person for person, _ in who}),
        phones=sorted({bytes(phone) for _, phone in who if phone is not None}),
        workdays=workdays,
    )


def touched_with(persons: Sequence[int]) -> Touched:
    """What persons share with others. Their check-ups' days stay what they were."""
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(OF_PERSONS, [list(persons)])
        phones = sorted(bytes(phone) for (phone,) in cursor.fetchall())
    return Touched(persons=sorted(persons), phones=phones, workdays=())
