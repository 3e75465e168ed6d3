"""Persons who look like one, found after a batch is linked by number; and contradictions within one (C-13).

Nothing is joined here: a pair waits for a person (C-101). Nor is anything held back: the facts of a
contradicting sighting count until somebody has decided, or one mistyped row would take all that is
known of a person out of the figures.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import acting
from qinkang.kernel import clock
from qinkang.linkage.background import Background
from qinkang.linkage.judging import Judged, JudgedPairs, judge_pairs
from qinkang.linkage.people import People
from qinkang.records.key_check import ring_in_force
from qinkang.records.keys import KeyRing
from qinkang.records.writing.blocking import candidates
from qinkang.records.writing.conflicts import store_conflicts
from qinkang.records.writing.name_counts import background
from qinkang.records.writing.opened import Opened, open_sightings
from qinkang.records.writing.planning import looked_up_by_key
from qinkang.records.writing.resting import resting_among

NEW = "SELECT id FROM records_sighting WHERE batch_id = %s ORDER BY id"

# Evidence is replaced by stronger, or where what it rested on belongs to others now. A decision stands
# against whatever is no stronger than what was decided upon, or of the very same levels.
STORE = """
INSERT INTO records_pair AS p (person_a_id, person_b_id, sighting_a_id, sighting_b_id, score, levels, explanation,
  state, decided_levels, decided_score, decision_id, batch_id, since, scope)
SELECT k.a, k.b, k.sa, k.sb, k.score, k.levels, k.explanation::jsonb,
  CASE WHEN d.decided_levels = k.levels THEN 'not_same' ELSE 'open' END,
  d.decided_levels, d.decided_score, d.decision_id, %s, %s,
  ARRAY(SELECT DISTINCT unnest(one.scope || other.scope) ORDER BY 1)
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::float8[], %s::text[], %s::text[])
  AS k(a, b, sa, sb, score, levels, explanation)
JOIN records_person one ON one.id = k.a JOIN records_person other ON other.id = k.b
LEFT JOIN LATERAL (
  SELECT known.decided_levels, known.decided_score, known.decision_id
  FROM (VALUES (k.sa, k.sb), (k.sb, k.sa)) AS way(a, b) JOIN records_pair known
    ON known.sighting_a_id = way.a AND known.sighting_b_id = way.b AND known.decided_levels IS NOT NULL
  ORDER BY known.decision_id DESC LIMIT 1
) d ON true
ON CONFLICT (person_a_id, person_b_id) DO UPDATE SET
  sighting_a_id = excluded.sighting_a_id, sighting_b_id = excluded.sighting_b_id, score = excluded.score,
  levels = excluded.levels, explanation = excluded.explanation, scope = excluded.scope,
  batch_id = excluded.batch_id, since = excluded.since,
  state = CASE WHEN p.decided_levels IS NOT NULL
    AND (excluded.levels = p.decided_levels OR excluded.score <= p.decided_score) THEN 'not_same' ELSE 'open' END
WHERE (excluded.levels <> p.levels AND excluded.score > p.score)
  OR NOT EXISTS (SELECT FROM records_personlink l WHERE l.sighting_id = p.sighting_a_id AND l.person_id = p.person_a_id)
  OR NOT EXISTS (SELECT FROM records_personlink l WHERE l.sighting_id = p.sighting_b_id AND l.person_id = p.person_b_id)
"""


@dataclass(frozen=True)
class Found:
    """What came of comparing: counts.

    Attributes:
        compared: pairs of sightings.
        pairs: pairs of persons, new or with stronger evidence, that wait for somebody or were decided.
        conflicts: sightings that contradict the others of their number (C-13).
    """

    compared: int
    pairs: int
    conflicts: int


@looked_up_by_key()
def find_pairs(batch: int) -> Found:
    """Compare the new sightings of a batch with all that share a key with them; store who looks alike.

    Call it after `link_by_number` and `count_names` in the same transaction, in the scope of the whole
    province.
    """
    acting()
    with connection.cursor() as cursor:
        cursor.execute(NEW, [batch])
        ids = [number for (number,) in cursor.fetchall()]
    ring = ring_in_force()
    compared, pairs = compare(ring, ids, batch=batch)
    conflicts = store_conflicts(ring, ids, batch=batch)
    audit("find_pairs", "records_pair", f"batch:{batch}", rows=pairs)
    return Found(compared, pairs, conflicts)


def compare_again(sightings: Sequence[int]) -> Found:
    """Compare sightings whose person has changed with all that share a key with them."""
    compared, pairs = compare(ring_in_force(), sightings, batch=None)
    return Found(compared, pairs, 0)


def compare(ring: KeyRing, some: Sequence[int], *, batch: int | None) -> tuple[int, int]:
    """Return how many pairs of sightings were compared, and how many pairs of persons stored."""
    near = _awake(candidates(ring, some))
    if not len(near):
        return 0, 0
    everybody = _sides(near)
    opened = open_sightings(ring, everybody.to_pylist())
    places = pa.array(opened.ids, pa.int64())
    left, right = (pc.index_in(near[side], places).to_numpy().astype(np.int64) for side in ("one", "other"))
    persons = np.array(opened.persons, dtype=np.int64)
    apart = persons[left] != persons[right]
    # The person with the lower number stands left, whatever the numbers of the sightings.
    left, right = left[apart], right[apart]
    turned = persons[left] > persons[right]
    left, right = np.where(turned, right, left), np.where(turned, left, right)
    people = opened.columns()
    judged = judge_pairs(people, left, right, _background(ring, people, persons))
    return len(left), _store(opened, left, right, judged, batch)


def _awake(near: pa.Table) -> pa.Table:
    """Return the pairs of which neither sighting is at rest."""
    resting = pa.array(resting_among(_sides(near)), pa.int64())
    if not len(resting):
        return near
    return near.filter(
        pc.invert(pc.or_(*(pc.is_in(near[side], value_set=resting) for side in ("one", "other"))))
    )


def _sides(near: pa.Table) -> pa.Array:
    """Return every sighting of the pairs once."""
    return pa.concat_arrays([near[side].combine_chunks() for side in ("one", "other")]).unique()


def strongest(judged: JudgedPairs, one: np.ndarray, other: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """Return, of the chosen pairs of sightings, the one with most bits for each pair of persons."""
    order = chosen[np.lexsort((chosen, -judged.score[chosen], other[chosen], one[chosen]))]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (one[order][1:] != one[order][:-1]) | (other[order][1:] != other[order][:-1])
    return order[first]


def levels_of(judged: Judged) -> str:
    """Return the codes of the levels found, as a pair keeps them."""
    return " ".join(reason.level for reason in judged.reasons)


def explanation_of(judged: Judged) -> str:
    """Return the reasons as JSON: titles, labels, weights; no value of anybody."""
    return json.dumps([reason.as_json() for reason in judged.reasons], ensure_ascii=False)


def _store(
    opened: Opened, left: np.ndarray, right: np.ndarray, judged: JudgedPairs, batch: int | None
) -> int:
    persons, ids = np.array(opened.persons, dtype=np.int64), np.array(opened.ids, dtype=np.int64)
    alike = np.flatnonzero(judged.suspected | judged.same)
    best = strongest(judged, persons[left], persons[right], alike)
    if not len(best):
        return 0
    each = [judged[pair] for pair in best]
    values = [
        *(column.tolist() for column in (persons[left[best]], persons[right[best]])),
        *(column.tolist() for column in (ids[left[best]], ids[right[best]])),
        [one.score for one in each],
        [levels_of(one) for one in each],
        [explanation_of(one) for one in each],
    ]
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(STORE, [batch, clock.now(), *values])
        return cursor.rowcount


def _background(ring: KeyRing, who: People, persons: np.ndarray) -> Background:
    """Return how frequent names are in the province, and phones among those at hand, by persons."""
    owners = pa.table({"phone": who.phone, "person": persons}).group_by("phone")
    counted = owners.aggregate([("person", "count_distinct")]).to_pydict()
    phones = dict(zip(counted["phone"], counted["person_count_distinct"], strict=True))
    known = {text: phones[code] for code, text in enumerate(who.phones) if text}
    return background(ring, sorted(who.name_keys), known)
