"""居住地: how near each other two live, by the codes of village, township and county."""

from qinkang.linkage.background import Background
from qinkang.linkage.comparisons.comparison import Comparison, Places, first_of
from qinkang.linkage.identity import Identity
from qinkang.linkage.level import Level
from qinkang.linkage.people import Codes, People

VILLAGE = Level("village", "居住地同村（社区）", 0.7, 0.0027, "一县数百村；按亲属、邻里相聚估高")
TOWNSHIP = Level("township", "居住地同乡镇（街道）", 0.12, 0.0037, "一县约十几个乡镇，全省一千三百余个")
COUNTY = Level("county", "居住地同县（市、区）", 0.08, 0.01, "全省一百零七个县级单位")
DIFFERENT = Level("different", "居住地不同县", 0.1, 0.8, "约十分之一的老人随子女异地居住或迁居")
DIGITS = ((12, VILLAGE), (9, TOWNSHIP), (6, COUNTY))


def plain(a: Identity, b: Identity, _: Background) -> Level | None:
    """Compare two."""
    one, other = a.region or "", b.region or ""
    if len(one) < 6 or len(other) < 6:
        return None
    for digits, level in DIGITS:
        if len(one) >= digits and len(other) >= digits and one[:digits] == other[:digits]:
            return level
    return DIFFERENT


def columns(of: People, left: Codes, right: Codes, _: Background) -> Places:
    """Compare many."""
    same = [(one[left] == one[right]) & (one[left] >= 0) for one in (of.village, of.township, of.county)]
    return first_of((of.county[left] >= 0) & (of.county[right] >= 0), *same)


COMPARISON = Comparison("residence", "居住地", (VILLAGE, TOWNSHIP, COUNTY, DIFFERENT), plain, columns)
