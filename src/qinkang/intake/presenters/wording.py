"""How counts, sizes and states are written on the pages of receiving."""

from __future__ import annotations

from datetime import datetime

from qinkang.accounts.models import Line
from qinkang.cleansing.effect import SEVERITY_IN_WORDS
from qinkang.intake.models import State
from qinkang.kernel import clock
from qinkang.standards.dataset import DATASETS

STATE_TONES = {
    State.STORED: "good",
    State.LANDED: "wait",
    State.UNMAPPED: "wait",
    State.UNREADABLE: "bad",
    State.STUCK: "bad",
    State.WITHDRAWN: "",
}
SEVERITY_TONES = {"reject": "bad", "hold": "wait", "correct": "", "flag": ""}
SETTLED, SETTLED_IN_WORDS = "settled", "已核实"
"""How a finding that two people have found right all the same was dealt with: in an address, in words."""
COUNTS = ("行数", "接收", "自动修正", "提示", "存疑", "退回")
UNITS = ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB"))


def dealt_with(severity: str, *, settled: bool) -> tuple[str, str]:
    """Say how a finding was dealt with, in a word and a tone."""
    if settled:
        return SETTLED_IN_WORDS, "good"
    return SEVERITY_IN_WORDS.get(severity, severity), SEVERITY_TONES.get(severity, "")


def count(value: int | None) -> str:
    """Write a whole number with its thousands parted."""
    return "—" if value is None else f"{value:,}"


def size(octets: int) -> str:
    """Write a number of bytes: 3.2 MB."""
    for unit, name in UNITS:
        if octets >= unit:
            return f"{octets / unit:.1f} {name}"
    return f"{octets} 字节"


def titles(line: Line) -> dict[str, str]:
    """The data sets of a line, by code."""
    return {code: one.title for code, one in DATASETS.items() if code.startswith(f"{line.value}.")}


def title_of_dataset(code: str) -> str:
    """Return a data set's title; of one that is declared no more, its code."""
    return DATASETS[code].title if code in DATASETS else code


def lasting(began: datetime, rows: int, of: int | None) -> str:
    """Say how fast work goes and what is left of it: 每秒 3,400 行，约还需 2 分钟."""
    seconds = max((clock.now() - began).total_seconds(), 1.0)
    rate = rows / seconds
    says = f"每秒 {rate:,.0f} 行"
    if not of or rate <= 0 or of <= rows:
        return says
    left = (of - rows) / rate
    return f"{says}，约还需 {left / 60:,.0f} 分钟" if left >= 90 else f"{says}，约还需 {left:,.0f} 秒"
