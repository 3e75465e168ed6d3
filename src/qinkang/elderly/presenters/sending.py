"""One version of a record on its way to a receiver, with its attempts."""

from __future__ import annotations

from dataclasses import dataclass

from qinkang.elderly.presenters.wording import moment
from qinkang.records.models import Attempt, Outbox
from qinkang.records.models.outbox import Operation, State

TONES = {
    State.DELIVERED: "good",
    State.REFUSED: "bad",
    State.UNCLEAR: "unclear",
    State.SUPERSEDED: "",
}


@dataclass(frozen=True)
class Sending:
    """One version announced to one receiver, with its attempts."""

    version: str
    operation: str
    state: str
    tone: str
    at: str
    says: str
    attempts: tuple[str, ...]


def sending(row: Outbox, attempts: list[Attempt]) -> Sending:
    """Say how a version stands and what its attempts came to."""
    state = State(row.state)
    outcomes = {"delivered": "已送达", "refused": "被拒收", "unreachable": "未送达", "unclear": "结果待核实"}
    return Sending(
        f"第 {row.version} 版",
        Operation(row.operation).label,
        state.label,
        TONES.get(state, "wait"),
        moment(row.announced_at),
        f"对方编号 {row.said}" if state is State.DELIVERED else f"{row.said_code} {row.said}".strip(),
        tuple(f"{moment(one.at)} {outcomes[one.outcome]} {one.answer.strip()}" for one in attempts),
    )
