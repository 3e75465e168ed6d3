"""性别."""

from qinkang.linkage.background import Background
from qinkang.linkage.comparisons.comparison import Comparison, Places, first_of
from qinkang.linkage.identity import Identity
from qinkang.linkage.level import Level
from qinkang.linkage.people import Codes, People

SAME = Level("same", "性别一致", 0.985, 0.5, "两性各半，一致不说明多少")
DIFFERENT = Level("different", "性别不同", 0.015, 0.5, "录错性别约占百分之一二")
SEXES = ("1", "2")


def plain(a: Identity, b: Identity, _: Background) -> Level | None:
    """Compare two."""
    if a.sex not in SEXES or b.sex not in SEXES:
        return None
    return SAME if a.sex == b.sex else DIFFERENT


def columns(of: People, left: Codes, right: Codes, _: Background) -> Places:
    """Compare many."""
    a, b = of.sex[left], of.sex[right]
    return first_of((a > 0) & (b > 0), a == b)


COMPARISON = Comparison("sex", "性别", (SAME, DIFFERENT), plain, columns)
