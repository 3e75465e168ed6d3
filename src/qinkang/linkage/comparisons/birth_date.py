"""出生日期."""

import numpy as np

from qinkang.linkage.background import Background
from qinkang.linkage.comparisons.comparison import Comparison, Places, first_of
from qinkang.linkage.identity import Identity
from qinkang.linkage.level import Level
from qinkang.linkage.people import Codes, People

SAME = Level("same", "出生日期一致", 0.95, 0.00011, "六十岁以上约九千个可能的日子")
SWAPPED = Level("swapped", "出生日期月日颠倒", 0.003, 0.0001, "手工录入的常见错误")
NEXT_DAY = Level("next_day", "出生日期相差一天", 0.004, 0.0003, "录入或时区换算之差")
OTHER_YEAR = Level("other_year", "出生日期同月同日不同年", 0.012, 0.0027, "虚岁推算、错一位年份")
SAME_MONTH = Level("same_month", "出生日期同年同月", 0.013, 0.0033, "日不详时多填1日或15日")
DIFFERENT = Level("different", "出生日期不同", 0.018, 0.99, "含阴历阳历之差、改过的户籍日期")


def plain(a: Identity, b: Identity, _: Background) -> Level | None:
    """Compare two."""
    one, other = a.birth_date, b.birth_date
    if one is None or other is None:
        return None
    if one == other:
        return SAME
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return SWAPPED
    if abs((one - other).days) == 1:
        return NEXT_DAY
    if (one.month, one.day) == (other.month, other.day):
        return OTHER_YEAR
    return SAME_MONTH if (one.year, one.month) == (other.year, other.month) else DIFFERENT


def columns(of: People, left: Codes, right: Codes, _: Background) -> Places:
    """Compare many."""
    a, b = of.ordinal[left], of.ordinal[right]
    year = of.year[left] == of.year[right]
    month = of.month[left] == of.month[right]
    day = of.day[left] == of.day[right]
    crossed = (of.month[left] == of.day[right]) & (of.day[left] == of.month[right])
    return first_of(
        (a >= 0) & (b >= 0), a == b, year & crossed, np.abs(a - b) == 1, month & day, year & month
    )


COMPARISON = Comparison(
    "birth_date", "出生日期", (SAME, SWAPPED, NEXT_DAY, OTHER_YEAR, SAME_MONTH, DIFFERENT), plain, columns
)
