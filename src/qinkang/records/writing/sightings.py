"""Who appears in a batch: known identities are found, new ones sealed and stored."""

import json
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import acting
from qinkang.kernel import clock
from qinkang.linkage.blocking import keys_of
from qinkang.records.key_check import ring_in_force
from qinkang.records.keys import Family, KeyRing
from qinkang.records.models import Sighting
from qinkang.records.sealing import seal_many
from qinkang.records.writing import staging
from qinkang.records.writing.blocking import hashed_keys
from qinkang.records.writing.identity import FURTHER, PERSONAL, SEALED, Indexed, completed, indexed, plain
from qinkang.records.writing.name_counts import name_values
from qinkang.records.writing.planning import looked_up_by_key
from qinkang.records.writing.rows import array_text, copy

TABLE = Sighting._meta.db_table
STORED = ", ".join(field.column for field in Sighting._meta.local_fields)
STORE = f"INSERT INTO {TABLE} ({STORED}) SELECT {STORED} FROM {staging.SIGHTINGS}"  # noqa: S608  the names are ours
STORE_KEYS = """
INSERT INTO records_blockingkeys (sighting_id, sound_index, shape_index, place_index, scope)
SELECT id, sound_index, shape_index, place_index, scope FROM staging_sighting
"""

# Later statements of the same WITH see the table as it was, so each adds to what its own row holds.
WIDEN = """
WITH given AS (
  SELECT sighting, array_agg(unit) AS units
  FROM unnest(%s::bigint[], %s::int[]) AS pair(sighting, unit) GROUP BY sighting
),
seen AS (
  UPDATE records_sighting t SET scope = ARRAY(SELECT DISTINCT unnest(t.scope || given.units) ORDER BY 1)
  FROM given WHERE t.id = given.sighting AND NOT t.scope @> given.units
  RETURNING t.id, t.scope
),
linked AS (
  UPDATE records_personlink t SET scope = seen.scope FROM seen WHERE t.sighting_id = seen.id
  RETURNING t.person_id, t.scope
),
wider AS (SELECT person_id, array_agg(DISTINCT unit) AS units FROM linked, unnest(scope) unit GROUP BY person_id)
UPDATE records_person t SET scope = ARRAY(SELECT DISTINCT unnest(t.scope || wider.units) ORDER BY 1)
FROM wider WHERE t.id = wider.person_id
"""


@dataclass(frozen=True, repr=False)
class Sighted:
    """The sightings of some rows, row by row.

    Attributes:
        ids: number of each row's sighting.
        who: keyed hash that stands for the person in a business key: of the number, else of the whole
            identity.
        new: how many sightings were not known before.
        names: of each of those the value under which its name is counted (`count_names`).
    """

    ids: pa.Array
    who: pa.Array
    new: int
    names: pa.Array


@looked_up_by_key()
def store_sightings(rows: pa.Table, *, sender: int, batch: int) -> Sighted:
    """Find or store the identity of each row, in the order of the rows.

    Call it inside `acting_as`, in a scope that takes in everything this sender sends: a known sighting
    that one may not see cannot be found, and storing it again ends in an IntegrityError.

    Args:
        rows: columns name, id_type, id_no, phone, live_addr, sex, live_region (text), birth_date
            (date32), scope (list of int32), as the cleansing left them; nulls where missing. A party may
            lack a column, or add those of `FURTHER`.
        sender: number of the sending system.
        batch: number of the batch.
    """
    acting()
    ring, rows = ring_in_force(), completed(rows)
    values = indexed(ring, rows)
    encoded = values.fingerprint.dictionary_encode()
    distinct, place = encoded.dictionary, encoded.indices
    # The first row in which each identity stands.
    first = pc.index_in(pa.array(range(len(distinct)), pa.int32()), place)
    known = known_sightings(sender, distinct)
    fresh = pc.is_null(known)
    new = pc.sum(fresh).as_py() or 0
    names = pa.array([], pa.binary())
    if new:
        taken = pc.filter(first, fresh)
        ids = reserve_ids(TABLE, new)
        names = _store(ring, rows.take(taken), _at(values, taken), ids, sender=sender, batch=batch)
        known = pc.replace_with_mask(known, fresh, ids)
        audit("store_sightings", TABLE, f"batch:{batch}", rows=new)
    if new < len(distinct):
        _widen(rows["scope"], pc.take(known, place))
    who = pc.coalesce(values.id_index, values.fingerprint)
    return Sighted(ids=pc.take(known, place), who=who, new=new, names=names)


def known_sightings(sender: int, fingerprints: pa.Array) -> pa.Array:
    """Return the number of the sender's sighting with each fingerprint, null where there is none."""
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT fingerprint, id FROM {TABLE} WHERE sender = %s AND fingerprint = ANY(%s::bytea[])",  # noqa: S608
            [sender, array_text(fingerprints)],
        )
        found = cursor.fetchall()
    keys = pa.array([bytes(key) for key, _ in found], pa.binary())
    return pc.take(pa.array([number for _, number in found], pa.int64()), pc.index_in(fingerprints, keys))


def reserve_ids(table: str, count: int) -> pa.Array:
    """Draw numbers for rows that must know theirs before they are stored."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(nextval(name)) FROM pg_get_serial_sequence(%s, 'id') name,"
            " generate_series(1, %s)",
            [table, count],
        )
        (numbers,) = cursor.fetchone()
    return pa.array(numbers or [], pa.int64())


def _at(values: Indexed, rows: pa.Array) -> Indexed:
    """Return the hashes of some rows."""
    return Indexed(
        *(pc.take(one, rows) for one in (values.fingerprint, values.id_index, values.name_birth_index)),
        phone_index=pc.take(values.phone_index, rows),
        key=values.key,
    )


def _store(
    ring: KeyRing, rows: pa.Table, values: Indexed, ids: pa.Array, *, sender: int, batch: int
) -> pa.Array:
    """Seal and store new identities with their blocking keys; return the values of their names."""
    count = len(ids)
    sealed = seal_many(ring, TABLE, "sealed", ids.to_pylist(), contents(rows))
    text = {name: plain(rows[name]) for name in ("name", "live_region")}
    keys = keys_of(text["name"], rows["birth_date"].combine_chunks().cast(pa.date32()), text["live_region"])
    columns = {
        "id": ids,
        "sender": pa.repeat(sender, count),
        "fingerprint": values.fingerprint,
        "id_index": values.id_index,
        "name_birth_index": values.name_birth_index,
        "phone_index": values.phone_index,
        "seal_key": pa.repeat(ring.writing(Family.SEAL).number, count),
        "index_key": pa.repeat(values.key, count),
        "sealed": pa.array(sealed, pa.binary()),
        **{name: rows[name] for name in (*PERSONAL, "scope")},
        "batch_id": pa.repeat(batch, count),
        "created_at": pa.repeat(clock.now().isoformat(), count),
        **hashed_keys(ring, keys),
    }
    copy(staging.SIGHTINGS, pa.table(columns))
    with connection.cursor() as cursor:
        cursor.execute(STORE)
        cursor.execute(STORE_KEYS)
    staging.emptied(staging.SIGHTINGS)
    return name_values(ring, keys.name)


def contents(rows: pa.Table) -> list[bytes]:
    """Return what goes into each envelope: the identity as JSON, without what is missing."""
    write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    names = (*SEALED, *FURTHER)
    columns = [rows[name].to_pylist() for name in names]
    return [
        write({name: value for name, value in zip(names, row, strict=True) if value is not None}).encode()
        for row in zip(*columns, strict=True)
    ]


def _widen(scopes: pa.ChunkedArray, sightings: pa.Array) -> None:
    """Let the units of these rows see their sightings too, where they do not yet; and link and person."""
    lists = scopes.combine_chunks()
    pairs = pa.table(
        {"sighting": pc.take(sightings, pc.list_parent_indices(lists)), "unit": pc.list_flatten(lists)}
    )
    distinct = pairs.group_by(["sighting", "unit"]).aggregate([])
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(WIDEN, [array_text(distinct[name].combine_chunks()) for name in ("sighting", "unit")])
