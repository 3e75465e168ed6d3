"""Waking the flows that do what pages ask for. The rows say what is to be done; a job only says: look."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

TAKE_IN, TRY_UPLOADS, WITHDRAW, MARK_COPIES = "take_in", "try_uploads", "withdraw", "mark_copies"


def wake(task: str) -> None:
    """Ask for a look at what a flow has to do, with the present transaction; once is enough."""
    try:
        with transaction.atomic():
            app.configure_task(task, queueing_lock=task).defer()
    except AlreadyEnqueued:
        pass
