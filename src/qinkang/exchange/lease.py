"""Taking rows of the outbox for sending, and what becomes of a lease whose holder died."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from qinkang.exchange.outcomes import Ref
from qinkang.kernel import clock
from qinkang.records.writing.planning import WAYS


class Leased(NamedTuple):
    """One row that we hold and may send now."""

    id: int
    subject: str
    version: int
    dataset: str
    record_id: int
    operation: str
    attempt: int
    together: int | None = None
    choked: int = 0

    @property
    def ref(self) -> Ref:
        """What both sides call it."""
        return Ref(self.subject, self.version)


# Of each subject only the newest version, and none while another version is on its way, may have
# arrived, or waits for a person. `after` names subjects whose newest version must have been delivered.
# The order is that of the index `outbox_open`, so that a lease costs the same however many rows wait;
# and the count is one look into an index per row, where NOT EXISTS became a join with the whole table.
# One call carries one data set, that of the first row, and never more rows than any of them bears.
TAKE = """
WITH due AS (
    SELECT o.id, o.dataset, o.next_attempt_at, o.together FROM records_outbox o
    WHERE o.target = %(target)s AND o.state = %(state)s AND o.next_attempt_at {due}
      AND (%(dataset)s::text IS NULL OR o.dataset = %(dataset)s)
      AND (SELECT count(*) FROM records_outbox s WHERE s.target = o.target AND s.subject = o.subject
           AND (s.version > o.version OR s.state IN ('leased', 'unclear', 'held'))) = 0
      AND NOT EXISTS (
        SELECT FROM unnest(o.after) AS needed(subject)
        WHERE COALESCE((
            SELECT p.state FROM records_outbox p WHERE p.target = o.target AND p.subject = needed.subject
            ORDER BY p.version DESC LIMIT 1), '') <> 'delivered')
    ORDER BY o.next_attempt_at, o.id LIMIT %(limit)s FOR UPDATE OF o SKIP LOCKED),
placed AS (
    SELECT id, row_number() OVER in_turn + %(already)s AS place,
        min(COALESCE(together, %(most)s)) OVER in_turn AS together
    FROM due
    WHERE dataset = COALESCE(%(dataset)s, (SELECT dataset FROM due ORDER BY next_attempt_at, id LIMIT 1))
    WINDOW in_turn AS (ORDER BY next_attempt_at, id))
UPDATE records_outbox o
SET state = 'leased', lease_until = %(until)s, attempts = attempts + 1, next_attempt_at = NULL
WHERE o.id = ANY((SELECT array_agg(id) FROM placed WHERE place <= together)::bigint[])
RETURNING o.id, o.subject, o.version, o.dataset, o.record_id, o.operation, o.attempts, o.together, o.choked
"""
DUE, NEVER_TRIED = "<= %(now)s", "IS NULL"
SOURCES = (("unreachable", DUE), ("waiting", DUE), ("waiting", NEVER_TRIED))
"""What is taken first: what has waited for its time goes before what is new."""

WAITS = """
SELECT 1 FROM records_outbox o WHERE o.target = %(target)s AND o.state = %(state)s AND o.next_attempt_at {due}
ORDER BY o.next_attempt_at, o.id LIMIT 1
"""

# What a newer version makes pointless: never confirmed by the receiver and no longer to be sent.
SUPERSEDE = """
UPDATE records_outbox SET state = 'superseded', next_attempt_at = NULL
WHERE id = ANY(ARRAY(
    SELECT older.id FROM unnest(%(subjects)s::text[], %(versions)s::int[]) AS taken(subject, version)
    CROSS JOIN LATERAL (
        SELECT o.id FROM records_outbox o
        WHERE o.target = %(target)s AND o.subject = taken.subject AND o.version < taken.version
          AND o.state IN ('waiting', 'unreachable', 'refused') OFFSET 0) older))
"""

# The same for rows announced after a newer version had already gone.
SUPERSEDE_LATE = """
UPDATE records_outbox o SET state = 'superseded', next_attempt_at = NULL
WHERE o.target = %(target)s AND o.state IN ('waiting', 'unreachable')
  AND EXISTS (SELECT FROM records_outbox s WHERE s.target = o.target AND s.subject = o.subject
              AND s.version > o.version AND s.state IN ('delivered', 'refused'))
"""

DOUBT = """
WITH lost AS (
    UPDATE records_outbox SET state = 'unclear', lease_until = NULL, next_attempt_at = %(ask_at)s,
        said_code = '', said = '发送过程中断，不知对方是否收到'
    WHERE target = %(target)s AND state = 'leased' AND (lease_until < %(now)s OR %(all)s)
    RETURNING id, scope)
INSERT INTO records_attempt (outbox_id, at, request_digest, answer, outcome, scope)
SELECT id, %(now)s, ''::bytea, '发送过程中断', 'unclear', scope FROM lost
"""


LOOK_UP = "SELECT " + ", ".join(f"set_config('{way}', 'off', true)" for way in WAYS)


def take(target: str, limit: int, until: datetime, *, dataset: str | None = None) -> list[Leased]:
    """Lease up to so many rows of one data set that may be sent in one call now, until a moment.

    Without a data set that of the row which is due first is taken.

    Call it under the target's lock (`one_at_a_time`): two loops that choose at the same moment could
    otherwise each see another version of one subject as the newest.
    """
    rows: list[Leased] = []
    with connection.cursor() as cursor:
        asked = {"target": target, "now": clock.now(), "until": until}
        for state, due in SOURCES:
            most = min([limit, *(row.together for row in rows if row.together)])
            if len(rows) < most:
                now = {"state": state, "limit": most - len(rows), "already": len(rows), "most": most}
                cursor.execute(TAKE.format(due=due), {**asked, **now, "dataset": dataset})
                rows += [Leased(*row) for row in cursor.fetchall()]
                dataset = rows[0].dataset if rows else dataset
        if corrections := [(row.subject, row.version) for row in rows if row.version > 1]:
            subjects, versions = map(list, zip(*corrections, strict=True))
            cursor.execute(SUPERSEDE, {"target": target, "subjects": subjects, "versions": versions})
    return rows


def others_wait(target: str) -> bool:
    """Tell whether more rows of the target may be due; a look into the index, without their conditions."""
    with connection.cursor() as cursor:
        for state, due in SOURCES:
            cursor.execute(WAITS.format(due=due), {"target": target, "state": state, "now": clock.now()})
            if cursor.fetchone():
                return True
    return False


def by_key() -> None:
    """Let the present transaction find rows by key, not by who may see them.

    Row security adds `scope && …`, whose index PostgreSQL takes for very selective although a loop sees
    everything: measured, each lease then read the whole table three times. And to write down how one call
    ended it read the whole outbox twice, for what it guesses of arrays. Rows here are few and known.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOOK_UP)


def supersede_late(target: str) -> int:
    """Set aside rows that were announced after a newer version had its answer; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(SUPERSEDE_LATE, {"target": target})
        return cursor.rowcount


def doubt_lost_leases(target: str, ask_at: datetime, *, nobody_else: bool) -> int:
    """Make unclear what was leased too long, or by anybody at all if `nobody_else` is alive to end it.

    Such rows may have been sent: they are asked about from `ask_at` and never simply sent again.
    """
    with connection.cursor() as cursor:
        asked = {"target": target, "now": clock.now(), "ask_at": ask_at, "all": nobody_else}
        cursor.execute(DOUBT, asked)
        return cursor.rowcount


def one_at_a_time(target: str) -> None:
    """Wait for the target's lock; the transaction's end gives it back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('qk.exchange.take'), hashtext(%s))", [target])


@contextmanager
def showing_life(target: str, if_alone: Callable[[], object]) -> Iterator[None]:
    """Show on the present connection that a loop of this target is alive; the first one cleans up.

    The server takes the sign back when our process dies, however it dies. So a loop that finds no other
    knows at once that every lease was left behind, and calls `if_alone`. Losing the sign too early does
    no harm: a row that is wrongly taken for lost is only asked about.
    """
    key = "hashtext('qk.exchange.alive'), hashtext(%s)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock({key})", [target])
        (alone,) = cursor.fetchone()
        try:
            if alone:
                if_alone()
        finally:
            cursor.execute(f"SELECT pg_advisory_lock_shared({key})", [target])  # waits for one who cleans up
            if alone:
                cursor.execute(f"SELECT pg_advisory_unlock({key})", [target])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_unlock_shared({key})", [target])
