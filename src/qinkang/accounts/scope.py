"""Where one may act, and the one way to tell the database so: `with acting_as(scope, …):`.

The context lives in the transaction and ends with it (`set_config(…, is_local => true)`): the next
transaction on the same connection has none, and without one row security shows nothing.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from qinkang.kernel import clock


@dataclass(frozen=True)
class Scope:
    """The units of the management tree one acts for.

    A row carries the units that may see it *and all their superiors*; a scope carries one's own units
    only. So a county sees its own rows, the city above it those of all its counties, and the scope of
    the whole province is one number.
    """

    units: tuple[int, ...]

    def __post_init__(self) -> None:
        """Sort, so that equal scopes are equal; raises ValueError for what is no unit's number."""
        if not all(type(unit) is int and 0 < unit < 2**31 for unit in self.units):
            raise ValueError("a scope is made of unit numbers, positive whole numbers")
        object.__setattr__(self, "units", tuple(sorted(set(self.units))))

    def __str__(self) -> str:
        """Write it as PostgreSQL writes an array."""
        return "{" + ",".join(map(str, self.units)) + "}"


@dataclass(frozen=True)
class Acting:
    """Who acts now, where, and why."""

    scope: Scope
    actor: str
    because: str


class NotActing(RuntimeError):
    """Something that needs to know who acts was called outside `acting_as`."""


class ActsOtherwise(RuntimeError):
    """A transaction has one actor, scope and reason; a second, different one was asked for."""


@contextmanager
def acting_as(scope: Scope, *, actor: str, because: str) -> Iterator[Acting]:
    """Open a transaction in which the database knows who acts, where and why.

    Inside another transaction the context holds until that one ends. To enter again with the very
    same words is allowed.

    Args:
        actor: account or job, `user:17` or `job:intake`; never a person's name.
        because: why, in words that an auditor can read.

    Raises:
        ActsOtherwise: the transaction already has a different context.
        ValueError: actor or reason is missing.
    """
    if not actor.strip() or not because.strip():
        raise ValueError("who acts and why must both be said")
    wanted = Acting(scope, actor, because)
    with transaction.atomic(), connection.cursor() as cursor:
        now = _told(cursor)
        if now is None:
            cursor.execute(
                "SELECT set_config('qk.scope', %s, true), set_config('qk.actor', %s, true),"
                " set_config('qk.because', %s, true), set_config('qk.now', %s, true)",
                [str(scope), actor, because, clock.now().isoformat()],
            )
        elif now != wanted:
            raise ActsOtherwise("a transaction acts as one actor in one scope for one reason")
        yield wanted


def deed(by: Acting) -> AbstractContextManager[Acting]:
    """Open the transaction of somebody's deed; inside one of the same actor it joins that."""
    return acting_as(by.scope, actor=by.actor, because=by.because)


def acting() -> Acting:
    """Return who acts in the present transaction. Raises NotActing where nobody does."""
    if not connection.in_atomic_block:
        raise NotActing("call this inside acting_as")
    with connection.cursor() as cursor:
        found = _told(cursor)
    if found is None:
        raise NotActing("call this inside acting_as")
    return found


def _told(cursor: object) -> Acting | None:
    """Return what the database was told in this transaction."""
    cursor.execute(
        "SELECT NULLIF(current_setting('qk.scope', true), '')::int[],"
        " current_setting('qk.actor', true), current_setting('qk.because', true)"
    )
    units, actor, because = cursor.fetchone()
    return None if units is None else Acting(Scope(tuple(units)), actor, because)
