"""Findings that two people have settled: they stand, say so, and hold their record no more."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

from qinkang.pipeline.across.reading import KEY
from qinkang.records.tables import Recorded
from qinkang.records.writing.planning import looked_up_by_key

MARK = """
UPDATE intake_finding f SET settled = k.request
FROM unnest(%(records)s::bigint[], %(rules)s::text[], %(requests)s::bigint[]) AS k(id, rule, request)
CROSS JOIN LATERAL (SELECT *, {key} AS key FROM {table} WHERE id = k.id OFFSET 0) t
WHERE f.sender_id = t.sender AND f.dataset = %(dataset)s AND f.record_key = t.key
  AND f.current AND f.rule = k.rule AND f.severity = 'hold' AND f.settled IS NULL
"""

Settled = Mapping[int, Mapping[str, int]]
"""Record to the rules that hold it no more, each with the request that settled it."""


def mark(model: type[Recorded], found: Settled) -> None:
    """Mark the current findings of records that are settled, as `settled` says what is."""
    each = columns_of(found)
    if each["rules"]:
        with looked_up_by_key(), connection.cursor() as cursor:
            words = {"table": model._meta.db_table, "key": KEY}
            cursor.execute(MARK.format(**words), {**each, "dataset": model.dataset.code})


def columns_of(found: Settled) -> dict[str, list[int] | list[str]]:
    """Return records, rules and requests side by side, as statements take them."""
    return {
        "records": [record for record, rules in found.items() for _ in rules],
        "rules": [rule for rules in found.values() for rule in rules],
        "requests": [request for rules in found.values() for request in rules.values()],
    }
