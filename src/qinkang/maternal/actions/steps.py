"""Who takes the next step on a slip, and telling them."""

from __future__ import annotations

from django.urls import reverse

from qinkang.accounts import to_dos
from qinkang.accounts.models import Duty, Line
from qinkang.accounts.scope import Acting
from qinkang.accounts.units import UnitTree, unit_tree
from qinkang.kernel import clock
from qinkang.maternal.mistakes import StockMistake
from qinkang.maternal.models import Slip
from qinkang.maternal.models.slip import SlipKind, SlipState
from qinkang.maternal.stock.holders import own, superior

TO_DO = "slip_to_answer"
ENDED = "这张单据已经办结，请刷新页面查看。"
STEPS = {
    (SlipKind.DOWN, SlipState.ASKED): ("giver", Duty.REVIEW, "待出库核对"),
    (SlipKind.TRANSFER, SlipState.ASKED): ("superior", Duty.REVIEW, "待上级批准"),
    (SlipKind.SUBMIT, SlipState.ASKED): ("receiver", Duty.ISSUE, "待上级签收"),
    (SlipKind.DESTROY, SlipState.ASKED): ("giver", Duty.REVIEW, "待第二人核对"),
    (SlipKind.DOWN, SlipState.SENT): ("receiver", Duty.ISSUE, "待签收"),
    (SlipKind.TRANSFER, SlipState.SENT): ("receiver", Duty.ISSUE, "待签收"),
    (SlipKind.DOWN, SlipState.REFUSED): ("giver", Duty.ISSUE, "已拒收，待收回"),
    (SlipKind.TRANSFER, SlipState.REFUSED): ("giver", Duty.ISSUE, "已拒收，待收回"),
}
"""Kind and state to whose step it is, with which duty, and how the state is called then."""


def step_of(slip: Slip, tree: UnitTree) -> tuple[int | None, Duty, str] | None:
    """Return the unit and duty of the next step, and its name; None where the slip has ended."""
    found = STEPS.get((SlipKind(slip.kind), SlipState(slip.state)))
    if found is None:
        return None
    side, duty, word = found
    unit = {
        "giver": slip.giver_id,
        "receiver": slip.receiver_id,
        "superior": superior(tree, slip.giver_id),
    }[side]
    return unit, duty, word


def state_in_words(slip: Slip, tree: UnitTree) -> str:
    """Say where a slip stands and whom it waits for."""
    step = step_of(slip, tree)
    return f"{step[2]}（{tree.name(step[0])}）" if step else SlipState(slip.state).label


def announce(slip: Slip) -> None:
    """Put the next step before those whose it is; close the one before."""
    to_dos.settle(TO_DO, slip.pk)
    tree = unit_tree()
    step = step_of(slip, tree)
    if step is None:
        return
    unit, duty, word = step
    receiver = f" → {tree.name(slip.receiver_id)}" if slip.receiver_id else ""
    to_dos.file(
        TO_DO, slip.pk, title=f"空白证{SlipKind(slip.kind).label}{word}：{slip.sheets:,} 张",
        more=f"单据 {slip.pk}，{tree.name(slip.giver_id)}{receiver}", link=reverse("maternal:slip", args=[slip.pk]),
        line=Line.MATERNAL, unit=unit, duty=duty,
    )  # fmt: skip


def opened(number: int, *states: str) -> Slip:
    """Return a slip that stands in one of these states, locked. Raises StockMistake where it does not."""
    slip = Slip.objects.select_for_update().filter(pk=number).first()
    if slip is None or slip.state not in states:
        raise StockMistake(ENDED)
    return slip


def whose(slip: Slip, by: Acting) -> None:
    """Raise StockMistake unless the next step on a slip is of somebody's own unit."""
    step = step_of(slip, unit_tree())
    if step is None or step[0] is None:
        raise StockMistake(ENDED)
    if step[0] not in by.scope.units:
        raise StockMistake(f"这一步由{unit_tree().name(step[0])}办理。")
    own(step[0], by)


def keep(slip: Slip, state: str, **said: object) -> None:
    """Write down that a slip stands elsewhere now, and tell the next."""
    for name, value in said.items():
        setattr(slip, name, value)
    slip.state = state
    slip.save(update_fields=["state", *said])
    announce(slip)


def ended(by: Acting) -> dict[str, object]:
    """Who ends a slip, and when."""
    return {"ended_by": by.actor, "ended_at": clock.now()}
