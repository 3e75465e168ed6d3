"""Telling how far long work has come, while its own transaction is still open."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.db import Error, connection

from qinkang.intake.models import Progress
from qinkang.kernel import clock

EVERY = 1.0  # seconds

TELL = """
INSERT INTO intake_progress (subject, rows, of, began_at, at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (subject) DO UPDATE SET rows = excluded.rows, of = excluded.of, began_at = excluded.began_at,
  at = excluded.at
"""


@contextmanager
def telling(subject: str, of: int | None = None) -> Iterator[Callable[[int], None]]:
    """Give a function that is told how many rows are done; others see it at once.

    What is told goes over a connection of its own, at most every second. Work that ends within that
    time tells nothing. Where telling fails, the work goes on.
    """
    told = _Told(subject, of)
    try:
        yield told
    finally:
        told.end()


def progress_of(subject: str) -> Progress | None:
    """Return how far some work has come; None where nothing is under way."""
    return Progress.objects.filter(subject=subject).first()


class _Told:
    def __init__(self, subject: str, of: int | None) -> None:
        self._subject, self._of = subject, of
        self._began, self._last = clock.now(), time.monotonic()
        self._connection = None

    def __call__(self, rows: int) -> None:
        if time.monotonic() - self._last < EVERY:
            return
        self._last = time.monotonic()
        with suppress(Error):
            if self._connection is None:
                self._connection = connection.copy()
            with self._connection.cursor() as cursor:
                cursor.execute(TELL, [self._subject, rows, self._of, self._began, clock.now()])

    def end(self) -> None:
        if self._connection is None:
            return
        with suppress(Error), self._connection.cursor() as cursor:
            cursor.execute("DELETE FROM intake_progress WHERE subject = %s", [self._subject])
        self._connection.close()
