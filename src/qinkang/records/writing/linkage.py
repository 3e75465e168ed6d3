"""To which person each new sighting belongs, by the number of the document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import acting
from qinkang.kernel import clock
from qinkang.records.golden import refresh_golden
from qinkang.records.models.person import How
from qinkang.records.writing.planning import looked_up_by_key
from qinkang.records.writing.sightings import reserve_ids

ALONE = "SELECT pg_advisory_xact_lock(hashtext('qinkang linkage'))"

NEW = """
SELECT s.id, s.id_index FROM records_sighting s
WHERE s.batch_id = %s AND NOT EXISTS (SELECT FROM records_personlink l WHERE l.sighting_id = s.id)
ORDER BY s.id
"""
KNOWN = """
SELECT s.id_index, min(l.person_id) FROM records_sighting s
JOIN records_personlink l ON l.sighting_id = s.id WHERE s.id_index = ANY(%s) GROUP BY s.id_index
"""
FOUND_PERSONS = """
INSERT INTO records_person (id, scope, created_at)
SELECT f.person, s.scope, %s FROM unnest(%s::bigint[], %s::bigint[]) AS f(person, sighting)
JOIN records_sighting s ON s.id = f.sighting
"""
LINK = """
INSERT INTO records_personlink (sighting_id, person_id, how, since, batch_id, actor, scope)
SELECT s.id, f.person, f.how, %s, %s, %s, s.scope
FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS f(sighting, person, how)
JOIN records_sighting s ON s.id = f.sighting
"""


@dataclass(frozen=True)
class Linked:
    """What became of the new sightings of a batch: counts.

    Attributes:
        to_known: sightings that joined a person, one there was or one new with this batch.
        founded: new persons with a number.
        provisional: new persons without a usable number, each of one sighting for now.
    """

    to_known: int
    founded: int
    provisional: int


def link_by_number(batch: int, senders: Mapping[str, Sequence[int]] | None = None) -> Linked:
    """Link every sighting of the batch that has no person yet; compute the golden values of those touched.

    Call it inside `acting_as` in the scope of the whole province, for a person may be known anywhere.
    Batches are linked one after another (a lock until the transaction ends), so that no number founds
    two persons.

    Args:
        batch: number of the batch.
        senders: kind of source to its sending systems, for the precedence of golden values.
    """
    actor, now = acting().actor, clock.now()
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(ALONE)
        cursor.execute(NEW, [batch])
        found = cursor.fetchall()
        sightings = pa.array([number for number, _ in found], pa.int64())
        numbers = pa.array([index and bytes(index) for _, index in found], pa.binary())
        persons = known_persons(numbers)
        founders = _founders(numbers, persons)
        fresh = reserve_ids("records_person", len(founders))
        cursor.execute(FOUND_PERSONS, [now, fresh.to_pylist(), pc.take(sightings, founders).to_pylist()])
        how = _how(numbers, founders)
        persons = pc.coalesce(persons, _of_founders(numbers, founders, fresh))
        values = [column.to_pylist() for column in (sightings, persons, how)]
        cursor.execute(LINK, [now, batch, actor, *values])
    refresh_golden(
        "SELECT DISTINCT person_id FROM records_personlink WHERE batch_id = %s", [batch], senders or {}
    )
    audit("link_by_number", "records_personlink", f"batch:{batch}", rows=len(found))
    counts = {one["values"]: one["counts"] for one in how.value_counts().to_pylist()}
    founded = len(founders) - counts.get(How.NEW_WITHOUT_NUMBER.value, 0)
    provisional = len(founders) - founded
    return Linked(to_known=len(found) - len(founders), founded=founded, provisional=provisional)


def known_persons(numbers: pa.Array) -> pa.Array:
    """Return the person whose sightings have each number's index; null where nobody or no number."""
    wanted = numbers.drop_null().unique()
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(KNOWN, [wanted.to_pylist()])
        known = cursor.fetchall()
    keys = pa.array([bytes(index) for index, _ in known], pa.binary())
    place = pc.index_in(numbers, keys, skip_nulls=True)
    return pc.take(pa.array([person for _, person in known], pa.int64()), place)


def _founders(numbers: pa.Array, persons: pa.Array) -> pa.Array:
    """Return the rows that found a person: the first of each unknown number, and each without one."""
    encoded = numbers.dictionary_encode()
    first = pc.index_in(pa.array(range(len(encoded.dictionary)), pa.int32()), encoded.indices)
    rows = pa.array(range(len(numbers)), pa.int32())
    founds = pc.or_(pc.is_null(numbers), pc.is_in(rows, first.cast(pa.int32())))
    return rows.filter(pc.and_(founds, pc.is_null(persons)))


def _of_founders(numbers: pa.Array, founders: pa.Array, fresh: pa.Array) -> pa.Array:
    """Return each row's new person: its own where it founds one, else that of its number."""
    rows = pa.array(range(len(numbers)), pa.int32())
    own = pc.take(fresh, pc.index_in(rows, founders))
    of_number = pc.take(fresh, pc.index_in(numbers, pc.take(numbers, founders), skip_nulls=True))
    return pc.coalesce(own, of_number)


def _how(numbers: pa.Array, founders: pa.Array) -> pa.Array:
    """Return the level at which each row was linked."""
    rows = pa.array(range(len(numbers)), pa.int32())
    founds = pc.is_in(rows, founders)
    new = pc.if_else(pc.is_null(numbers), How.NEW_WITHOUT_NUMBER.value, How.NEW.value)
    return pc.if_else(founds, new, How.SAME_NUMBER.value)
