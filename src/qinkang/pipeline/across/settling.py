"""Bringing what is stored in line with the verdicts: faults, standing, announcements, findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from qinkang.cleansing.across.engine import Verdict
from qinkang.cleansing.across.rule import ACROSS
from qinkang.cleansing.effect import Effect
from qinkang.cleansing.misnumbered import held_by_others
from qinkang.cleansing.rulebook import Rulebook
from qinkang.cleansing.sayings import rules_by_code
from qinkang.exchange.targets import targets_of
from qinkang.kernel import clock
from qinkang.pipeline.across.misnumbered import follow_misnumbered
from qinkang.pipeline.across.reading import KEY, table_models
from qinkang.pipeline.across.settled import columns_of, mark
from qinkang.records.correcting.holding import settled
from qinkang.records.tables import Recorded, Standing
from qinkang.records.writing.outbox import announce
from qinkang.records.writing.planning import looked_up_by_key
from qinkang.records.writing.standing import change_standing

KNOWN = """
SELECT rule, record_id, other FROM records_crossfinding
WHERE dataset = %s AND record_id = ANY(%s) AND rule = ANY(%s)
"""
GONE = """
DELETE FROM records_crossfinding c USING unnest(%s::text[], %s::bigint[]) AS k(rule, record)
WHERE c.dataset = %s AND c.rule = k.rule AND c.record_id = k.record
"""
ENTER = """
INSERT INTO records_crossfinding (rule, dataset, record_id, effect, field, other, batch_id, since, scope)
SELECT k.rule, %(dataset)s, k.record, k.effect, k.field, k.other, %(batch)s, %(now)s, t.scope
FROM unnest(%(rules)s::text[], %(records)s::bigint[], %(effects)s::text[], %(fields)s::text[], %(others)s::text[])
  AS k(rule, record, effect, field, other)
CROSS JOIN LATERAL (SELECT scope FROM {table} WHERE id = k.record OFFSET 0) t
ON CONFLICT (dataset, record_id, rule) DO UPDATE SET other = excluded.other, batch_id = excluded.batch_id
"""
HELD_BY_OTHERS = """
SELECT record_id, rule FROM records_crossfinding WHERE dataset = %s AND record_id = ANY(%s) AND effect = 'hold'
"""
# Held, and neither its own row nor any other record gives a reason for it any more.
FREE = """
SELECT t.id, b.live FROM unnest(%(records)s::bigint[]) AS k(id)
CROSS JOIN LATERAL (SELECT *, {key} AS key FROM {table} WHERE id = k.id AND standing = 'held' OFFSET 0) t
LEFT JOIN intake_batch b ON b.id = t.batch_id
WHERE NOT EXISTS (SELECT FROM records_crossfinding c
    WHERE c.dataset = %(dataset)s AND c.record_id = t.id AND c.effect = 'hold' AND NOT EXISTS (
      SELECT FROM unnest(%(settled)s::bigint[], %(by_rule)s::text[]) AS s(record, rule)
      WHERE s.record = t.id AND s.rule = c.rule))
  AND NOT EXISTS (SELECT FROM intake_finding f WHERE f.sender_id = t.sender AND f.dataset = %(dataset)s
    AND f.record_key = t.key
    AND f.current AND f.severity = 'hold' AND f.settled IS NULL AND f.rule <> ALL(%(across)s))
"""
KEPT_BACK = """
SELECT t.id FROM unnest(%(records)s::bigint[]) AS k(id)
CROSS JOIN LATERAL (SELECT *, {key} AS key FROM {table} WHERE id = k.id OFFSET 0) t
WHERE EXISTS (SELECT FROM intake_finding f WHERE f.sender_id = t.sender AND f.dataset = %(dataset)s
  AND f.record_key = t.key AND f.current AND f.rule = ANY(%(rules)s))
"""
OUTDATE = """
UPDATE intake_finding f SET current = false
FROM unnest(%(records)s::bigint[]) AS k(id)
CROSS JOIN LATERAL (SELECT *, {key} AS key FROM {table} WHERE id = k.id OFFSET 0) t
WHERE f.sender_id = t.sender AND f.dataset = %(dataset)s
  AND f.record_key = t.key
  AND f.current AND f.rule = ANY(%(across)s)
  AND NOT EXISTS (SELECT FROM records_crossfinding c
    WHERE c.dataset = %(dataset)s AND c.record_id = t.id AND c.rule = f.rule)
"""
# A finding stands with the row that last spoke of the record: one of this batch, else that of its version.
TELL = """
INSERT INTO intake_finding (batch_id, sender_id, dataset, row_number, record_key, field, rule, severity, value,
  current, scope)
SELECT CASE WHEN seen.row_number IS NULL THEN t.batch_id ELSE %(batch)s END, t.sender, c.dataset,
  COALESCE(seen.row_number, t.row_number), t.key, c.field, c.rule,
  c.effect, NULL, true, t.scope
FROM unnest(%(records)s::bigint[]) AS k(id)
CROSS JOIN LATERAL (
  SELECT * FROM records_crossfinding WHERE dataset = %(dataset)s AND record_id = k.id OFFSET 0
) c
CROSS JOIN LATERAL (SELECT *, {key} AS key FROM {table} WHERE id = k.id OFFSET 0) t
LEFT JOIN unnest(%(seen)s::bigint[], %(rows)s::int[]) AS seen(record, row_number) ON seen.record = k.id
WHERE NOT EXISTS (SELECT FROM intake_finding f WHERE f.sender_id = t.sender AND f.dataset = c.dataset
  AND f.record_key = t.key AND f.rule = c.rule AND f.current)
"""

Rows = Mapping[int, int]
"""Record to the row of the present batch that spoke of it."""


def enter(
    name: str, records: Iterable[int], codes: Sequence[str], verdicts: Iterable[Verdict], batch: int | None
) -> None:
    """Let the faults of these records by these rules be exactly the verdicts."""
    model = table_models()[name]
    dataset = model.dataset.code
    found = {(one.rule, one.record): one.other for one in verdicts if one.table == name}
    asked = sorted({*records, *(record for _, record in found)})
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(KNOWN, [dataset, asked, list(codes)])
        known = {(rule, record): other for rule, record, other in cursor.fetchall()}
        gone = sorted(known.keys() - found.keys())
        new = sorted(fault for fault, other in found.items() if known.get(fault) != other)
        if gone:
            cursor.execute(GONE, [[rule for rule, _ in gone], [record for _, record in gone], dataset])
        if new:
            said = {
                "dataset": dataset,
                "batch": batch,
                "now": clock.now(),
                "rules": [rule for rule, _ in new],
                "records": [record for _, record in new],
                "effects": [ACROSS[rule].effect.value for rule, _ in new],
                "fields": [ACROSS[rule].subjects[name] for rule, _ in new],
                "others": [found[fault] for fault in new],
            }
            cursor.execute(ENTER.format(table=model._meta.db_table), said)


def settle(name: str, records: Sequence[int], rows: Rows, batch: int | None, book: Rulebook) -> set[int]:
    """Bring standing, announcements and findings of these records in line; return those held by others."""
    model = table_models()[name]
    said: dict[str, Any] = {
        "dataset": model.dataset.code,
        "across": held_by_others(),
        "records": list(records),
    }
    words = {"table": model._meta.db_table, "key": KEY}
    follow_misnumbered(model, records, batch)
    found = settled(model, records, book)
    each = columns_of(found)
    said |= {"settled": each["records"], "by_rule": each["rules"]}
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(HELD_BY_OTHERS, [model.dataset.code, list(records)])
        held = {record for record, rule in cursor.fetchall() if rule not in found.get(record, ())}
        cursor.execute(FREE.format(**words), said)
        free = cursor.fetchall()
    targets = targets_of(model.dataset.code)
    if held:
        change_standing(model, sorted(held), Standing.HELD, targets=targets, batch=batch)
    if free:
        change_standing(model, [record for record, _ in free], Standing.ACCEPTED, targets=(), batch=batch)
        # What is history was announced to nobody, and is not now.
        _announce_again(model, [record for record, live in free if live], targets, batch)
    told = {**said, "batch": batch, "seen": list(rows), "rows": list(rows.values())}
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(OUTDATE.format(**words), said)
        cursor.execute(TELL.format(**words), told)
    mark(model, found)
    return held


def _announce_again(
    model: type[Recorded], records: Sequence[int], targets: Sequence[str], batch: int | None
) -> None:
    """Announce records that count again, to each receiver that no rule of their own row keeps them from."""
    blocking: dict[str, list[str]] = defaultdict(list)
    for rule in rules_by_code(model.dataset.code).values():
        if rule.effect is Effect.BLOCK and rule.target:
            blocking[rule.target].append(rule.code)
    for target in targets:
        kept: set[int] = set()
        if target in blocking:
            said = {"records": list(records), "dataset": model.dataset.code, "rules": blocking[target]}
            with looked_up_by_key(), connection.cursor() as cursor:
                cursor.execute(KEPT_BACK.format(table=model._meta.db_table, key=KEY), said)
                kept = {record for (record,) in cursor.fetchall()}
        announce(model, [record for record in records if record not in kept], [target], batch=batch)
