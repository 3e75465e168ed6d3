"""How a name sounds: syllables without tones, surnames in the reading they have as surnames."""

import os
from functools import cache

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # names are read by character; phrases load for 0.4 s

from pypinyin import Style, lazy_pinyin

from qinkang.kernel.person_name import surname

# Characters whose reading as a surname is not the usual one. Where several are in use, the one of
# Shaanxi (翟 zhai, 员 yun, 折 she, 惠 xi stays hui: both are heard).
SURNAME_READINGS = {
    "单": "shan", "解": "xie", "仇": "qiu", "查": "zha", "曾": "zeng", "区": "ou", "朴": "piao",
    "任": "ren", "华": "hua", "盖": "ge", "覃": "qin", "尉": "wei", "缪": "miao", "折": "she",
    "员": "yun", "秘": "bi", "冼": "xian", "洗": "xian", "逄": "pang", "乜": "nie", "种": "chong",
    "重": "chong", "召": "shao", "祭": "zhai", "翟": "zhai", "宓": "mi", "郗": "xi", "牟": "mu",
    "隗": "wei", "谌": "chen", "车": "che", "句": "gou", "燕": "yan", "应": "ying", "宁": "ning",
    "都": "du", "过": "guo", "干": "gan", "晟": "cheng", "褚": "chu", "卜": "bu", "幺": "yao",
    "黑": "he", "繁": "po", "能": "nai", "俞": "yu", "令": "ling", "纪": "ji", "占": "zhan",
    "尉迟": "yu chi", "长孙": "zhang sun", "单于": "chan yu", "令狐": "ling hu", "澹台": "tan tai",
    "宰父": "zai fu", "夹谷": "jia gu", "鲜于": "xian yu", "乐正": "yue zheng", "亓官": "qi guan",
}  # fmt: skip


@cache
def syllable(character: str) -> str:
    """Return the usual reading of one character; what is no Han character stays as it is."""
    return lazy_pinyin(character, style=Style.NORMAL, v_to_u=False)[0]


@cache
def surname_sound(family: str) -> str:
    """Return the reading of a surname."""
    return SURNAME_READINGS.get(family) or " ".join(map(syllable, family))


def sound(name_key: str) -> str:
    """Return the syllables of a name folded by `comparison_key`."""
    family = surname(name_key) or ""
    given = " ".join(syllable(character) for character in name_key[len(family) :])
    return f"{surname_sound(family)} {given}" if family else given
