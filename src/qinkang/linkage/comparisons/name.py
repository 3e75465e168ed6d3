"""姓名."""

import numpy as np

from qinkang.linkage.background import USUAL, Background
from qinkang.linkage.comparisons.comparison import Comparison, Places, first_of
from qinkang.linkage.identity import Identity
from qinkang.linkage.level import Level
from qinkang.linkage.people import Codes, People

SAME = Level("same", "姓名一致", 0.955, USUAL, "按姓名在本省出现的多少加减", by_frequency=True)
VARIANT = Level(
    "variant", "姓名仅异体字不同", 0.01, USUAL / 50, "繁简、异体是同一个名字的两种写法", by_frequency=True
)
PART = Level("part", "少数民族姓名，一方未写父名", 0.003, 1e-5, "只写本名是各系统字段长度不够时的常见做法")
LOOKALIKE = Level("lookalike", "姓名仅形近字不同", 0.006, 1e-4, "手写、扫描件录入时认错的字")
SOUND = Level("sound", "姓名读音相同", 0.012, 3e-4, "听写录入的同音字；同名同姓之外还有同音，故比一致轻得多")
ONE_CHARACTER = Level(
    "one_character", "姓名一字之差", 0.01, 0.64, "双胞胎、同辈兄弟姐妹多半一字之差，不能当作相同的证据"
)
DIFFERENT = Level("different", "姓名不同", 0.004, 0.99, "改名、用小名的极少")


def plain(a: Identity, b: Identity, _: Background) -> Level | None:
    """Compare two."""
    if a.name_key is None or b.name_key is None:
        return None
    if a.read_name == b.read_name:
        return SAME
    if a.name_key == b.name_key:
        return VARIANT
    if a.has_parts != b.has_parts and a.own_part == b.own_part:
        return PART
    if a.name_shape == b.name_shape:
        return LOOKALIKE
    if a.name_sound == b.name_sound:
        return SOUND
    return ONE_CHARACTER if one_slip(a.name_key, b.name_key) else DIFFERENT


def one_slip(one: str, other: str) -> bool:
    """Tell whether one character replaced, added or left out makes one text of the other."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    for place, character in enumerate(long):
        if place == len(short) or short[place] != character:
            rest = short[place + 1 :] if len(short) == len(long) else short[place:]
            return long[place + 1 :] == rest
    return False


def columns(of: People, left: Codes, right: Codes, _: Background) -> Places:
    """Compare many."""
    key, other_key = of.key[left], of.key[right]
    part = (of.has_parts[left] != of.has_parts[right]) & (of.own_part[left] == of.own_part[right])
    before = (
        of.name[left] == of.name[right],
        key == other_key,
        part,
        of.shape[left] == of.shape[right],
        of.sound[left] == of.sound[right],
    )
    open_pairs = np.flatnonzero(~np.logical_or.reduce(before))  # letters are looked at only for these
    slip = np.zeros(len(left), dtype=bool)
    slip[open_pairs] = _one_slip(of, left[open_pairs], right[open_pairs])
    return first_of((key >= 0) & (other_key >= 0), *before, slip)


def _one_slip(of: People, left: Codes, right: Codes) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Common beginning and common end leave at most one character of the longer name."""
    one, other = of.length[left], of.length[right]
    shorter = np.minimum(one, other)
    ends = [
        np.minimum(_agreeing(letters[left], letters[right]), shorter)
        for letters in (of.letters, of.letters_back)
    ]
    longer = np.maximum(one, other)
    found: np.ndarray[tuple[int], np.dtype[np.bool_]] = (longer - shorter <= 1) & (
        ends[0] + ends[1] >= longer - 1
    )
    return found


def _agreeing(
    one: np.ndarray[tuple[int, int], np.dtype[np.uint32]],
    other: np.ndarray[tuple[int, int], np.dtype[np.uint32]],
) -> Codes:
    """Return how many leading characters agree."""
    differs = one != other
    found: Codes = np.where(differs.any(axis=1), differs.argmax(axis=1), one.shape[1]).astype(np.int64)
    return found


COMPARISON = Comparison(
    "name", "姓名", (SAME, VARIANT, PART, LOOKALIKE, SOUND, ONE_CHARACTER, DIFFERENT), plain, columns
)
