"""证件号码: the only thing that makes two sightings one person.

A sound number differs from every other sound one in more than one slip (that is what the check
character is for), so near misses count only where one of the two fails its check. Numbers of twins
differ in the sequence and the check; both sound, they are two numbers.
"""

import numpy as np

from qinkang.linkage.background import Background
from qinkang.linkage.comparisons.comparison import Comparison, Places, first_of
from qinkang.linkage.identity import CITIZEN_ID, Identity, Soundness
from qinkang.linkage.level import Level
from qinkang.linkage.people import Codes, People

SAME = Level("same", "证件号码一致", 0.9093, 1e-8, "号码有效且相同；冒用、借用极少")
FIFTEEN = Level("fifteen", "证件号码一致（15位对应18位）", 0.03, 5e-10, "一代证号码补世纪和校验位后相同")
SAME_BROKEN = Level("same_broken", "证件号码相同，但校验不通过", 0.008, 1e-6, "同一处错误被抄写下来")
SWAPPED = Level(
    "swapped", "证件号码相邻两位颠倒", 0.008, 2e-6, "一方校验不通过，颠倒后即为另一方（C-06、C-14）"
)
ONE_DIGIT = Level(
    "one_digit", "证件号码一位不同", 0.014, 4e-6, "一方校验不通过，改一位即为另一方（C-06、C-14）"
)
APART = Level(
    "apart", "证件号码不同（至少一方无效，或为换领的其他证件）", 0.03, 0.24, "号码本身不可靠，只轻微反对"
)
TWO_NUMBERS = Level(
    "two_numbers", "两个有效的证件号码，不同", 0.0007, 0.76, "一人两号只见于重复户籍、错误升位"
)


def plain(a: Identity, b: Identity, _: Background) -> Level | None:
    """Compare two."""
    one, other = a.read_number, b.read_number
    if one is None or other is None or a.kind != b.kind:
        return None
    both_sound = a.soundness == b.soundness == Soundness.SOUND
    if one == other:
        if not both_sound:
            return SAME_BROKEN
        return FIFTEEN if a.was_fifteen != b.was_fifteen else SAME
    if a.kind != CITIZEN_ID:
        return APART
    if both_sound:
        return TWO_NUMBERS
    differing = [place for place in range(18) if one[place] != other[place]]
    if len(differing) == 1:
        return ONE_DIGIT
    if len(differing) == 2:
        first, second = differing
        if second == first + 1 and one[first] == other[second] and one[second] == other[first]:
            return SWAPPED
    return APART


def columns(of: People, left: Codes, right: Codes, _: Background) -> Places:
    """Compare many."""
    known = (of.soundness[left] > 0) & (of.soundness[right] > 0) & (of.kind[left] == of.kind[right])
    same = of.number[left] == of.number[right]
    both_sound = (of.soundness[left] == Soundness.SOUND) & (of.soundness[right] == Soundness.SOUND)
    citizens = of.digits[left, 0] > 0  # only citizen numbers have a matrix row, see `people`
    near = np.flatnonzero(known & ~same & ~both_sound)
    swapped, one_digit = np.zeros(len(left), dtype=bool), np.zeros(len(left), dtype=bool)
    a, b = of.digits[left[near]], of.digits[right[near]]
    differs = a != b
    count = differs.sum(axis=1)
    first = np.minimum(differs.argmax(axis=1), 16)
    rows = np.arange(len(near))
    crossed = (a[rows, first] == b[rows, first + 1]) & (a[rows, first + 1] == b[rows, first])
    swapped[near] = (count == 2) & differs[rows, first + 1] & crossed
    one_digit[near] = count == 1
    fifteen = of.fifteen[left] != of.fifteen[right]
    return first_of(
        known,
        same & both_sound & ~fifteen,
        same & both_sound,
        same,
        swapped,
        one_digit,
        ~both_sound | ~citizens,
    )


COMPARISON = Comparison(
    "number",
    "证件号码",
    (SAME, FIFTEEN, SAME_BROKEN, SWAPPED, ONE_DIGIT, APART, TWO_NUMBERS),
    plain,
    columns,
)
