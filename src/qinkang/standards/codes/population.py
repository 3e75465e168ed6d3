"""Code systems of population figures that come from outside."""

from __future__ import annotations

from qinkang.standards.codes import Code, CodeSystem, code_system

OPEN_END = 150
"""Stands for "and older" where an age must be a number; nobody has reached it."""

POPULATION_SEX = code_system(
    "population_sex", "人口性别", "省级交换约定（默认）", "0合计|总计|不分性别 1男性|男 2女性|女"
)
POPULATION_SOURCE = code_system(
    "population_source",
    "人口数来源",
    "省级交换约定（默认）",
    "1统计局常住人口|统计局|统计局常住|常住人口抽样 2公安户籍人口|公安户籍|户籍 3公卫建档人口|公卫建档|建档 4人口普查|普查",
)


def _band(first: int, last: int) -> Code:
    """Five years of age, `60-64`, or all from an age on, `65+`."""
    if last == OPEN_END:
        return Code(
            f"{first}+",
            f"{first}岁及以上",
            (f"{first}岁以上", f"≥{first}岁", f"{first}岁+", f"{first}岁及以上人口"),
        )
    spellings = (f"{first}{dash}{last}{unit}" for dash in "-–—~～至" for unit in ("岁", ""))
    return Code(f"{first}-{last}", f"{first}–{last}岁", tuple(spellings))


AGE_BANDS: dict[str, tuple[int, int]] = {
    **{f"{first}-{first + 4}": (first, first + 4) for first in range(60, 100, 5)},
    **{f"{first}+": (first, OPEN_END) for first in range(60, 105, 5)},
}
"""Code of each age band to its first and last year of age. Bands of five years never overlap; those with
an open end are sums."""

AGE_BAND = CodeSystem(
    "age_band", "年龄组", "省级交换约定（默认）", tuple(_band(*ages) for ages in AGE_BANDS.values())
)
