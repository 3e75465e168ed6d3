"""Asking for a look at what is due for one system, with the present transaction; once is enough."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


def wake_delivery(target: str) -> None:
    """Defer the delivery's job by its name, unless the same one is waiting already."""
    try:
        with transaction.atomic():
            app.configure_task("deliver", queueing_lock=f"deliver:{target}").defer(target=target)
    except AlreadyEnqueued:
        pass
