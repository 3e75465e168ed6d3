"""Announcing what is to leave the house, in the transaction of the fact itself.

`announce` tells the receivers the present version; `retract` takes back what they were told of records
that they may not have any more. Whoever changes a verdict on records that are stored already (a rule over
several records, a person's decision) calls `change_standing` in `writing/standing.py`, which does both.
"""

from collections.abc import Sequence

import pyarrow as pa
from django.db import connection

from qinkang.kernel import clock
from qinkang.records.models.outbox import State
from qinkang.records.tables import Recorded
from qinkang.records.writing.planning import looked_up_by_key
from qinkang.records.writing.rows import array_text

OUTDATED = (State.WAITING, State.REFUSED, State.UNREACHABLE, State.HELD)  # surely not at the receiver
TOLD = (State.LEASED, State.DELIVERED, State.UNCLEAR)  # is, or may be, at the receiver

# A newer version takes the place of those that are surely not at the receiver, refused ones included.
# OFFSET 0 keeps the order as written: each key is looked up once.
SUPERSEDE = """
UPDATE records_outbox SET state = 'superseded'
WHERE id = ANY (ARRAY(
  SELECT o.id FROM unnest(%(records)s::bigint[]) AS k(id) CROSS JOIN unnest(%(targets)s::text[]) AS aim(target)
  CROSS JOIN LATERAL (SELECT version FROM {table} WHERE id = k.id OFFSET 0) t
  CROSS JOIN LATERAL (SELECT id, version, state FROM records_outbox
    WHERE target = aim.target AND subject = %(dataset)s || '/' || k.id OFFSET 0) o
  WHERE o.version < t.version AND o.state = ANY(%(outdated)s)
))
"""

# What is held, withdrawn, or may not go there is withdrawn where the receiver was told of it; what it was
# never told of needs no withdrawal.
ANNOUNCE = """
INSERT INTO records_outbox (target, subject, dataset, record_id, version, operation, state, after, attempts,
  said_code, said, scope, batch_id, announced_at)
SELECT aim.target, thing.subject, %(dataset)s, t.id, t.version,
  CASE WHEN NOT goes.there THEN 'withdraw' WHEN told.operation <> 'withdraw' THEN 'update' ELSE 'new' END,
  'waiting', '{{}}', 0, '', '', t.scope, %(batch)s, %(now)s
FROM {table} t
CROSS JOIN unnest(%(targets)s::text[]) AS aim(target)
CROSS JOIN LATERAL (SELECT %(dataset)s || '/' || t.id AS subject) thing
CROSS JOIN LATERAL (SELECT t.standing = 'accepted' AND %(may_go)s AS there) goes
LEFT JOIN LATERAL (
  SELECT o.operation FROM records_outbox o
  WHERE o.target = aim.target AND o.subject = thing.subject AND o.state = ANY(%(told)s)
  ORDER BY o.version DESC LIMIT 1
) told ON true
WHERE t.id = ANY(%(records)s) AND (goes.there OR told.operation <> 'withdraw')
"""

# A new record: nobody was told anything of it yet.
ANNOUNCE_NEW = """
INSERT INTO records_outbox (target, subject, dataset, record_id, version, operation, state, after, attempts,
  said_code, said, scope, batch_id, announced_at)
SELECT %(target)s, %(dataset)s || '/' || k.id, %(dataset)s, k.id, 1, 'new', 'waiting', '{{}}', 0, '', '', t.scope,
  %(batch)s, %(now)s
FROM unnest(%(records)s::bigint[]) AS k(id)
CROSS JOIN LATERAL (SELECT scope FROM {table} WHERE id = k.id AND version = 1 OFFSET 0) t
"""


def announce_new(model: type[Recorded], records: pa.Array, target: str, *, batch: int) -> int:
    """Announce accepted records that this transaction has stored for the first time; return how many."""
    if not len(records):
        return 0
    values = {
        "records": array_text(records),
        "target": target,
        "dataset": model.dataset.code,
        "batch": batch,
        "now": clock.now(),
    }
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(ANNOUNCE_NEW.format(table=model._meta.db_table), values)
        return cursor.rowcount


def announce(
    model: type[Recorded], records: Sequence[int], targets: Sequence[str], *, batch: int | None
) -> int:
    """Announce the present version of some records to the targets; return how many rows were written.

    Of records that are held or withdrawn the withdrawal is announced to those who were told of them, and
    what was waiting of them is superseded. The subject is the data set's code and the record's number:
    `elderly.health_check/17`.
    """
    return _tell(model, records, targets, batch, may_go=True)


def retract(
    model: type[Recorded], records: Sequence[int], targets: Sequence[str], *, batch: int | None
) -> int:
    """Announce the withdrawal of records that these targets may not have in their present version.

    Return how many rows were written: none for what they were never told of.
    """
    return _tell(model, records, targets, batch, may_go=False)


def _tell(
    model: type[Recorded], records: Sequence[int], targets: Sequence[str], batch: int | None, *, may_go: bool
) -> int:
    """Set aside what is outdated, and write one row for each record and target that must hear of it."""
    values = {
        "records": list(records),
        "targets": list(targets),
        "dataset": model.dataset.code,
        "batch": batch,
        "now": clock.now(),
        "may_go": may_go,
        "outdated": [str(one) for one in OUTDATED],
        "told": [str(one) for one in TOLD],
    }
    if not records or not targets:
        return 0
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(SUPERSEDE.format(table=model._meta.db_table), values)
        cursor.execute(ANNOUNCE.format(table=model._meta.db_table), values)
        return cursor.rowcount
