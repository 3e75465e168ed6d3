"""Whether both sides tell the same story: our outbox and the receiver's ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Difference:
    """One reference about which the two disagree; `ours` and `theirs` are states, "" for none."""

    our_ref: str
    version: int
    ours: str
    theirs: str
    says: str


def ledgers_agree(outbox: Iterable[tuple[str, int, str]], ledger: dict[str, Any]) -> list[Difference]:
    """Compare outbox rows (subject, version, state) with a receiver's ledger; an empty list is agreement.

    Every delivered row was accepted once, every accepted one is delivered here, every refused one was
    refused, nothing is left in between, and no older version came after a newer one.

    Args:
        outbox: every row of the one target, superseded ones too.
        ledger: what `Ledger.exported` gives.
    """
    accepted = {(row["our_ref"], row["version"]): row for row in ledger["accepted"]}
    refused = {(row["our_ref"], row["version"]): row for row in ledger["refused"]}
    rows = {(subject, version): state for subject, version, state in outbox}
    found = [
        Difference(*key, "", "accepted", "对方收到了我们没有登记的记录")
        for key in accepted.keys() - rows.keys()
    ]
    for key, state in rows.items():
        theirs = "accepted" if key in accepted else "refused" if key in refused else ""
        says = _wrong(state, theirs)
        if says:
            found.append(Difference(*key, state, theirs, says))
    for key, row in refused.items():
        if row["code"] in ("E2002", "E2003"):
            found.append(Difference(*key, rows.get(key, ""), row["code"], "旧版本晚到，或同一版本内容不一致"))
    if len(accepted) != len(ledger["accepted"]):
        found.append(Difference("", 0, "", "accepted", "对方台账中同一版本出现了两次"))
    return sorted(found, key=lambda one: (one.our_ref, one.version))


def _wrong(state: str, theirs: str) -> str:
    """What is wrong with this pair of states; nothing if they fit."""
    match state, theirs:
        case ("delivered", "accepted") | ("refused", "refused") | ("superseded", "" | "refused"):
            return ""
        case "delivered", _:
            return "我们记为已送达，对方台账中没有"
        case _, "accepted":
            return "对方已接收，我们没有记为已送达"
        case (("superseded" | "refused"), _):
            return "我们记为被拒收，对方没有拒收记录"
        case _:
            return "尚未有结果"
