"""Asking for persons' records to be judged again by the rules across records, after a decision about them."""

from collections.abc import Sequence

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from qinkang.kernel import clock

JUDGE_AGAIN = "judge_again"
ASK = """
INSERT INTO records_judgeagain (person_id, since, scope)
SELECT id, %s, scope FROM records_person WHERE id = ANY(%s) ON CONFLICT (person_id) DO UPDATE SET since = excluded.since
"""


def judge_again(persons: Sequence[int]) -> None:
    """Note that these persons' sightings have changed, and wake the flow that judges."""
    with connection.cursor() as cursor:
        cursor.execute(ASK, [clock.now(), list(persons)])
    try:
        with transaction.atomic():
            app.configure_task(JUDGE_AGAIN, queueing_lock=JUDGE_AGAIN).defer()
    except AlreadyEnqueued:
        pass
