"""Statements driven by keys that are at hand must look those keys up, whatever the planner guesses."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

OFF = ("enable_hashjoin", "enable_mergejoin", "enable_bitmapscan", "enable_seqscan")


@contextmanager
def looked_up_by_key() -> Iterator[None]:
    """Let statements in the block take rows one by one through the index of their key.

    The planner cannot know how many rows a policy on `scope` lets through, takes it for very few, and
    then reads all of a unit's rows, or compares every pair (measured: 20,000 updates ran for over ten
    minutes instead of two seconds). Only inside a transaction; ends with the block.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"set_config('{name}', 'off', true)" for name in OFF))
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"set_config('{name}', 'on', true)" for name in OFF))
