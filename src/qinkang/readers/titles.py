"""Column titles as people vary them: which are the same, which are alike, which are opposites."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

ALIKE = 0.72  # share of characters in common: 身份证件号码/身份证号 yes, 体重/体温 (0.5) no

# Titles that differ by such a pair are nearly the same text and never the same field.
OPPOSITES = (
    ("左", "右"),
    ("收缩", "舒张"),
    ("父", "母"),
    ("男", "女"),
    ("空腹", "餐后"),
    ("高密度", "低密度"),
    ("总", "直接"),
    ("总", "间接"),
    ("直接", "间接"),
    ("开始", "结束"),
    ("入", "出"),
    ("上", "下"),
    ("本次", "下次"),
    ("户籍", "现住"),
    ("户籍", "居住"),
    ("姓名", "电话"),
    ("日期", "机构"),
    ("编码", "名称"),
    ("代码", "名称"),
    ("号", "名称"),
)
NUMERAL = re.compile(r"\d+|[一二三四五六七八九十]")  # 子女1姓名 is not 子女2姓名
BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】|〔[^〕]*〕")
UNHEARD = re.compile(r"[\s*_:：、/\\·.,，。()\[\]【】〔〕-]+")


@lru_cache(maxsize=4_096)  # every title is compared with every field
def normal_title(text: str) -> str:
    """Width, case, spaces and punctuation do not count: 收 缩 压（MMHG）* is 收缩压mmhg."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return UNHEARD.sub("", text) or text.strip()


@lru_cache(maxsize=4_096)
def bare_title(text: str) -> str:
    """Nor do units and remarks in brackets: 收缩压（mmHg） is 收缩压."""
    return normal_title(BRACKETED.sub("", unicodedata.normalize("NFKC", text)))


def likeness(title: str, known: Iterable[str], least: float = 0.0) -> float:
    """How alike a title and the nearest of the known ones are, 0 to 1; opposites and other numbers are 0.

    A title that holds the other whole, and it is half of it, is ALIKE at least (联系电话, 本人联系电话).
    Whoever asks for the `least` likeness gets 0 for what cannot reach it, ten times as fast.
    """
    return max((_likeness(bare_title(title), bare_title(other), least) for other in known), default=0.0)


@lru_cache(maxsize=4_096)
def _letters(title: str) -> frozenset[str]:
    return frozenset(title)


def _likeness(one: str, other: str, least: float) -> float:
    shorter, longer = sorted((one, other), key=len)
    common = sum(map(_letters(longer).__contains__, shorter))  # at least as many as really match
    if common < len(shorter) and 2 * common < least * (len(one) + len(other)):
        return 0.0
    for pair in OPPOSITES:
        in_one, in_other = [word for word in pair if word in one], [word for word in pair if word in other]
        if len(in_one) == len(in_other) == 1 and in_one != in_other:
            return 0.0
    if NUMERAL.findall(one) != NUMERAL.findall(other):
        return 0.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    contained = shorter in longer and len(shorter) >= max(2, len(longer) / 2)
    return max(ratio, ALIKE) if contained else ratio
