"""Opening and closing the way to a system after what calls have met with."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from qinkang.exchange.models import Channel
from qinkang.exchange.outcomes import Unreachable
from qinkang.exchange.pauses import Pauses
from qinkang.kernel import clock

MOST_FAILURES = 5
"""Calls in a row that may fail before the whole target waits."""


def note_answer(target: str) -> None:
    """Write down that the system answered for rows one by one: it is well."""
    well = {"failures": 0, "closed_until": None, "said": "", "answered_at": clock.now()}
    if not Channel.objects.filter(target=target).update(**well):
        Channel.objects.bulk_create([Channel(target=target, **well)], ignore_conflicts=True)


def note_doubt(target: str) -> None:
    """Write down that somebody was there, whatever became of the call."""
    Channel.objects.filter(target=target).exclude(failures=0, closed_until=None).update(
        failures=0, closed_until=None, said=""
    )


def note_failure(target: str, outcome: Unreachable, pauses: Pauses) -> None:
    """Write down a call that brought nothing for any row.

    It closes the way after several times, or at once for as long as the peer itself asks.
    """
    with transaction.atomic():
        channel, _ = Channel.objects.select_for_update().get_or_create(target=target)
        channel.failures += 1
        channel.said = outcome.said
        wait = outcome.retry_after or 0.0
        if channel.failures >= MOST_FAILURES:
            wait = max(wait, pauses.after(channel.failures - MOST_FAILURES + 1))
        channel.closed_until = clock.now() + timedelta(seconds=wait) if wait else None
        channel.save()


def try_for_all(target: str, probe_takes: float) -> None:
    """After failures, keep the others waiting while one call tries: at most for so many seconds.

    Call it under the target's lock, when there is something to call about.
    """
    until = clock.now() + timedelta(seconds=probe_takes)
    Channel.objects.filter(target=target, failures__gte=MOST_FAILURES).update(closed_until=until)


def give_up_trying(target: str) -> None:
    """Let another try: the call was not made after all."""
    Channel.objects.filter(target=target, failures__gte=MOST_FAILURES).update(closed_until=None)


def closed_until(target: str) -> datetime | None:
    """Until when nobody calls; None when the way is open."""
    found = Channel.objects.filter(target=target, closed_until__gt=clock.now()).first()
    return found.closed_until if found else None
