"""Surnames, compound ones too."""

from .script import INTERPUNCT, is_han

_TABLE = """
欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 宇文 长孙 司徒 司空 夏侯 轩辕
端木 百里 呼延 南宫 东郭 西门 第五 公冶 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于
闾丘 亓官 司寇 子车 颛孙 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干
东门 南门 羊舌 微生 左丘 完颜 独孤 赫连 澹台 公羊 梁丘 纳兰 歐陽 諸葛 東方 尉遲
長孫 軒轅 鍾離 獨孤 赫連 澹臺
"""
COMPOUND_SURNAMES = frozenset(_TABLE.split())


def surname(name: str) -> str | None:
    """Return the surname of a normalised Han name; None for names with · and for other scripts.

    Two characters are taken only where something of a given name is left: 欧阳 alone is 欧.
    """
    if not name or INTERPUNCT in name or not is_han(name[0]):
        return None
    return name[:2] if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else name[0]
