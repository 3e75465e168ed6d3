"""The sightings that some sightings must be compared with, found by keyed indexes alone."""

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection

from qinkang.kernel import clock
from qinkang.linkage.blocking import Keys, meant_numbers
from qinkang.linkage.identity import CITIZEN_ID
from qinkang.records.keys import Family, KeyRing
from qinkang.records.sealing import index_many
from qinkang.records.writing.opened import open_sightings
from qinkang.records.writing.planning import looked_up_by_key
from qinkang.records.writing.rows import array_text
from qinkang.records.writing.staging import BLOCKING_KEYS

MOST = 200  # sightings: a key that more than these share tells nobody apart; nothing is compared by it

# OFFSET 0 keeps each key a look-up of its own; one row more than allowed shows that a key is too common.
FIND = """
SELECT k.sighting, found.sighting FROM {keys}
CROSS JOIN LATERAL (
  SELECT one.sighting, count(*) OVER () AS many FROM (
    SELECT {own} AS sighting FROM {table} WHERE {column} = k.value LIMIT %(most)s + 1 OFFSET 0
  ) one
) found
WHERE found.sighting <> k.sighting AND found.many <= %(most)s
"""
STORED = """
(SELECT i.id AS sighting, has.value FROM unnest(%(ids)s::bigint[]) AS i(id)
 CROSS JOIN LATERAL (SELECT {column} AS value FROM {table} WHERE {own} = i.id OFFSET 0) has
 WHERE has.value IS NOT NULL) k
"""
GIVEN = "unnest(%(ids)s::bigint[], %(values)s::bytea[]) AS k(sighting, value)"
# What a number may have been meant to be is known only after opening those without a usable one.
WITHOUT_NUMBER = """
SELECT s.id FROM unnest(%s::bigint[]) AS i(id)
CROSS JOIN LATERAL (SELECT id, id_index FROM records_sighting WHERE id = i.id OFFSET 0) s WHERE s.id_index IS NULL
"""
LOOK_UPS = (
    *(("records_blockingkeys", "sighting_id", column) for column in BLOCKING_KEYS),
    ("records_sighting", "id", "phone_index"),
)


def hashed_keys(ring: KeyRing, keys: Keys) -> dict[str, pa.Array]:
    """Return the stored form of the blocking keys, column by column."""
    return {
        column: hashed(ring, column, getattr(keys, column.removesuffix("_index"))) for column in BLOCKING_KEYS
    }


def hashed(ring: KeyRing, column: str, texts: pa.Array) -> pa.Array:
    """Return the index values of one kind of key."""
    labelled = pc.binary_join_element_wise(f"v1|person.{column.removesuffix('_index')}", texts, "|")
    return pa.array(index_many(ring.writing(Family.INDEX), labelled.to_pylist()), pa.binary())


def candidates(ring: KeyRing, ids: Sequence[int]) -> pa.Table:
    """Return each pair of sightings worth comparing once: columns one and other, one < other."""
    found = list(_found(ring, pa.array(ids, pa.int64())))
    one, other = ([row[side] for rows in found for row in rows] for side in (0, 1))
    a, b = pa.array(one, pa.int64()), pa.array(other, pa.int64())
    pairs = pa.table({"one": pc.min_element_wise(a, b), "other": pc.max_element_wise(a, b)})
    return pairs.group_by(["one", "other"]).aggregate([])


def _found(ring: KeyRing, ids: pa.Array) -> Iterator[list[tuple[int, int]]]:
    """Look up by the three keys, by the phone, and by what a broken number may have meant."""
    given = {"ids": array_text(ids), "most": MOST}
    with looked_up_by_key(), connection.cursor() as cursor:
        for table, own, column in LOOK_UPS:
            names = {"table": table, "own": own, "column": column}
            cursor.execute(FIND.format(keys=STORED.format(**names), **names), given)
            yield cursor.fetchall()
        cursor.execute(WITHOUT_NUMBER, [given["ids"]])
        meaning, numbers = _meant(ring, [number for (number,) in cursor.fetchall()])
        if meaning:
            names = {"table": "records_sighting", "own": "id", "column": "id_index"}
            cursor.execute(
                FIND.format(keys=GIVEN, **names), {"ids": meaning, "values": numbers, "most": MOST}
            )
            yield cursor.fetchall()


def _meant(ring: KeyRing, ids: Sequence[int]) -> tuple[list[int], list[bytes | None]]:
    """Return the numbers that broken ones may have been meant to be, each with its sighting."""
    if not ids:
        return [], []
    opened = open_sightings(ring, ids)
    today = clock.today()
    meant = [
        (number, f"v1|person.id_no|{CITIZEN_ID}|{text}")
        for number, one in zip(opened.ids, opened.identities, strict=True)
        for text in meant_numbers(one, on=today)
    ]
    return [number for number, _ in meant], index_many(
        ring.writing(Family.INDEX), [text for _, text in meant]
    )
