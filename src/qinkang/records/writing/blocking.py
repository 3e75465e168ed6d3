"""The sightings that some sightings must be compared with, found by keyed indexes alone."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection

from qinkang.kernel import clock
from qinkang.linkage.blocking import by_place, by_shape, by_sound, meant_numbers
from qinkang.linkage.identity import CITIZEN_ID, Identity
from qinkang.records.keys import Family, KeyRing
from qinkang.records.sealing import index_many
from qinkang.records.writing.planning import looked_up_by_key

MOST = 200  # sightings: a key that more than these share tells nobody apart; nothing is compared by it
OWN_KEYS = {"sound_index": by_sound, "shape_index": by_shape, "place_index": by_place}

# OFFSET 0 keeps each key a look-up of its own; one row more than allowed shows that a key is too common.
FIND = """
SELECT k.sighting, found.sighting, found.many FROM unnest(%s::bigint[], %s::bytea[]) AS k(sighting, value)
CROSS JOIN LATERAL (
  SELECT one.sighting, count(*) OVER () AS many FROM (
    SELECT {own} AS sighting FROM {table} WHERE {column} = k.value LIMIT %s OFFSET 0
  ) one
) found
WHERE found.sighting <> k.sighting
"""
STORE = """
INSERT INTO records_blockingkeys (sighting_id, sound_index, shape_index, place_index, scope)
SELECT s.id, k.sound, k.shape, k.place, s.scope
FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[], %s::bytea[]) AS k(id, sound, shape, place)
JOIN records_sighting s ON s.id = k.id ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, repr=False)
class Looking:
    """By which values of one column some sightings look for others."""

    table: str
    own: str
    column: str
    sightings: list[int]
    values: list[bytes]


def own_keys(ring: KeyRing, identities: Sequence[Identity]) -> dict[str, list[bytes | None]]:
    """Return the blocking keys of each identity, column by column."""
    key = ring.writing(Family.INDEX)
    return {
        column: index_many(key, (_labelled(column, of(one)) for one in identities))
        for column, of in OWN_KEYS.items()
    }


def store_keys(ids: Sequence[int], keys: dict[str, list[bytes | None]]) -> None:
    """Keep the blocking keys of new sightings."""
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(STORE, [list(ids), *(keys[column] for column in OWN_KEYS)])


def candidates(
    ring: KeyRing, ids: Sequence[int], identities: Sequence[Identity], keys: dict[str, list[bytes | None]]
) -> pa.Table:
    """Return each pair of sightings worth comparing once: columns one and other, one < other."""
    found = [_found(looking) for looking in _lookings(ring, ids, identities, keys)]
    one, other = (list(itertools.chain.from_iterable(side)) for side in zip(*found, strict=True))
    a, b = pa.array(one, pa.int64()), pa.array(other, pa.int64())
    pairs = pa.table({"one": pc.min_element_wise(a, b), "other": pc.max_element_wise(a, b)})
    return pairs.group_by(["one", "other"]).aggregate([])


def _lookings(
    ring: KeyRing, ids: Sequence[int], identities: Sequence[Identity], keys: dict[str, list[bytes | None]]
) -> Iterable[Looking]:
    """Say by what to look: the three keys, the phone, what a broken number may have meant."""
    key = ring.writing(Family.INDEX)
    for column, values in keys.items():
        chosen = [(number, value) for number, value in zip(ids, values, strict=True) if value]
        yield Looking("records_blockingkeys", "sighting_id", column, *_apart(chosen))
    labelled: dict[str, list[tuple[int, str]]] = {"phone_index": [], "id_index": []}
    today = clock.today()
    for number, one in zip(ids, identities, strict=True):
        if one.phone:
            labelled["phone_index"].append((number, f"v1|person.phone|{one.phone}"))
        meant = meant_numbers(one, on=today)
        labelled["id_index"] += [(number, f"v1|person.id_no|{CITIZEN_ID}|{text}") for text in meant]
    for column, texts in labelled.items():
        values = index_many(key, [text for _, text in texts])
        yield Looking("records_sighting", "id", column, [number for number, _ in texts], values)


def _found(looking: Looking) -> tuple[list[int], list[int]]:
    """Look the values up."""
    if not looking.sightings:
        return [], []
    statement = FIND.format(table=looking.table, own=looking.own, column=looking.column)
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(statement, [looking.sightings, looking.values, MOST + 1])
        rows = [(one, other) for one, other, many in cursor.fetchall() if many <= MOST]
    return _apart(rows)


def _apart(pairs: Iterable[tuple[int, object]]) -> tuple[list[int], list]:
    """Return firsts and seconds."""
    firsts, seconds = [], []
    for first, second in pairs:
        firsts.append(first)
        seconds.append(second)
    return firsts, seconds


def _labelled(column: str, text: str | None) -> str | None:
    return None if text is None else f"v1|person.{column.removesuffix('_index')}|{text}"
