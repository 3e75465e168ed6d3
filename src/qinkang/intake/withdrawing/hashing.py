"""Statements over whole batches must join by hashing, whatever the planner guesses."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def joined_by_hashing() -> Iterator[None]:
    """Let statements in the block compare no row with every other.

    The planner takes what a policy on `scope` lets through for very few rows, and then joins them one by
    one (measured: an update over 5,000 rows ran for more than five minutes). The opposite of
    `records.writing.planning.looked_up_by_key`, for statements that touch a whole batch. Only inside a
    transaction; ends with the block.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('enable_nestloop')")
        (before,) = cursor.fetchone()
        cursor.execute("SELECT set_config('enable_nestloop', 'off', true)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('enable_nestloop', %s, true)", [before])
