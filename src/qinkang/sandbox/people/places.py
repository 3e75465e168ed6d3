"""Townships, villages and addresses: plausible, invented, with codes of twelve digits."""

import numpy as np

from qinkang.sandbox.people.counties import COUNTIES

_TOWNSHIPS_LISTED = """
城关 东关 西关 南关 北塬 柳林 石桥 双河 龙泉 太平 永乐 长宁 青山 白杨
"""
_TOWNSHIPS = _TOWNSHIPS_LISTED.split()
_VILLAGES_LISTED = """
东街 西街 南堡 北堡 上河 下河 张家庄 李家坪 王家塬 新庄 槐树湾 柳树沟 水磨 窑头 高岭 红旗 和平 团结
"""
_VILLAGES = _VILLAGES_LISTED.split()
STREETS, FIRST_TOWN = 3, 100

XIXIAN = (
    *(f"610402{town}" for town in range(103, 110)),
    *(f"610404{town}" for town in range(104, 109)),
    *(f"610116{town}" for town in range(103, 106)),
)
"""Townships of 秦都区, 渭城区 and 长安区 that 西咸新区 manages here. Invented, as all townships are: which
ones it manages in truth is for the office to enter."""


def village_codes(county: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A village for each county: streets 001 to 003 in districts, towns 100 and on, villages 200 and on."""
    count = len(county)
    township = rng.integers(0, len(_TOWNSHIPS), count)
    village = rng.integers(0, len(_VILLAGES), count)
    district = county.astype("U6").view("U1").reshape(-1, 6)[:, 4].astype(int) < 2
    street = district & (township < STREETS)
    middle = np.where(street, township + 1, township + FIRST_TOWN)
    tail = np.where(street, village + 1, village + 200)
    codes = np.char.add(county.astype("U6"), np.char.zfill(middle.astype("U3"), 3))
    return np.char.add(codes, np.char.zfill(tail.astype("U3"), 3)).astype(object)


def townships(county: str) -> list[str]:
    """The codes of all townships of a county: streets first, in districts only, then towns."""
    streets = range(1, STREETS + 1) if int(county[4]) < 2 else ()
    towns = range(FIRST_TOWN, FIRST_TOWN + len(_TOWNSHIPS))
    return [f"{county}{number:03d}" for number in (*streets, *towns)]


def township_name(code: str) -> str:
    """The invented name of a township, from the nine or more digits of its code."""
    number = int(code[6:9])
    return f"{_TOWNSHIPS[number - 1]}街道" if number < FIRST_TOWN else f"{_TOWNSHIPS[number - FIRST_TOWN]}镇"


def addresses(village: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """An address in words for each village code."""
    numbers = rng.integers(1, 90, len(village))
    found = np.empty(len(village), object)
    for row, (code, number) in enumerate(zip(village, numbers, strict=True)):
        county = COUNTIES[code[:6]]
        tail = int(code[9:])
        last = (
            f"{_VILLAGES[tail - 200]}村{number % 9 + 1}组"
            if tail >= 200
            else f"{_VILLAGES[tail - 1]}社区{number}号"
        )
        found[row] = f"{county.city}{county.name}{township_name(code)}{last}"
    return found
