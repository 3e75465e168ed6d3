"""How frequent names are among all sightings, kept by keyed hash."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection

from qinkang.linkage.background import Background
from qinkang.linkage.identity import Identity
from qinkang.records.keys import Family, KeyRing
from qinkang.records.sealing import index_many
from qinkang.records.writing.planning import looked_up_by_key

EVERYBODY = "v1|person.named"  # the row that counts all; no name has this label
ADD = """
INSERT INTO records_namecount AS known (value, count)
SELECT value, count FROM unnest(%s::bytea[], %s::bigint[]) AS added(value, count) ORDER BY value
ON CONFLICT (value) DO UPDATE SET count = known.count + excluded.count
"""
READ = "SELECT value, count FROM records_namecount WHERE value = ANY(%s)"


def count_names(ring: KeyRing, identities: Iterable[Identity]) -> None:
    """Add the names of new sightings."""
    counted = Counter(one.name_key for one in identities if one.name_key is not None)
    if not counted:
        return
    values = _values(ring, list(counted))
    with connection.cursor() as cursor:
        cursor.execute(ADD, [values, [counted.total(), *counted.values()]])


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
