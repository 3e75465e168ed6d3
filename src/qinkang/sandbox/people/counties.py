"""The 107 counties of Shaanxi with their share of older residents, and the codes older ID numbers carry.

Cities' numbers of people aged 60 and over are those of the 2020 census as far as published (宝鸡, 渭南,
延安, 汉中), else modelled so that the province has 19.20 %. County populations divide a city and are
published for 渭南, 宝塔, 黄龙, 米脂, 高陵 and 印台; the others are rounded placeholders. None of it may
be printed as a statistic.
"""

from dataclasses import dataclass
from datetime import date

from qinkang.kernel.area import AreaBook

PROVINCE_60_PLUS_2024 = 8_870_000  # 22.44 % of 39.53 million residents

# city: telephone area code, people aged 60+ (杨凌 is counted apart from 咸阳)
_CITIES = {
    "6101": ("029", 2_075_056),
    "6102": ("0919", 157_122),
    "6103": ("0917", 752_731),
    "6104": ("029", 855_326),
    "6105": ("0913", 1_073_801),
    "6106": ("0911", 355_435),
    "6107": ("0916", 780_706),
    "6108": ("0912", 623_457),
    "6109": ("0915", 496_194),
    "6110": ("0914", 383_751),
}
_YANGLING = ("610403", 36_050)

# code and residents in thousands; within a city only the proportions matter
_RESIDENTS = """
610102 645  610103 756  610104 1019  610111 900  610112 1400  610113 1900  610114 284  610115 676
610116 1500  610117 417  610118 560  610122 492  610124 504
610202 180  610203 134  610204 300  610222 84
610302 500  610303 520  610304 440  610305 377  610323 364  610324 331  610326 254  610327 208
610328 104  610329 63  610330 76  610331 37
610402 560  610403 254  610404 420  610422 360  610423 380  610424 430  610425 360  610426 150
610428 140  610429 200  610430 140  610431 330  610481 500  610482 290
610502 920  610503 269  610522 125  610523 593  610524 361  610525 304  610526 663  610527 224
610528 642  610581 383  610582 205
610602 641  610603 180  610621 110  610622 130  610625 150  610626 150  610627 80  610628 140
610629 200  610630 110  610631 41  610632 120  610681 200
610702 600  610703 460  610722 430  610723 350  610724 320  610725 360  610726 260  610727 170
610728 210  610729 35  610730 27
610802 960  610803 280  610822 240  610824 390  610825 320  610826 260  610827 141  610828 120
610829 57  610830 110  610831 150  610881 570
610902 890  610921 240  610922 150  610923 60  610924 260  610925 140  610926 180  610927 45
610929 160  610981 370
611002 470  611021 370  611022 230  611023 190  611024 340  611025 240  611026 130
"""

_ELSEWHERE_LISTED = "410122 410323 411322 510722 420321 420322 622621 142724 110108 310104"
ELSEWHERE = tuple(_ELSEWHERE_LISTED.split())
"""Counties of other provinces in which some residents were first registered."""

_FIRST_ISSUE = date(1985, 6, 1)
"""When ID numbers were first given: prefectures 6121 to 6127, counties since turned into districts."""


@dataclass(frozen=True)
class County:
    """One county-level unit as it is today.

    Attributes:
        code, name: GB/T 2260.
        city: name of its city.
        dialling: telephone area code with the leading 0.
        share: its part of the province's people aged 60 and over; all shares add up to 1.
        first_issued: the first six digits of ID numbers given to those born here.
    """

    code: str
    name: str
    city: str
    dialling: str
    share: float
    first_issued: str


def _all() -> dict[str, County]:
    book = AreaBook.packaged()
    first_issued = {book.resolve(code, _FIRST_ISSUE): code for code in book.counties(_FIRST_ISSUE)}
    words = _RESIDENTS.split()
    residents = dict(zip(words[::2], map(float, words[1::2]), strict=True))
    of_city = {
        city: sum(size for code, size in residents.items() if code[:4] == city and code != _YANGLING[0])
        for city in _CITIES
    }
    province = sum(older for _, older in _CITIES.values()) + _YANGLING[1]
    found = {}
    for code, size in residents.items():
        dialling, older = _CITIES[code[:4]]
        here = _YANGLING[1] if code == _YANGLING[0] else older * size / of_city[code[:4]]
        found[code] = County(
            code=code,
            name=book.name(code) or code,
            city=book.name(f"{code[:4]}00") or code,
            dialling=dialling,
            share=here / province,
            first_issued=first_issued.get(code, code),
        )
    return found


COUNTIES: dict[str, County] = _all()
