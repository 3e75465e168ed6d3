"""Writing down how calls ended: the outbox rows and their attempts, in bulk and in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta

from django.db import connection

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


# Only what is still as it was: another may meanwhile have taken this lease for lost, or asked before us.
# The attempt is kept all the same; it took place.
WRITE = """
WITH ended AS (
    SELECT * FROM unnest(%(id)s::bigint[], %(attempt)s::int[], %(state)s::text[], %(said_code)s::text[],
        %(said)s::text[], %(next_attempt_at)s::timestamptz[], %(digest)s::bytea[])
    AS e(id, attempt, state, said_code, said, next_attempt_at, digest)),
tried AS (
    INSERT INTO records_attempt (outbox_id, at, request_digest, answer, outcome, scope)
    SELECT e.id, %(now)s, e.digest, e.said_code || ' ' || e.said, e.state, o.scope
    FROM ended e JOIN records_outbox o USING (id)
    WHERE e.state IN ('delivered', 'refused', 'unreachable', 'unclear') AND %(tried)s)
UPDATE records_outbox o
SET state = e.state, lease_until = NULL, said_code = e.said_code, said = e.said,
    next_attempt_at = e.next_attempt_at
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


def of_call(row: Leased, outcome: Outcome, digest: bytes, pauses: Pauses, settles_after: float) -> Ending:
    """What an outcome makes of a row: for `unclear` the next attempt is the question."""
    now = clock.now()
    match outcome:
        case Receipt(their_ref):
            return Ending(row.id, row.attempt, "delivered", said=their_ref, digest=digest)
        case Refused(code, said):
            return Ending(row.id, row.attempt, "refused", code, said, digest=digest)
        case Unreachable(said, retry_after):
            wait = max(pauses.after(row.attempt), retry_after or 0)
            again = now + timedelta(seconds=wait)
            return Ending(row.id, row.attempt, "unreachable", "", said, again, digest)
        case doubtful:
            ask_at = now + timedelta(seconds=settles_after)
            said = getattr(doubtful, "said", "")  # whatever else a connector may have answered is a doubt
            return Ending(row.id, row.attempt, "unclear", "", said, ask_at, digest)


def of_withheld(row: Leased, why: Withheld, pauses: Pauses) -> Ending:
    """A row that is not sent goes back to its place, or to a person."""
    if why.for_a_person:
        return Ending(row.id, row.attempt, "held", said=why.because)
    again = clock.now() + timedelta(seconds=pauses.after(row.attempt))
    return Ending(row.id, row.attempt, "waiting", said=why.because, next_attempt_at=again)


def of_answer(number: int, attempt: int, answer: Answer | None) -> Ending | None:
    """What the answer to a question makes of an unclear row; None where it settles nothing."""
    match answer:
        case Receipt(their_ref):
            return Ending(number, attempt, "delivered", said=their_ref)
        case Refused(code, said):
            return Ending(number, attempt, "refused", code, said)
        case NotThere():
            return Ending(number, attempt, "waiting", said="对方确认没有收到，重新发送")
        case _:
            return None
