"""Code systems: which codes a coded field may hold, and what each is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from qinkang.standards.mistakes import DeclarationMistake

_TOKEN = re.compile(r"(\d+|[A-Z]\d*)(\D.*)")


@dataclass(frozen=True)
class Code:
    """One code with its label, other spellings that mean the same, and its dates of validity.

    Attributes:
        code: as stored and sent.
        label: as shown.
        synonyms: other texts that senders write for it.
        since, until: first and last day on which it may be used; open where None.
    """

    code: str
    label: str
    synonyms: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def valid(self, on: date | None) -> bool:
        """Whether the code may be used on this day; any day when `on` is None."""
        return on is None or (
            (self.since is None or self.since <= on) and (self.until is None or on <= self.until)
        )


@dataclass(frozen=True)
class CodeSystem:
    """A closed list of codes.

    Attributes:
        name: how rulebooks and senders' maps refer to it; never reused.
        title: Chinese name.
        source: the standard or form that fixes the list.
    """

    name: str
    title: str
    source: str
    codes: tuple[Code, ...]

    @cached_property
    def labels(self) -> dict[str, str]:
        """Code to label, in the order of the list."""
        return {code.code: code.label for code in self.codes}

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Every text that means exactly one code (code, zero-padded code, label, synonym) to the code.

        A spelling that would mean two codes means neither.
        """
        found: dict[str, set[str]] = {}
        for code in self.codes:
            padded = (code.code.zfill(2), code.code.lstrip("0")) if code.code.isdigit() else ()
            for text in (code.label, *code.synonyms, *padded):
                if text:
                    found.setdefault(text, set()).add(code.code)
        clear = {text: codes.pop() for text, codes in found.items() if len(codes) == 1}
        return clear | {code.code: code.code for code in self.codes}


def code_system(name: str, title: str, source: str, listed: str) -> CodeSystem:
    """Write a code system as people print it: ``"1男|男性 2女|女性"``, parted by spaces.

    Each token is code, label, and after ``|`` other spellings.

    Raises:
        DeclarationMistake: a token without code or label, or a code that stands twice.
    """
    codes = tuple(_code(name, token) for token in listed.split())
    twice = {c.code for c in codes if sum(c.code == other.code for other in codes) > 1}
    if twice:
        raise DeclarationMistake(f"代码表 {name} 中代码重复：{'、'.join(sorted(twice))}")
    return CodeSystem(name, title, source, codes)


def _code(system: str, token: str) -> Code:
    label, *synonyms = token.split("|")
    parts = _TOKEN.fullmatch(label)
    if parts is None:
        raise DeclarationMistake(f"代码表 {system} 中“{token}”缺少代码或名称")
    return Code(parts[1], parts[2], tuple(synonyms))
