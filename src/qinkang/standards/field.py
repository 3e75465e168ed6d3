"""The kinds of field a data set is made of.

A field says what stands in one column: its Chinese title, the headers real senders use for it, its
clause, unit, range, codes, privacy, and from which edition to which it exists. It holds no logic
about reading or judging; the cleansing does that, from what is said here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import ClassVar

import pyarrow as pa

from qinkang.standards.codes import CodeSystem
from qinkang.standards.mistakes import DeclarationMistake
from qinkang.standards.privacy import Privacy

SEPARATORS = re.compile(r"[,，、;；|｜/\s]+")  # what senders put between several choices


class Need(Enum):
    """Whether a value must be there."""

    KEY = "关键项"  # without it the row says nothing about anybody: it is rejected
    MANDATORY = "必填"
    CONDITIONAL = "条件必填"  # a rule says when
    OPTIONAL = "选填"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Outside `hard` a value cannot be true and is blanked; outside `soft` it is flagged.

    Attributes:
        rule: the code under which findings cite these limits (`rule` for hard, `ruleW` for soft).
        hard, soft: lowest and highest value, both allowed, in the field's unit.
    """

    rule: str
    hard: tuple[float, float]
    soft: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class Field:
    """What every kind of field says. Declarations use one of the kinds below.

    Attributes:
        title: Chinese name, as printed on the form.
        aliases: other headers that senders write for it.
        need: whether a value must be there.
        privacy: how closely it is guarded.
        clause: where the standard speaks of it.
        since, until: first and last edition of the data set that has it; None is open.
        detail: title of the free text that completes it (the form's "其他____"); the data set then
            also has the field `<name>_other`.
        by_name: whether a column is only taken for it that bears its title or an alias, never one whose
            title is merely like it or whose values could be its. So it is with what says which record a row
            is and what is done to it: a running number is no version.
        name: English name, given by the data set.
    """

    title: str = field(kw_only=False)
    aliases: tuple[str, ...] = ()
    need: Need = Need.OPTIONAL
    privacy: Privacy = Privacy.HEALTH
    clause: str = ""
    since: str | None = None
    until: str | None = None
    detail: str | None = None
    by_name: bool = False
    name: str = ""

    arrow: ClassVar[pa.DataType] = pa.string()

    @property
    def required(self) -> bool:
        """Whether a missing value is worth a finding on its own."""
        return self.need in (Need.KEY, Need.MANDATORY)

    @property
    def key(self) -> bool:
        """Whether a row without it is rejected."""
        return self.need is Need.KEY

    def fits(self, value: str) -> bool:
        """Whether this text looks like a value of the field: evidence for mapping, no verdict."""
        return bool(value)


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """Free text of at most `longest` characters.

    Attributes:
        means: texts that say something here although elsewhere they stand for nothing, such as the
            minus sign of a negative urine test.
    """

    longest: int = 200
    means: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """A measured or counted number.

    Attributes:
        unit: the unit of the stored value, "" for a count or a score.
        decimals: digits kept after the point; 0 for whole numbers.
        limits: what the value may be.
        units: other spellings of the unit that may stand behind the number.
        confused_with: units in which senders sometimes give it instead. The fact `<name>_unit`
            then tells which unit stood in the cell, if any did.
        header_tells_unit: whether the unit in a column's header is believed for cells without one.
            Not for lengths and pressures: a header that says cm over heights in metres is common.
    """

    unit: str = ""
    decimals: int = 0
    limits: Limits | None = None
    units: tuple[str, ...] = ()
    confused_with: tuple[str, ...] = ()
    header_tells_unit: bool = False

    arrow: ClassVar[pa.DataType] = pa.float64()

    def fits(self, value: str) -> bool:
        """A plain number, within the hard limits where there are any."""
        try:
            number = float(value)
        except ValueError:
            return False
        return self.limits is None or self.limits.hard[0] <= number <= self.limits.hard[1]


@dataclass(frozen=True, kw_only=True)
class Day(Field):
    """A calendar day in Asia/Shanghai."""

    arrow: ClassVar[pa.DataType] = pa.date32()

    _SHAPE: ClassVar[re.Pattern[str]] = re.compile(
        r"(19|20)\d\d([-/.年]\d{1,2}[-/.月]\d{1,2}日?|[01]\d[0-3]\d)([ T].*)?"
    )

    def fits(self, value: str) -> bool:
        """A year, month and day in one of the usual spellings."""
        return self._SHAPE.fullmatch(value) is not None


@dataclass(frozen=True, kw_only=True)
class Month(Field):
    """A year and month, stored as the month's first day."""

    arrow: ClassVar[pa.DataType] = pa.date32()

    def fits(self, value: str) -> bool:
        """A year and a month in one of the usual spellings."""
        return re.fullmatch(r"(19|20)\d\d[-/.年]?\d{1,2}月?([-/.]?\d{1,2}日?)?", value) is not None


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One code of a closed list."""

    codes: CodeSystem = field(kw_only=False)

    def fits(self, value: str) -> bool:
        """A code or a label of the list."""
        return value in self.codes.spellings


@dataclass(frozen=True, kw_only=True)
class Choices(Field):
    """Several codes of a closed list, stored in the order of the list.

    Attributes:
        none: the code that means "none of these" and therefore stands alone.
    """

    codes: CodeSystem = field(kw_only=False)
    none: str | None = None

    arrow: ClassVar[pa.DataType] = pa.list_(pa.string())

    def __post_init__(self) -> None:
        if self.none is not None and self.none not in self.codes.labels:
            raise DeclarationMistake(f"字段“{self.title}”：代码表中没有 {self.none}")

    def fits(self, value: str) -> bool:
        """Codes or labels of the list, parted by any usual separator."""
        return all(part in self.codes.spellings for part in SEPARATORS.split(value))


@dataclass(frozen=True, kw_only=True)
class PersonName(Field):
    """A person's name as written on the document."""

    privacy: Privacy = Privacy.IDENTITY

    def fits(self, value: str) -> bool:
        """Two to four Han characters, or parts joined by an interpunct."""
        return re.fullmatch(r"[㐀-鿿]{2,4}|[㐀-鿿]{1,10}([·.．•・][㐀-鿿]{1,10})+", value) is not None


@dataclass(frozen=True, kw_only=True)
class DocumentNumber(Field):
    """The number of a person's identity document; for a citizen the 18 characters of GB 11643."""

    privacy: Privacy = Privacy.IDENTITY

    def fits(self, value: str) -> bool:
        """Fifteen digits, or seventeen and a check character."""
        return re.fullmatch(r"\d{15}|\d{17}[\dXx]", value.strip()) is not None


@dataclass(frozen=True, kw_only=True)
class Telephone(Field):
    """A mobile or landline number."""

    privacy: Privacy = Privacy.IDENTITY

    def fits(self, value: str) -> bool:
        """A mobile number or a landline with its area code."""
        return re.fullmatch(r"(\+?86)?1[3-9]\d{9}|0\d{2,3}-?\d{7,8}", value) is not None


@dataclass(frozen=True, kw_only=True)
class Address(Text):
    """An address in words."""

    privacy: Privacy = Privacy.IDENTITY

    def fits(self, value: str) -> bool:
        """Words that name an area and a place in it."""
        return re.search(r"[省市区县镇乡街道村路号组]", value) is not None and len(value) >= 6


@dataclass(frozen=True, kw_only=True)
class CreditCode(Field):
    """The unified social credit code of an organisation (GB 32100-2015)."""

    privacy: Privacy = Privacy.OPEN

    def fits(self, value: str) -> bool:
        """Eighteen characters of the code's alphabet."""
        return re.fullmatch(r"[0-9A-HJ-NP-RT-UW-Y]{18}", value) is not None


@dataclass(frozen=True, kw_only=True)
class AreaCode(Field):
    """A statutory area of GB/T 2260: county (6 digits), township (9) or village (12)."""

    privacy: Privacy = Privacy.PERSONAL

    def fits(self, value: str) -> bool:
        """Six, nine or twelve digits beginning with a province."""
        return re.fullmatch(r"[1-8]\d{5}(\d{3}|\d{6})?", value) is not None
