"""What to do where a call breaks as a whole: perhaps one record in it is the cause.

Such a record must not keep the others back. After some tries the rows of the call are sent in halves,
then in halves of those, until the record stands alone; a record that breaks the call alone goes to a
person, provided that the receiver has answered for others since: else the receiver itself is ill.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.db import connection

TRIES = 3
"""How often a call may break before it is halved."""
ALONE = 8
"""How often a row alone may break its call before a person looks: a stumbling receiver must not look like it."""


class Suspicion(NamedTuple):
    """What is held against a row: in how large a call it is sent at most, and how often calls broke."""

    together: int | None = None
    choked: int = 0

    def after_a_call_of(self, size: int) -> Suspicion:
        """What is held against it after a call of so many rows broke as a whole."""
        choked = self.choked + 1
        if choked < TRIES:
            return Suspicion(self.together, choked)
        if size == 1:
            return Suspicion(1, choked)
        half = (size + 1) // 2
        return Suspicion(half, 0 if half == 1 else TRIES - 1)

    @property
    def alone_too_often(self) -> bool:
        """Whether it broke so many calls alone that nobody else can be the cause."""
        return self.together == 1 and self.choked >= ALONE


# Whether the target has answered for any row since the first attempt at this one.
ANSWERED_OTHERS = """
SELECT a.outbox_id FROM records_attempt a JOIN exchange_channel c ON c.target = %s
WHERE a.outbox_id = ANY(%s) GROUP BY a.outbox_id, c.answered_at HAVING c.answered_at > min(a.at)
"""


def others_were_answered(target: str, rows: Collection[int]) -> set[int]:
    """Return those of the rows since whose first attempt the target has answered for another."""
    if not rows:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(ANSWERED_OTHERS, [target, list(rows)])
        return {number for (number,) in cursor.fetchall()}
