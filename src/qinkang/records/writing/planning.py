"""Statements driven by keys that are at hand must look those keys up, whatever the planner guesses."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

WAYS = tuple(f"enable_{way}" for way in ("hashjoin", "mergejoin", "bitmapscan", "seqscan", "material"))
TURN_OFF = "SELECT " + ", ".join(
    [f"current_setting('{way}')" for way in WAYS] + [f"set_config('{way}', 'off', true)" for way in WAYS]
)
TURN_BACK = "SELECT " + ", ".join(f"set_config('{way}', %s, true)" for way in WAYS)
INSIDE = "qinkang_looked_up_by_key"  # attribute of the connection


@contextmanager
def looked_up_by_key() -> Iterator[None]:
    """Let statements in the block take rows one by one through the index of their key.

    The planner cannot know how many rows a policy on `scope` lets through, takes it for very few, and
    then reads all of a unit's rows, or compares every pair (measured: 20,000 updates ran for over ten
    minutes instead of two seconds). Only inside a transaction; ends with the block; a block inside another
    changes nothing.
    """
    if getattr(connection, INSIDE, False):
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(TURN_OFF)
        before = cursor.fetchone()[: len(WAYS)]
    setattr(connection, INSIDE, True)
    try:
        yield
    finally:
        setattr(connection, INSIDE, False)
    with connection.cursor() as cursor:
        cursor.execute(TURN_BACK, before)
