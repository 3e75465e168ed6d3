"""撤回批次: one person asks, seeing what it does; another approves. The flow carries it out."""

from __future__ import annotations

from qinkang.accounts import to_dos
from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.intake.models import Batch, State, Withdrawal, WithdrawalState
from qinkang.intake.models.withdrawal import OPEN
from qinkang.intake.waiting import WITHDRAWAL, ask_for_approval
from qinkang.intake.waking import WITHDRAW, wake
from qinkang.kernel import clock
from qinkang.mistake import Mistake


class WithdrawalMistake(Mistake):
    """A step of a withdrawal that cannot be taken; says what to do."""


def count_effect(batch: Batch, *, by: Acting) -> Withdrawal:
    """Ask what withdrawing a batch would do; the one that is under way, if there is one.

    Raises:
        WithdrawalMistake: a batch that is not stored.
    """
    with deed(by):
        batch = Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)
        under_way = Withdrawal.objects.filter(batch=batch, state__in=OPEN).first()
        if under_way:
            return under_way
        if batch.state != State.STORED:
            raise WithdrawalMistake("只有已入库的批次才能撤回。")
        if batch.kind != "sent":
            raise WithdrawalMistake("这是一次更正，不是报送的批次。如需改回，请对该记录再发起一次更正。")
        found = Withdrawal.objects.create(
            batch=batch, asked_by=by.actor, asked_at=clock.now(), scope=batch.scope
        )
        audit("count_withdrawal", "intake_withdrawal", found.pk)
        wake(WITHDRAW)
    return found


def ask(withdrawal: Withdrawal, because: str, *, by: Acting) -> None:
    """Ask for approval of what was counted.

    Raises:
        WithdrawalMistake: without a reason, or when it is somebody else's or was asked already.
    """
    if not because.strip():
        raise WithdrawalMistake("请填写撤回理由，审批人需要看到。")
    with deed(by):
        found = _locked(withdrawal, WithdrawalState.COUNTED)
        found.asked_by, found.asked_at, found.because = by.actor, clock.now(), because.strip()
        found.state = WithdrawalState.ASKED
        found.save(update_fields=["asked_by", "asked_at", "because", "state"])
        audit("ask_withdrawal", "intake_withdrawal", found.pk)
        ask_for_approval(found.pk, found.batch, found.effect["rows"])


def drop(withdrawal: Withdrawal, *, by: Acting) -> None:
    """Give up a withdrawal that nobody has decided on.

    Raises:
        WithdrawalMistake: it was decided already.
    """
    with deed(by):
        found = _locked(withdrawal, WithdrawalState.COUNTING, WithdrawalState.COUNTED, WithdrawalState.ASKED)
        found.state = WithdrawalState.DROPPED
        found.save(update_fields=["state"])
        to_dos.settle(WITHDRAWAL, found.pk)
        audit("drop_withdrawal", "intake_withdrawal", found.pk)


def decide(withdrawal: Withdrawal, approve: bool, says: str, *, by: Acting) -> None:
    """Approve a withdrawal, or refuse it with a reason. Whoever asked cannot decide.

    Raises:
        WithdrawalMistake: by the asker, without a reason for refusing, or decided already.
    """
    with deed(by):
        found = _locked(withdrawal, WithdrawalState.ASKED)
        if found.asked_by == by.actor:
            raise WithdrawalMistake("申请人不能审批自己的申请，请由另一位审核人员办理。")
        if not approve and not says.strip():
            raise WithdrawalMistake("请填写不批准的理由，申请人需要看到。")
        found.state = WithdrawalState.APPROVED if approve else WithdrawalState.REFUSED
        found.decided_by, found.decided_at, found.says = by.actor, clock.now(), says.strip()
        found.save(update_fields=["state", "decided_by", "decided_at", "says"])
        to_dos.settle(WITHDRAWAL, found.pk)
        audit("approve_withdrawal" if approve else "refuse_withdrawal", "intake_withdrawal", found.pk)
        if approve:
            wake(WITHDRAW)


def _locked(withdrawal: Withdrawal, *states: WithdrawalState) -> Withdrawal:
    found = Withdrawal.objects.select_for_update(of=("self",)).select_related("batch__sender").get(
        pk=withdrawal.pk
    )  # fmt: skip
    if found.state not in states:
        raise WithdrawalMistake("这次撤回的状态已经改变，请刷新页面。")
    return found
