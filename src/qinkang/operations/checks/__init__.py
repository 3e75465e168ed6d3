"""What can go wrong unseen, each looked at by one function that says how it stands.

A check answers in words for the person on duty: what is so, and what to do. It shows counts and times,
never anything about a person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How something stands; the colours of a state."""

    GOOD = "good"
    WAIT = "wait"
    BAD = "bad"


WORDS = {Tone.GOOD: "正常", Tone.WAIT: "注意", Tone.BAD: "异常"}


@dataclass(frozen=True)
class Check:
    """How one thing stands.

    Attributes:
        title: what was looked at.
        tone: how it stands.
        says: what is so.
        remedy: what to do; "" where all is well.
    """

    title: str
    tone: Tone
    says: str
    remedy: str = ""

    @property
    def word(self) -> str:
        """The state in a word."""
        return WORDS[self.tone]


def all_checks() -> list[Check]:
    """Look at everything, in the order of the path of data. One that breaks is itself a bad sign."""
    from qinkang.operations.checks import batches, deliveries, figures, house, machine

    looked: list[Check] = []
    for title, look in (
        ("数据库", machine.database),
        ("磁盘空间", machine.disk),
        ("后台任务", machine.workers),
        ("批次入库", batches.taken_in),
        ("待处理批次", batches.set_aside),
        ("对外报送", deliveries.deliveries),
        ("统计数据", figures.figures),
        ("密钥", house.keys),
        ("备份", house.backups),
        ("工作日历", house.calendar),
    ):
        looked += _looked_at(title, look)
    return looked


def _looked_at(title: str, look: Callable[[], Check | list[Check]]) -> list[Check]:
    from django.db import Error

    from qinkang.mistake import Mistake

    try:
        came = look()
    except Mistake as mistake:
        return [Check(title, Tone.BAD, str(mistake), "按提示处理。")]
    except Error:
        return [Check(title, Tone.BAD, "查询数据库时出错。", "请查看运行日志。")]
    return came if isinstance(came, list) else [came]


def age(seconds: float) -> str:
    """Say how long ago something was."""
    minutes = int(seconds // 60)
    if minutes < 1:
        return "不到1分钟"
    if minutes < 120:
        return f"{minutes}分钟"
    hours = minutes // 60
    return f"{hours}小时" if hours < 48 else f"{hours // 24}天"
