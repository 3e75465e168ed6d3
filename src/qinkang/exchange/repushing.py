"""重推: what a person may do about rows that have not arrived, and doing it.

Nothing here sends anything: rows are put where the loop takes them, and the loop's rules hold. What was
delivered stays delivered, what may have arrived is asked about and never simply sent again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.exchange import connectors
from qinkang.exchange.waking import wake_delivery
from qinkang.kernel import clock
from qinkang.mistake import Mistake
from qinkang.records.models import Outbox
from qinkang.records.models.outbox import State


class Way(StrEnum):
    """What a repush means for a row."""

    SOON = "soon"  # it would be sent anyway, later
    AGAIN = "again"  # somebody has put right what kept it, and the contents are as they were
    ASK = "ask"  # it may have arrived

    @property
    def label(self) -> str:
        """What happens, in words."""
        return {"soon": "立即发送", "again": "按原内容重推", "ask": "向对方查询结果，不重复发送"}[self]


WAYS: Mapping[State, Way] = {
    State.UNREACHABLE: Way.SOON,
    State.WAITING: Way.SOON,
    State.REFUSED: Way.AGAIN,
    State.HELD: Way.AGAIN,
    State.UNCLEAR: Way.ASK,
}

WHY_NOT: Mapping[State, str] = {
    State.WAITING: "已在队列中，轮到即发",
    State.LEASED: "正在发送，有结果后才能处理",
    State.DELIVERED: "已送达，不重复发送",
    State.SUPERSEDED: "已被新版本取代，发送的是新版本",
    State.REFUSED: "已有新版本",
    State.HELD: "已有新版本",
    State.UNREACHABLE: "已在队列中，轮到即发",
    State.UNCLEAR: "对方不能查询，须由人核实后登记结果",
}
"""Why rows of a state that cannot be repushed cannot."""


@dataclass(frozen=True)
class Part:
    """Rows of one state among those that were chosen, and what would happen to them."""

    state: State
    way: Way | None
    rows: int


class RepushMistake(Mistake):
    """A repush that cannot be done; says why."""


def eligible(rows: QuerySet[Outbox], state: State) -> QuerySet[Outbox]:
    """Return those rows of a state that may be repushed."""
    rows = rows.filter(state=state)
    match WAYS.get(state):
        case Way.SOON:
            return rows.filter(next_attempt_at__gt=clock.now())
        case Way.ASK:
            return rows.filter(target__in=[code for code in connectors.codes() if connectors.can_ask(code)])
        case Way.AGAIN:
            newer = Outbox.objects.filter(
                target=OuterRef("target"), subject=OuterRef("subject"), version__gt=OuterRef("version")
            )
            return rows.filter(~Exists(newer))
        case _:
            return rows.none()


def preview(rows: QuerySet[Outbox]) -> list[Part]:
    """Say what a repush of these rows would do, state by state; a state may stand twice."""
    counted = dict(rows.order_by().values_list("state").annotate(rows=Count("id")))
    found = []
    for state in State:
        total = counted.get(state.value, 0)
        may = eligible(rows, state).count() if total and state in WAYS else 0
        found += [Part(state, WAYS[state], may)] if may else []
        found += [Part(state, None, total - may)] if total - may else []
    return found


def repush(rows: QuerySet[Outbox], *, again: bool, by: Acting) -> dict[Way, int]:
    """Put rows before the loop; return how many in which way.

    Args:
        rows: those that were chosen; what may not be repushed is left alone.
        again: whether refused and held rows go once more as they are: an explicit choice.
        by: who does it and why; the reason is kept.

    Raises:
        RepushMistake: none of them may be repushed.
    """
    now, done = clock.now(), dict.fromkeys(Way, 0)
    with deed(by):
        chosen = Outbox.objects.filter(pk__in=list(rows.values_list("pk", flat=True)))
        held_back = Q(state=State.REFUSED) | Q(state=State.HELD)
        if again:
            may = [
                pk
                for state in (State.REFUSED, State.HELD)
                for pk in eligible(chosen, state).values_list("pk", flat=True)
            ]
            done[Way.AGAIN] = Outbox.objects.filter(held_back, pk__in=may).update(
                state=State.WAITING,
                next_attempt_at=None,
                choked=0,
                said_code="",
                said="人工重推，按原内容发送",
            )
        done[Way.ASK] = eligible(chosen, State.UNCLEAR).update(next_attempt_at=now)
        for state in (State.UNREACHABLE, State.WAITING):
            done[Way.SOON] += eligible(chosen, state).update(next_attempt_at=now)
        if not any(done.values()):
            raise RepushMistake("选中的记录都不能重推，没有改动。")
        audit("repush", "records_outbox", ", ".join(f"{way}:{many}" for way, many in done.items() if many),
              rows=sum(done.values()))  # fmt: skip
        for target in chosen.order_by().values_list("target", flat=True).distinct():
            if not connectors.by_hand(target):
                wake_delivery(target)
    return done


def settle_doubt(row: Outbox, *, arrived: bool, receipt: str, by: Acting) -> None:
    """Write down what a person found out about a row that a program cannot ask about.

    Raises:
        RepushMistake: it is not in doubt, its receiver can be asked, or a receipt number is missing.
    """
    if connectors.can_ask(row.target):
        raise RepushMistake("这个接收方可以查询，请选择“向对方查询”。")
    if arrived and not receipt.strip():
        raise RepushMistake("请填写对方的回执号或受理编号。")
    with deed(by):
        mine = Outbox.objects.filter(pk=row.pk, state=State.UNCLEAR)
        if arrived:
            done = mine.update(state=State.DELIVERED, said=receipt.strip(), next_attempt_at=None)
        else:
            done = mine.update(
                state=State.WAITING, said="人工核实对方没有收到，重新发送", next_attempt_at=None
            )
        if not done:
            raise RepushMistake("这条记录的状态已经改变，没有改动。")
        audit("settle_doubt", "records_outbox", row.pk)
        if not arrived and not connectors.by_hand(row.target):
            wake_delivery(row.target)
