"""What a page was asked, as it stands in its address: indicator, period, sex, ages, 推送口径."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404
from django.utils.http import urlencode

import qinkang.measures.declared  # noqa: F401  - makes the measures known
from qinkang.kernel.period import Period
from qinkang.measures.measure import MEASURES, Measure
from qinkang.standards.codes.population import AGE_BANDS, OPEN_END

LINE = "老龄"
FIRST = "elderly.managed_rate"
SEXES = {"1": "男", "2": "女"}
AGES = {**AGE_BANDS, "65-79": (65, 79)}


def measures() -> list[Measure]:
    """Return the measures of this line, in the order of their declaration."""
    return [one for one in MEASURES.values() if one.line == LINE]


def ages_in_words(ages: tuple[int, int]) -> str:
    """Write ages as people do: 65–69岁, 80岁及以上."""
    return f"{ages[0]}岁及以上" if ages[1] >= OPEN_END else f"{ages[0]}–{ages[1]}岁"


@dataclass(frozen=True)
class Asking:
    """One question; an address and a question are the same thing.

    Attributes:
        ages: a code of `AGES`; empty for those of the measure.
        usual: the period that stands in no address.
    """

    measure: Measure
    period: Period
    sex: str
    ages: str
    pushed_only: bool
    usual: Period

    @classmethod
    def read(cls, given: Mapping[str, Any], newest: date) -> Asking:
        """Read an address. What is not in it is usual: the first indicator, the year of the newest data.

        Raises Http404 for what cannot be asked.
        """
        usual = Period(newest.year, 1, 12)
        try:
            measure = MEASURES[given.get("measure") or FIRST]
            period = Period.parse(given["period"]) if given.get("period") else usual
        except (KeyError, ValueError):
            raise Http404 from None
        sex, ages = given.get("sex", ""), given.get("ages", "")
        if measure.line != LINE or (sex and sex not in SEXES) or (ages and ages not in AGES):
            raise Http404
        return cls(measure, period, sex, ages, given.get("pushed") == "1", usual)

    @property
    def words(self) -> dict[str, Any]:
        """The question in the words of `measures.figures` and `measures.lists`, but for scope and area."""
        return {"period": self.period, **self.narrowed}

    @property
    def narrowed(self) -> dict[str, Any]:
        """Whom it is narrowed to."""
        return {
            "sex": self.sex or None,
            "ages": AGES.get(self.ages),
            "pushed_only": self.pushed_only,
        }

    def but(self, **changes: Any) -> Asking:
        """Return the question with something changed."""
        return replace(self, **changes)

    @property
    def parts(self) -> dict[str, str]:
        """What stands in the address; the usual does not."""
        found = {
            "measure": self.measure.code if self.measure.code != FIRST else "",
            "period": str(self.period) if self.period != self.usual else "",
            "sex": self.sex,
            "ages": self.ages,
            "pushed": "1" if self.pushed_only else "",
        }
        return {name: value for name, value in found.items() if value}

    def at(self, address: str, **more: object) -> str:
        """Return an address with this question behind it."""
        query = urlencode({**self.parts, **{name: value for name, value in more.items() if value}})
        return f"{address}?{query}" if query else address
