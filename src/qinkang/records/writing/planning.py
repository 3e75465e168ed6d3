"""Statements driven by keys that are at hand must look those keys up, whatever the planner guesses."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection
from django.db.backends.utils import CursorWrapper

OFF = tuple(f"enable_{way}" for way in ("hashjoin", "mergejoin", "bitmapscan", "seqscan", "material"))


@contextmanager
def looked_up_by_key() -> Iterator[None]:
    """Let statements in the block take rows one by one through the index of their key.

    The planner cannot know how many rows a policy on `scope` lets through, takes it for very few, and
    then reads all of a unit's rows, or compares every pair (measured: 20,000 updates ran for over ten
    minutes instead of two seconds). Only inside a transaction; ends with the block; may be nested.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"current_setting('{way}')" for way in OFF))
        before = cursor.fetchone()
        _choose(cursor, ("off",) * len(OFF))
    yield
    with connection.cursor() as cursor:
        _choose(cursor, before)


def _choose(cursor: CursorWrapper, values: Sequence[str]) -> None:
    """Set every way on or off until the transaction ends."""
    cursor.execute("SELECT " + ", ".join(f"set_config('{way}', %s, true)" for way in OFF), values)
