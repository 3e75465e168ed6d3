"""Names read with the wrong encoding. They look like text and are lost names."""

import re

from .script import is_han

REPLACEMENT_MARKS = ("锟斤拷", "烫烫烫", "屯屯屯")  # GBK readings of U+FFFD and of uninitialised memory
# UTF-8 bytes shown as Windows-1252: a lead byte, then what a continuation byte looks like there.
AS_LATIN = re.compile("[Â-ô][\u0080-¿ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|Ã(?![A-Za-z])")


def is_mojibake(name: str) -> bool:
    """Tell whether the name is, beyond reasonable doubt, a misread one."""
    return (
        any(mark in name for mark in REPLACEMENT_MARKS) or bool(AS_LATIN.search(name)) or _utf8_as_gbk(name)
    )


def _utf8_as_gbk(name: str) -> bool:
    """Tell UTF-8 read as GBK (张三 becomes 寮犱笁): turning it back gives nothing but Han characters."""
    try:
        intended = name.encode("gbk").decode("utf-8")
    except UnicodeError:
        return False
    return intended != name and all(is_han(character) for character in intended)


def _first_characters() -> str:
    """The characters that UTF-8 read as GBK can begin with: E4–E9, then a continuation byte."""
    pairs = (bytes((lead, trail)) for lead in range(0xE4, 0xEA) for trail in range(0x80, 0xC0))
    return "".join(pair.decode("gbk", errors="ignore") for pair in pairs)


FIRST_CHARACTERS = _first_characters()
