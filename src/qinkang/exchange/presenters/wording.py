"""How announcements are written on pages."""

from __future__ import annotations

from qinkang.accounts.models import Line
from qinkang.records.models.outbox import State
from qinkang.standards.dataset import DATASETS

OUTCOMES = {"delivered": "已送达", "refused": "被拒收", "unreachable": "未送达", "unclear": "结果待核实"}
WAITS_FOR = {
    State.WAITING: "系统自动发送",
    State.LEASED: "对方回执",
    State.UNREACHABLE: "系统自动重发",
    State.UNCLEAR: "系统向对方查询",
    State.REFUSED: "填报机构更正",
    State.HELD: "数据管理员",
}
"""Who acts next."""


def count(value: int) -> str:
    """Write a number with its thousands parted."""
    return f"{value:,}"


def title_of(dataset: str) -> str:
    """Return a data set's title, its code where it has gone."""
    return DATASETS[dataset].title if dataset in DATASETS else dataset


def titles(line: Line) -> dict[str, str]:
    """Return the data sets of a line by code."""
    return {code: one.title for code, one in DATASETS.items() if code.startswith(f"{line}.")}
