"""Waking the flow that brings the to-dos of reviewers up to date."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

FILE_REVIEWS = "file_reviews"


def wake_filing() -> None:
    """Ask for it, once however often it is asked; decisions come in quick succession, so it waits a little."""
    try:
        with transaction.atomic():
            app.configure_task(FILE_REVIEWS, queueing_lock=FILE_REVIEWS, schedule_in={"seconds": 20}).defer()
    except AlreadyEnqueued:
        pass
