"""How frequent names are among all sightings, kept by keyed hash."""

import pyarrow as pa
from django.db import connection

from qinkang.linkage.background import Background
from qinkang.records.keys import Family, KeyRing
from qinkang.records.sealing import index_many
from qinkang.records.writing.planning import looked_up_by_key
from qinkang.records.writing.rows import array_text

EVERYBODY = "v1|person.named"  # the row that counts all; no name has this label
ADD = """
INSERT INTO records_namecount AS known (value, count)
SELECT value, count FROM unnest(%s::bytea[], %s::bigint[]) AS added(value, count) ORDER BY value
ON CONFLICT (value) DO UPDATE SET count = known.count + excluded.count
"""
READ = "SELECT value, count FROM records_namecount WHERE value = ANY(%s)"


def name_values(ring: KeyRing, names: pa.Array) -> pa.Array:
    """Return for each folded name the value that it is counted under; null where there is none."""
    encoded = names.dictionary_encode()
    values = pa.array(_values(ring, encoded.dictionary.to_pylist())[1:], pa.binary())
    return values.take(encoded.indices)


def count_names(ring: KeyRing, values: pa.ChunkedArray) -> None:
    """Add the names of new sightings, given as `name_values`.

    Call it when the lock of the linkage is held (`link_by_number`): everybody's names share one row.
    """
    counted = values.drop_null().value_counts()
    if not len(counted):
        return
    everybody = pa.array(_values(ring, []), pa.binary())
    total = len(values) - values.null_count
    added = pa.concat_arrays([everybody, counted.field("values")])
    counts = pa.concat_arrays([pa.array([total], pa.int64()), counted.field("counts")])
    with connection.cursor() as cursor:
        cursor.execute(ADD, [array_text(added), array_text(counts)])


def background(ring: KeyRing, names: list[str], phones: dict[str, int]) -> Background:
    """Return how frequent these names are, with the counts of phones that are known already."""
    values = _values(ring, names)
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(READ, [values])
        known = {bytes(value): count for value, count in cursor.fetchall()}
    counts = {name: known.get(value, 0) for name, value in zip(names, values[1:], strict=True)}
    return Background(counts, known.get(values[0], 0), phones)


def _values(ring: KeyRing, names: list[str]) -> list[bytes]:
    labelled = [EVERYBODY, *(f"v1|person.name|{name}" for name in names)]
    return [value for value in index_many(ring.writing(Family.INDEX), labelled) if value]
