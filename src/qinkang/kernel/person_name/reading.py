"""One name as a source wrote it, read: normalised, freed of notes, judged."""

import re
from dataclasses import dataclass
from enum import StrEnum

from .mojibake import is_mojibake
from .script import INTERPUNCT, INTERPUNCT_VARIANTS, SIGNS, is_han, is_invisible, is_unreadable

SHORTEST, LONGEST = 2, 30  # C-20, in characters


class Problem(StrEnum):
    """Why a name cannot be used. A name has at most one: the first that applies, in this order."""

    GARBLED = "garbled"  # C-19: □, ?, *, U+FFFD, private-use characters, mojibake
    PLACEHOLDER = "placeholder"  # C-20: 测试, 无名, 某某, 户主, somebody's 之母/之子 …
    DIGITS = "digits"  # C-20
    SIGNS = "signs"  # C-20: =1+1, <b>, 张三/李四
    TOO_SHORT = "too_short"  # C-20: fewer than 2 characters
    TOO_LONG = "too_long"  # C-20: more than 30


class Repair(StrEnum):
    """What was changed; the caller keeps the original."""

    INVISIBLE = "invisible"  # C-17: control and zero-width characters dropped
    NOTE = "note"  # C-21: (大), (已故) and the like taken off the end
    SPACES = "spaces"  # C-17: none beside Han characters, single ones in Latin names
    WIDTH = "width"  # full-width Latin letters made half-width
    INTERPUNCT = "interpunct"  # C-18: . 。 ・ • and others became ·


@dataclass(frozen=True, slots=True)
class Reading:
    """`deceased_note`: the name field said 已故; it is a hint for C-45, not a death."""

    name: str
    problem: Problem | None
    repairs: tuple[Repair, ...] = ()
    deceased_note: bool = False


ROLE_WORDS = ("测试", "无名", "某某", "户主", "不详", "未知", "新生儿", "无姓名")
PLACEHOLDER = re.compile(
    "|".join(ROLE_WORDS)
    + "|之[母父子女妻夫]$|^(?:无|暂无|没有|姓名|本人|未取名|.某|某.?)$|^(?i:null|none|nan|test)$"
)
BRACKETS = r"[（(\[【〔［][^（(\[【〔［）)\]】〕］]*[）)\]】〕］]?"
NOTE = re.compile(rf"(?:\s*(?:{BRACKETS}|已故))+\s*$")
DECEASED = re.compile(
    r"已故|亡故|病故|[（(\[【〔［]\s*[故亡殁]\s*(?:$|[）)\]】〕］])|死亡|去世|过世|已亡|已死|已殁"
)
HALF_WIDTH = {
    **{code: code - 0xFEE0 for code in range(ord("Ａ"), ord("Ｚ") + 1)},
    **{code: code - 0xFEE0 for code in range(ord("ａ"), ord("ｚ") + 1)},
}


def read(raw: str) -> Reading:
    """Read one name. Rare characters are kept; nothing is folded (see `comparison_key`).

    Mojibake stays as it was written: repairing it would only lose the way back.
    """
    if is_mojibake(raw):
        return Reading(raw, Problem.GARBLED)
    repairs: list[Repair] = []
    name = _after(repairs, Repair.INVISIBLE, raw, "".join(c for c in raw if not is_invisible(c)))
    without_note = NOTE.sub("", name)
    deceased = bool(DECEASED.search(name[len(without_note) :]))
    name = _after(repairs, Repair.NOTE, name, without_note)
    name = _after(repairs, Repair.SPACES, name, _spaced(name))
    name = _after(repairs, Repair.WIDTH, name, name.translate(HALF_WIDTH))
    name = _after(repairs, Repair.INTERPUNCT, name, _interpuncted(name))
    return Reading(name, _problem(name), tuple(repairs), deceased)


def _after(repairs: list[Repair], repair: Repair, before: str, after: str) -> str:
    if after != before:
        repairs.append(repair)
    return after


def _spaced(name: str) -> str:
    """Drop spaces that have a Han character or an interpunct on either side; collapse the others."""
    words = name.split()
    if not words:
        return ""
    joined = words[0]
    for word in words[1:]:
        beside = joined[-1] + word[0]
        joined += word if _hangs_together(beside) else " " + word
    return joined


def _hangs_together(beside: str) -> bool:
    has_han = any(is_han(c) for c in beside)
    return has_han and all(is_han(c) or c == INTERPUNCT or c in INTERPUNCT_VARIANTS for c in beside)


def _interpuncted(name: str) -> str:
    """Write · between letters. A full stop between two Latin letters stays (J.R. Smith)."""
    characters = list(name)
    for i in range(1, len(name) - 1):
        before, after = name[i - 1], name[i + 1]
        if name[i] in INTERPUNCT_VARIANTS and before.isalpha() and after.isalpha():
            latin = not (is_han(before) or is_han(after))
            characters[i] = name[i] if latin and name[i] in ".．" else INTERPUNCT
    return "".join(characters)


def _problem(name: str) -> Problem | None:
    if any(is_unreadable(c) for c in name) or is_mojibake(name):
        return Problem.GARBLED
    if PLACEHOLDER.search(name):
        return Problem.PLACEHOLDER
    if any(c.isdigit() for c in name):
        return Problem.DIGITS
    if not SIGNS.isdisjoint(name):
        return Problem.SIGNS
    if len(name) < SHORTEST:
        return Problem.TOO_SHORT
    return Problem.TOO_LONG if len(name) > LONGEST else None
