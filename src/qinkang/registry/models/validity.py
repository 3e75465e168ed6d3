"""Time in the registry: rows that hold for some days, and rows that also know since when they are known.

`valid_from` is the first day and `valid_until` the last, as licences print them; null is open. What is
*known* is told in moments: from `known_since`, until before `known_until`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value

OVERLAPS = "&&"


def one_text(column: str) -> Func:
    """The range that holds just this text. PostgreSQL without btree_gist cannot exclude by `=`."""
    return Func(column, column, Value("[]"), function="text_span")


def one_number(column: str) -> Func:
    """The range that holds just this number."""
    return Func(column, column, Value("[]"), function="int8range")


DAYS = Func("valid_from", "valid_until", Value("[]"), function="daterange")
MOMENTS = Func("known_since", "known_until", function="tstzrange")


def once_a_day(name: str, *parts: Func) -> ExclusionConstraint:
    """No two rows about the same thing hold on one day."""
    return ExclusionConstraint(name=name, expressions=[(part, OVERLAPS) for part in (*parts, DAYS)])


class DatedRows(models.QuerySet[Any]):
    """Rows with days."""

    def valid(self, on: date) -> Self:
        """Keep what holds on the day."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_until=None) | Q(valid_until__gte=on)
        )

    def overlapping(self, first: date | None, last: date | None) -> Self:
        """Keep what holds on any day from the first to the last; None is open."""
        rows = self
        if last is not None:
            rows = rows.filter(Q(valid_from=None) | Q(valid_from__lte=last))
        if first is not None:
            rows = rows.filter(Q(valid_until=None) | Q(valid_until__gte=first))
        return rows


class Dated(models.Model):
    """Something that holds for some days."""

    valid_from = models.DateField("有效期自", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)

    objects = DatedRows.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_days_in_order",
                condition=Q(valid_from__lte=F("valid_until")),  # unknown, and so allowed, where one is open
            )
        ]


class KnownRows(DatedRows):
    """Rows with both clocks."""

    def known(self, at: datetime) -> Self:
        """Keep what was known at the moment."""
        return self.filter(Q(known_until=None) | Q(known_until__gt=at), known_since__lte=at)


class Known(Dated):
    """A decision: it holds for some days, and was known from one moment to another.

    Nothing is overwritten. A correction ends `known_until` of the old row and adds a new one; a trigger
    refuses every other change. Write only through `actions.decisions`.
    """

    known_since = models.DateTimeField("何时起已知")
    known_until = models.DateTimeField("何时被更正", null=True, blank=True)
    source = models.CharField("依据", max_length=200)
    packaged = models.BooleanField("随产品提供", default=False)

    objects = KnownRows.as_manager()

    key: ClassVar[tuple[str, ...]]  # the columns that say what the row is about
    says: ClassVar[tuple[str, ...]]  # the columns that are the decision

    class Meta:
        abstract = True
        constraints: ClassVar = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_moments_in_order",
                condition=Q(known_since__lt=F("known_until")),
            ),
        ]


def one_answer(name: str, *key: str) -> ExclusionConstraint:
    """Among the rows known at one moment, no two say something about the same key on one day."""
    parts = [*map(one_text, key), DAYS, MOMENTS]
    return ExclusionConstraint(name=name, expressions=[(part, OVERLAPS) for part in parts])
