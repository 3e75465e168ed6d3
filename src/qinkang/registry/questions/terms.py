"""The words of the trade as the office has them."""

from datetime import date, datetime

from qinkang.registry.models import Term
from qinkang.registry.questions.rulebook import end_of, this_moment


def terms(on: date, known_at: date | datetime | None = None) -> dict[str, str]:
    """Return every term's name and text, valid on a day and known at a moment (None: now)."""
    moment = this_moment() if known_at is None else end_of(known_at)
    return dict(Term.objects.known(moment).valid(on).values_list("name", "text"))
