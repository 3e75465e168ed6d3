"""Defects and near misses of the day on which it happened, for any data set (K-01, C-35, C-36, C-40)."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from qinkang.sandbox.defects.defect import Effect, Row, Ways
from qinkang.sandbox.defects.health_check.dates import in_han
from qinkang.sandbox.defects.identity import number_of
from qinkang.standards.dataset import Dataset

_SPREADSHEETS_BEGIN = date(1899, 12, 30)


def spellings(day: date) -> tuple[str, ...]:
    """Other ways of writing a day, each of them certain."""
    return (
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        in_han(day),
        str((day - _SPREADSHEETS_BEGIN).days),
    )


def reborn(row: Row, field: str, years: int, days: int = 0) -> None:
    """Make the person this old on the day in the field, less some days."""
    when = row.day(field)
    day = 28 if (when.month, when.day) == (2, 29) else when.day
    born = when.replace(year=when.year - years, day=day) - timedelta(days=days)
    row.write("id_no", number_of(row, born=born))
    row.write("birth_date", born.isoformat())


def of_the_day(dataset: Dataset, *, before_birth: str = "C-36", in_the_future: str = "C-35") -> Ways:
    """Ways to write the day of this data set wrong.

    Args:
        before_birth, in_the_future: the rules that speak then.
    """
    ways, field = Ways(), dataset.happened_on
    title = dataset.columns[field].title

    @ways.breaks("K-01", Effect.REJECT, field, says=f"{title}为空")
    def undated(row: Row) -> None:
        row.write(field, "")

    @ways.breaks("K-01", Effect.REJECT, field, says=f"{title}不存在", also=("C-41",))
    def impossible(row: Row) -> None:
        row.write(field, f"{row.day(field).year}-{row.one_of('02-30', '04-31', '13-05')}")

    @ways.breaks(in_the_future, Effect.REJECT, field, says=f"{title}晚于接收日期一天以上")
    def not_yet(row: Row) -> None:
        row.write(field, str(row.sheet.last_day + np.timedelta64(row.number_between(40, 99), "D")))

    @ways.breaks(before_birth, Effect.REJECT, field, says=f"{title}早于出生日期")
    def too_early(row: Row) -> None:
        born = row.day("birth_date")
        row.write(field, born.replace(year=born.year - row.number_between(1, 9), day=1).isoformat())

    @ways.breaks("C-36", Effect.REJECT, field, "id_no", "birth_date", says=f"{title}当日不满60岁")
    def too_young(row: Row) -> None:
        reborn(row, field, row.number_between(35, 59), -1)

    @ways.breaks("C-40", Effect.REPAIR, field, says=f"{title}写法不规范", rate=0.003)
    def other_spelling(row: Row) -> None:
        row.write(field, row.one_of(*spellings(row.day(field))))

    @ways.keeps("C-36", "birth_date", "id_no", says=f"{title}当日恰满60岁")
    def exactly_sixty(row: Row) -> None:
        reborn(row, field, 60)

    return ways
