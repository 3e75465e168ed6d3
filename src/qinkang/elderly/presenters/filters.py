"""The filters under the title of a page of figures."""

from __future__ import annotations

from dataclasses import dataclass

from qinkang.accounts.filters import Choice, Filter, choices
from qinkang.elderly.asking import AGES, SEXES, Asking, ages_in_words, measures
from qinkang.kernel.period import Period
from qinkang.measures.source import SOURCES

YEARS = 3
GROUPS = ("check_up", "contract", "person", "self_care", "living", "death")
"""Parts of the analytical file in the order in which their indicators are offered."""


@dataclass(frozen=True)
class Group:
    """Indicators that are computed from the same records."""

    title: str
    choices: tuple[Choice, ...]


def indicators(asking: Asking) -> list[Group]:
    """Return the indicators to choose among, by what they are computed from."""
    return [
        Group(
            SOURCES[name].title,
            tuple(
                Choice(one.code, one.title, one is asking.measure)
                for one in measures()
                if one.source.name == name
            ),
        )
        for name in GROUPS
    ]


def filters(asking: Asking) -> list[Filter]:
    """Return the filters under the title, but for the indicator."""
    year = asking.period.year
    last = max(asking.usual.year, year)
    periods = {str(one): one.label for one in (Period(last - back, 1, 12) for back in range(YEARS))}
    periods |= {str(one): one.label for one in (Period(year, 3 * quarter + 1, 3) for quarter in range(4))}
    periods |= {str(one): one.label for one in (Period(year, month, 1) for month in range(1, 13))}
    periods.setdefault(str(asking.period), asking.period.label)
    low = asking.measure.ages[0]
    ages = {"": f"年龄：{ages_in_words(asking.measure.ages)}"}
    ages |= {
        code: f"年龄：{ages_in_words(AGES[code])}"
        for code in ("60-64", "65-69", "70-74", "75-79", "80-84", "65-79", "80+", "90+")
        if AGES[code][0] >= low and AGES[code] != asking.measure.ages
    }
    return [
        Filter(
            "period",
            "时期",
            choices({code: f"时期：{title}" for code, title in periods.items()}, str(asking.period)),
        ),
        Filter(
            "sex",
            "性别",
            choices(
                {"": "性别：全部", **{code: f"性别：{title}" for code, title in SEXES.items()}}, asking.sex
            ),
        ),
        Filter("ages", "年龄", choices(ages, asking.ages)),
        Filter(
            "pushed",
            "口径",
            choices({"": "口径：入库", "1": "口径：推送"}, "1" if asking.pushed_only else ""),
        ),
    ]
