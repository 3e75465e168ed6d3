"""统计期: calendar periods made of whole months: a year, a quarter, a month, or a range of months."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

WRITTEN = re.compile(r"([0-9]{4})(?:Q([1-4])|-([0-9]{2})(?:/([0-9]{4})-([0-9]{2}))?)?")
QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """`months` whole months from month `month` of `year`. Periods sort by their beginning."""

    year: int
    month: int
    months: int

    def __post_init__(self) -> None:
        if not (1 <= self.year <= 9998 and 1 <= self.month <= 12 and self.months >= 1):
            raise ValueError("统计期应为若干个完整的自然月。")

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2025`, `2025Q1`, `2025-03` or `2025-01/2025-10` (both months included).

        Raises ValueError for anything else.
        """
        found = WRITTEN.fullmatch(text)
        if not found:
            raise ValueError("统计期应写作 2025、2025Q1、2025-03 或 2025-01/2025-10。")
        year, quarter, month, last_year, last_month = (int(part) if part else 0 for part in found.groups())
        if quarter:
            return cls(year, 3 * quarter - 2, 3)
        if not found[3]:
            return cls(year, 1, 12)
        if not found[4]:
            return cls(year, month, 1)
        if not 1 <= last_month <= 12:
            raise ValueError("统计期的月份应为 01 至 12。")
        return cls(year, month, 12 * (last_year - year) + last_month - month + 1)

    def __str__(self) -> str:
        """Write the period as `parse` reads it, the shortest way."""
        if self._is_year:
            return f"{self.year:04d}"
        if self._is_quarter:
            return f"{self.year:04d}Q{self.month // 3 + 1}"
        first = f"{self.year:04d}-{self.month:02d}"
        return first if self.months == 1 else f"{first}/{self.last_day:%Y-%m}"

    @property
    def _is_year(self) -> bool:
        return (self.month, self.months) == (1, 12)

    @property
    def _is_quarter(self) -> bool:
        return self.months == 3 and self.month % 3 == 1

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return self._shifted(self.months).first_day - timedelta(days=1)

    @property
    def label(self) -> str:
        """The words of a report: 2025年, 2025年第一季度, 2025年3月, 2025年1–10月."""
        if self._is_year:
            return f"{self.year}年"
        if self._is_quarter:
            return f"{self.year}年第{QUARTERS[self.month // 3]}季度"
        last = self.last_day
        if self.months == 1:
            return f"{self.year}年{self.month}月"
        if last.year == self.year:
            return f"{self.year}年{self.month}–{last.month}月"
        return f"{self.year}年{self.month}月–{last.year}年{last.month}月"

    def contains(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    @property
    def previous(self) -> "Period":
        """The stretch of equal length just before (环比)."""
        return self._shifted(-self.months)

    @property
    def same_last_year(self) -> "Period":
        """The same months a year earlier (同比)."""
        return self._shifted(-12)

    def _shifted(self, months: int) -> "Period":
        year, month = divmod(12 * self.year + self.month - 1 + months, 12)
        return Period(year, month + 1, self.months)
