"""电话: old people give the phone of a son, a neighbour, the village doctor."""

import numpy as np

from qinkang.linkage.background import Background
from qinkang.linkage.comparisons.comparison import Comparison, Places, first_of
from qinkang.linkage.identity import Identity
from qinkang.linkage.level import Level
from qinkang.linkage.people import Codes, People

SAME = Level("same", "电话一致", 0.5, 0.03, "家庭共用电话常见，不同的人相同的概率按同户计，因此分量很轻")
SHARED = Level("shared", "电话一致，但多人共用", 0.1, 0.1, "六人以上使用的号码是单位或村组电话，不说明什么")
DIFFERENT = Level("different", "电话不同", 0.4, 0.87, "换号、另留家人电话都常见")


def plain(a: Identity, b: Identity, background: Background) -> Level | None:
    """Compare two."""
    if not a.phone or not b.phone:
        return None
    if a.phone != b.phone:
        return DIFFERENT
    return SHARED if background.is_shared(a.phone) else SAME


def columns(of: People, left: Codes, right: Codes, background: Background) -> Places:
    """Compare many."""
    shared = np.array([background.is_shared(phone) for phone in of.phones] + [False], dtype=bool)
    empty = np.array([not phone for phone in of.phones] + [True], dtype=bool)
    a, b = of.phone[left], of.phone[right]
    return first_of(~empty[a] & ~empty[b], (a == b) & ~shared[a], a == b)


COMPARISON = Comparison("phone", "联系电话", (SAME, SHARED, DIFFERENT), plain, columns)
