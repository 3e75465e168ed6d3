"""How many sheets who has, by letter and state; and which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from qinkang.kernel.certificate_number import EACH_LETTER
from qinkang.maternal.models import Movement, Stock


@dataclass(frozen=True)
class Count:
    """So many sheets of a letter are in a state at a holder."""

    holder: int
    letter: str
    state: str
    sheets: int


def counts(units: Iterable[int]) -> list[Count]:
    """Return how many sheets these units have."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT holder_id, chr(65 + (lower(span) / %s)::int), state, sum(upper(span) - lower(span))::bigint"
            " FROM maternal_stock WHERE holder_id = ANY(%s) GROUP BY 1, 2, 3 ORDER BY 2, 1, 3",
            [EACH_LETTER, list(units)],
        )
        return [Count(*row) for row in cursor.fetchall()]


def ranges(units: Sequence[int], states: Sequence[str] = (), letter: str = "") -> QuerySet[Stock]:
    """Return the ranges of these units in order, narrowed to states and a letter."""
    found = Stock.objects.filter(holder_id__in=units)
    if states:
        found = found.filter(state__in=states)
    if letter:
        first = (ord(letter) - ord("A")) * EACH_LETTER
        found = found.extra(where=["span <@ int8range(%s, %s)"], params=[first, first + EACH_LETTER])
    return found.order_by("span")


@dataclass(frozen=True)
class Gap:
    """Sheets still in stock though a later one of the same range was used.

    Attributes:
        first, last: places of the first and of the last of them.
        highest: the place of the highest sheet used of that range.
    """

    holder: int
    first: int
    last: int
    highest: int


# Of each range that came to a holder, the highest sheet that was used there; then what lies below it unused.
GAPS = """
WITH came AS (
    SELECT DISTINCT holder_after_id AS holder, span FROM maternal_movement
    WHERE kind IN ('received', 'opening', 'signed') AND holder_after_id = ANY(%(units)s)
), used AS (
    SELECT came.holder, came.span, max(upper(s.span * came.span)) - 1 AS highest
    FROM came JOIN maternal_stock s ON s.holder_id = came.holder AND s.state = 'used' AND s.span && came.span
    GROUP BY came.holder, came.span
), gaps AS (
    SELECT s.holder_id AS holder, s.span * int8range(lower(used.span), used.highest) AS span, used.highest
    FROM used JOIN maternal_stock s ON s.holder_id = used.holder AND s.state = 'in_stock'
        AND s.span && int8range(lower(used.span), used.highest)
)
SELECT holder, lower(span), upper(span) - 1, max(highest) FROM gaps GROUP BY holder, span ORDER BY holder, span
"""


def gaps(units: Iterable[int]) -> list[Gap]:
    """Return the sheets of these units that were passed over: 断号."""
    with connection.cursor() as cursor:
        cursor.execute(GAPS, {"units": list(units)})
        return [Gap(*row) for row in cursor.fetchall()]


def history(place: int) -> list[Movement]:
    """Return what happened to one sheet, as far as the reader may see, the oldest first."""
    seen = Movement.objects.select_related("slip")
    alone = seen.filter(first=place)  # the many of one sheet, and those that begin with it
    among = seen.filter(first__lt=place, last__gte=place, size__gt=1)
    return sorted([*alone, *among], key=lambda one: one.pk)


def whereabouts(place: int) -> Stock | None:
    """Return the range in which one sheet lies, if the reader may see it."""
    return Stock.objects.filter(span__contains=place).select_related("holder", "slip").first()
