"""One number, two stories: sightings of a number that differ in name, sex or birth date (C-13)."""

import json
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection

from qinkang.kernel import clock
from qinkang.linkage.comparisons import COMPARISONS, birth_date, name, sex
from qinkang.linkage.judging import judge_pairs
from qinkang.records.keys import KeyRing
from qinkang.records.writing.opened import open_sightings
from qinkang.records.writing.planning import looked_up_by_key
from qinkang.records.writing.rows import array_text

# The first sighting of the number that is not at rest speaks for it. OFFSET 0 keeps the planner from walking along all
# numbers of sightings in order until the first one comes by.
FIRST = """
SELECT first.id, i.id FROM unnest(%s::bigint[]) AS i(id)
CROSS JOIN LATERAL (SELECT id_index FROM records_sighting WHERE id = i.id OFFSET 0) s
CROSS JOIN LATERAL (
  SELECT min(known.id) AS id FROM (SELECT id FROM records_sighting WHERE id_index = s.id_index OFFSET 0) known
  WHERE NOT EXISTS (SELECT FROM records_restinglink r WHERE r.sighting_id = known.id)
) first
WHERE first.id <> i.id
ORDER BY i.id
"""
# A contradiction with a sighting that has gone to rest gives way to one with a sighting that stands.
STORE = """
INSERT INTO records_conflict AS known (person_id, sighting_a_id, sighting_b_id, explanation, state, batch_id, since, scope)
SELECT k.person, k.a, k.b, k.explanation::jsonb, 'open', %s, %s,
  ARRAY(SELECT DISTINCT unnest(one.scope || other.scope) ORDER BY 1)
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[]) AS k(person, a, b, explanation)
JOIN records_sighting one ON one.id = k.a JOIN records_sighting other ON other.id = k.b
ON CONFLICT (sighting_b_id) DO UPDATE SET person_id = excluded.person_id, sighting_a_id = excluded.sighting_a_id,
  explanation = excluded.explanation, state = excluded.state, decision_id = NULL, later_until = NULL,
  batch_id = excluded.batch_id, since = excluded.since, scope = excluded.scope
WHERE EXISTS (SELECT FROM records_restinglink r WHERE r.sighting_id = known.sighting_a_id)
"""
# Levels from which on a difference is no other spelling of the same.
SAID_OTHERWISE = {
    "name": (name.LOOKALIKE, name.SOUND, name.ONE_CHARACTER, name.DIFFERENT),
    "sex": (sex.DIFFERENT,),
    "birth_date": tuple(level for level in birth_date.COMPARISON.levels if level is not birth_date.SAME),
}


def store_conflicts(ring: KeyRing, fresh: Sequence[int], *, batch: int) -> int:
    """Compare each new sighting with the first of its number; store what contradicts, return how many."""
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(FIRST, [array_text(pa.array(fresh, pa.int64()))])
        pairs = cursor.fetchall()
    if not pairs:
        return 0
    opened = open_sightings(ring, sorted({number for pair in pairs for number in pair}))
    places = pa.array(opened.ids, pa.int64())
    left, right = (
        pc.index_in(pa.array(side, pa.int64()), places).to_numpy().astype(np.int64)
        for side in zip(*pairs, strict=True)
    )
    judged = judge_pairs(opened.columns(), left, right)
    contradicts = np.zeros(len(left), dtype=bool)
    for at, comparison in enumerate(COMPARISONS):
        otherwise = SAID_OTHERWISE.get(comparison.code, ())
        contradicts |= np.isin(judged.places[:, at], [comparison.levels.index(one) for one in otherwise])
    found = np.flatnonzero(contradicts)
    said = [json.dumps([one.as_json() for one in judged[pair].reasons], ensure_ascii=False) for pair in found]
    values = [
        [opened.persons[right[pair]] for pair in found],
        [opened.ids[left[pair]] for pair in found],
        [opened.ids[right[pair]] for pair in found],
        said,
    ]
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(STORE, [batch, clock.now(), *values])
        return cursor.rowcount
