"""Writing down how calls ended: the outbox rows and their attempts, in bulk and in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime, timedelta

from django.db import connection

from qinkang.exchange.choking import Suspicion, others_were_answered
from qinkang.exchange.contents import Withheld
from qinkang.exchange.lease import Leased
from qinkang.exchange.outcomes import Answer, NotThere, Outcome, Receipt, Refused, Unreachable
from qinkang.exchange.pauses import Pauses
from qinkang.kernel import clock


@dataclass(frozen=True, slots=True)
class Ending:
    """What becomes of one outbox row. `attempt` is the one it speaks of; a later one outdates it."""

    id: int
    attempt: int
    state: str
    said_code: str = ""
    said: str = ""
    next_attempt_at: datetime | None = None
    digest: bytes = b""
    together: int | None = None
    choked: int = 0


# Only what is still as it was: another may meanwhile have taken this lease for lost, or asked before us.
# The attempt is kept all the same; it took place.
WRITE = """
WITH ended AS (
    SELECT * FROM unnest(%(id)s::bigint[], %(attempt)s::int[], %(state)s::text[], %(said_code)s::text[],
        %(said)s::text[], %(next_attempt_at)s::timestamptz[], %(digest)s::bytea[], %(together)s::int[],
        %(choked)s::int[])
    AS e(id, attempt, state, said_code, said, next_attempt_at, digest, together, choked)),
tried AS (
    INSERT INTO records_attempt (outbox_id, at, request_digest, answer, outcome, scope)
    SELECT e.id, %(now)s, e.digest, e.said_code || ' ' || e.said,
        CASE e.state WHEN 'held' THEN 'unreachable' ELSE e.state END, o.scope
    FROM ended e JOIN records_outbox o USING (id)
    WHERE e.state IN ('delivered', 'refused', 'unreachable', 'unclear', 'held') AND %(tried)s)
UPDATE records_outbox o
SET state = e.state, lease_until = NULL, said_code = e.said_code, said = e.said,
    next_attempt_at = e.next_attempt_at, together = e.together, choked = e.choked
FROM ended e WHERE o.id = e.id AND o.attempts = e.attempt AND o.state = %(was)s
"""


def write(endings: Sequence[Ending], *, was: str = "leased", tried: bool = True) -> int:
    """Write endings of rows that were in one state; return how many still were.

    `tried` is False where nothing was sent or asked, so that there is no attempt to keep.
    """
    columns = zip(*map(astuple, endings), strict=True)
    arrays = {name: list(column) for name, column in zip(Ending.__slots__, columns, strict=True)}
    with connection.cursor() as cursor:
        cursor.execute(WRITE, {**arrays, "was": was, "tried": tried, "now": clock.now()})
        return cursor.rowcount


@dataclass(frozen=True, slots=True)
class Call:
    """What a call was, for what its outcomes mean: how many rows went in it, and how long to wait."""

    size: int
    pauses: Pauses
    settles_after: float


def of_call(row: Leased, outcome: Outcome, digest: bytes, call: Call) -> Ending:
    """What an outcome makes of a row: for `unclear` the next attempt is the question."""
    now = clock.now()
    held_against = Suspicion(row.together, row.choked)
    if getattr(outcome, "whole", False):
        held_against = held_against.after_a_call_of(call.size)
    match outcome:
        case Receipt(their_ref):
            return Ending(row.id, row.attempt, "delivered", said=their_ref, digest=digest)
        case Refused(code, said):
            return Ending(row.id, row.attempt, "refused", code, said, digest=digest)
        case Unreachable(said, retry_after):
            wait = max(call.pauses.after(row.attempt), retry_after or 0)
            again = now + timedelta(seconds=wait)
            return Ending(row.id, row.attempt, "unreachable", "", said, again, digest, *held_against)
        case doubtful:
            ask_at = now + timedelta(seconds=call.settles_after)
            said = getattr(doubtful, "said", "")  # whatever else a connector may have answered is a doubt
            return Ending(row.id, row.attempt, "unclear", "", said, ask_at, digest, *held_against)


def of_withheld(row: Leased, why: Withheld, pauses: Pauses) -> Ending:
    """A row that is not sent goes back to its place, or to a person."""
    held_against = Suspicion(row.together, row.choked)
    if why.for_a_person:
        return Ending(row.id, row.attempt, "held", "", why.because, None, b"", *held_against)
    again = clock.now() + timedelta(seconds=pauses.after(row.attempt))
    return Ending(row.id, row.attempt, "waiting", "", why.because, again, b"", *held_against)


def of_answer(
    number: int, attempt: int, answer: Answer | None, held_against: Suspicion, pauses: Pauses
) -> Ending | None:
    """What the answer to a question makes of an unclear row; None where it settles nothing."""
    match answer:
        case Receipt(their_ref):
            return Ending(number, attempt, "delivered", said=their_ref)
        case Refused(code, said):
            return Ending(number, attempt, "refused", code, said)
        case NotThere():
            wait = timedelta(seconds=pauses.after(held_against.choked)) if held_against.choked else None
            again = clock.now() + wait if wait else None
            said = "对方确认没有收到，重新发送"
            return Ending(number, attempt, "waiting", "", said, again, b"", *held_against)
        case _:
            return None


def for_a_person(target: str, endings: Sequence[Ending]) -> list[Ending]:
    """Leave to a person what broke calls alone while the receiver answered for others.

    Only what is surely not there: an unclear row is asked about first.
    """
    alone = [
        one.id
        for one in endings
        if one.state in ("waiting", "unreachable") and Suspicion(one.together, one.choked).alone_too_often
    ]
    stopped = others_were_answered(target, alone)
    return [
        replace(
            one, state="held", next_attempt_at=None,
            said=f"单独发送 {one.choked} 次，对方都对整个报文报错，同期其他记录正常（{one.said}）",
        )
        if one.id in stopped
        else one
        for one in endings
    ]  # fmt: skip
