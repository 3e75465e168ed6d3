"""Which characters names are written in."""

import unicodedata

INTERPUNCT = "·"  # U+00B7, the one used in registers for names of minorities
INTERPUNCT_VARIANTS = ".。・•･‧．｡∙⋅●"

SIGNS = frozenset('<>=&|\\/{}~^#$%@;+_"＜＞＝＆｜／｛｝＃＄％＠；＋＿')
"""Of programs and formulas; no name has them."""


def is_han(character: str) -> bool:
    """Tell a Han character of GB 18030-2022: basic block, extensions A to I, compatibility, 〇.

    By range and not by the Unicode tables of this Python, which know no extension newer than G.
    """
    point = ord(character)
    return (
        0x4E00 <= point <= 0x9FFF
        or 0x3400 <= point <= 0x4DBF
        or 0xF900 <= point <= 0xFAFF
        or 0x20000 <= point <= 0x3FFFD
        or point == 0x3007
    )


def is_invisible(character: str) -> bool:
    """Tell control, formatting (zero-width, direction) and variation characters; not spaces."""
    point = ord(character)
    if character.isspace():
        return False
    return (
        unicodedata.category(character) in ("Cc", "Cf")
        or 0xFE00 <= point <= 0xFE0F
        or 0xE0100 <= point <= 0xE01EF
    )


def is_unreadable(character: str) -> bool:
    """Tell what stands for a lost character: ?, *, □ and other pictures, U+FFFD, private or unassigned use."""
    if is_han(character):
        return False
    return character in "?？*＊\ufffd" or unicodedata.category(character) in ("So", "Co", "Cs", "Cn")
