"""Until when there are data."""

from __future__ import annotations

from datetime import date

from qinkang.records.models import HealthCheck


def newest_day(today: date) -> date:
    """Return the day of the newest check-up within the present scope, today where there is none."""
    days = HealthCheck.objects.filter(happened_on__lte=today).order_by("-happened_on")
    found: date | None = days.values_list("happened_on", flat=True).first()
    return found or today
