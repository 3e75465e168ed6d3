"""Who sends: the kinds of sending systems, and which kind is believed first about what of a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

OTHER = "other"

KINDS: Mapping[str, str] = {
    "population_registry": "人口库",
    "public_health": "基本公卫系统",
    "family_doctor": "家医签约系统",
    "elderly_work": "老龄工作管理系统",
    "civil_affairs": "民政系统",
    "insurance": "医保系统",
    "vital_records": "死因登记系统",
    "medical": "医疗机构系统",
    "statistics": "统计部门",
    OTHER: "其他系统",
}
"""Code of each kind of sending system to its name."""

TOGETHER = "|"
"""Between kinds of one tier, which are believed alike."""

UNCONFIRMED = "省级约定（默认），待确认"


@dataclass(frozen=True)
class Precedence:
    """Which kinds of system are believed about a group of values, before all others.

    Attributes:
        group: code of the values, a key of `GROUPS`.
        tiers: the best first; kinds joined by `|` are believed alike, and the newest of them speaks.
        source: where the order comes from.
    """

    group: str
    tiers: tuple[str, ...]
    source: str = UNCONFIRMED


GROUPS: Mapping[str, str] = {
    "identity": "姓名、证件号码、性别、出生日期",
    "nation": "民族",
    "registered": "户籍区划",
    "living": "居住区划、居住情况",
    "illness": "既往史疾病",
}
"""Code of each group of values to the values, as pages name them. Codes never change."""

PRECEDENCES: Mapping[str, Precedence] = {
    one.group: one
    for one in (
        Precedence("identity", ("population_registry",)),
        Precedence("nation", ("population_registry",)),
        Precedence("registered", ("population_registry",)),
        Precedence("living", ("elderly_work|public_health",)),
        Precedence("illness", ("public_health", "family_doctor")),
    )
}
"""The packaged order by group. Kinds that are not named come last, all alike, and the newest speaks."""


def kinds_of(tier: str) -> tuple[str, ...]:
    """Return the kinds of one tier."""
    return tuple(tier.split(TOGETHER))


def tiers_in_words(tiers: Sequence[str]) -> str:
    """Write which kinds go before others, the best first."""
    return "，其次".join("或".join(KINDS.get(kind, kind) for kind in kinds_of(tier)) for tier in tiers)


def in_words(one: Precedence) -> str:
    """Write an order as a reason is read: which kinds go before others, and on whose word."""
    return f"{tiers_in_words(one.tiers)}优先（{one.source}）"
