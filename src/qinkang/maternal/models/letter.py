"""允许字冠: which letters of certificate numbers may be used, and when."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from qinkang.registry.models.validity import Known, one_answer


class Letter(Known):
    """A letter, the year its sheets were printed, their edition, and the days on which they may be used.

    The days follow the edition: a new one ends the use of sheets of the former. That a letter has no row
    for a day means that its sheets may not be used on that day.
    """

    letter = models.CharField("字冠", max_length=1)
    printed_year = models.PositiveSmallIntegerField("印制年份")
    edition = models.PositiveSmallIntegerField("版次")

    key = ("letter",)
    says = ("printed_year", "edition", "source")

    class Meta:
        verbose_name = "字冠"
        constraints: ClassVar = [
            *Known.Meta.constraints,
            one_answer("maternal_letter_one_answer", "letter"),
            models.CheckConstraint(name="maternal_letter_is_one", condition=Q(letter__regex=r"^[A-Z]$")),
        ]

    def __str__(self) -> str:
        return self.letter
