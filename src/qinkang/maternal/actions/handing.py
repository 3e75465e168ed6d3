"""下发、调剂: sheets go from hand to hand. One opens the slip, a second lets them go, the receiver signs.

A 下发 goes down the tree and is checked by a second person of the giver; a 调剂 goes to a unit under the
same superior, who allows it. What is refused is on its way back until the giver takes it back.
"""

from __future__ import annotations

from collections.abc import Sequence

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.accounts.units import unit_tree
from qinkang.kernel import clock
from qinkang.kernel.certificate_number import Span, at
from qinkang.maternal.actions.steps import announce, ended, keep, opened, whose
from qinkang.maternal.mistakes import StockMistake
from qinkang.maternal.models import Slip, State
from qinkang.maternal.models.movement import MovementKind
from qinkang.maternal.models.slip import SlipKind, SlipState
from qinkang.maternal.stock import ledger, letters
from qinkang.maternal.stock.holders import handed_down_to, own, seen_by, siblings
from qinkang.maternal.stock.ledger import After, Found, Why

TABLE = "maternal_slip"
TRAVELS = (SlipKind.DOWN, SlipKind.TRANSFER)


def hand_down(
    span: Span, *, giver: int, receiver: int, document: str = "", remark: str = "", by: Acting
) -> Slip:
    """Open a slip that hands sheets down; they are bound until it ends.

    Raises:
        StockMistake: the receiver does not stand below the giver, the letter may not be used any more,
            or the sheets are not in stock here.
    """
    if receiver not in handed_down_to(unit_tree(), giver):
        raise StockMistake("只能下发给直接下级，请从列表中选择。隔级下发仅限韩城、杨凌。")
    return _open(SlipKind.DOWN, span, giver, receiver, document, remark, by)


def transfer(
    span: Span, *, giver: int, receiver: int, document: str = "", remark: str = "", by: Acting
) -> Slip:
    """Open a slip that asks the superior to let sheets go to a unit beside one's own.

    Raises StockMistake as `hand_down` does, or because the units have different superiors.
    """
    if receiver not in siblings(unit_tree(), giver):
        raise StockMistake("只能在同一上级的同级单位之间调剂，不得跨地区、跨上级借用空白证。")
    return _open(SlipKind.TRANSFER, span, giver, receiver, document, remark, by)


def approve(number: int, *, by: Acting) -> Slip:
    """Let the sheets go: 出库核对 of a 下发, 批准 of a 调剂. Whoever opened the slip cannot.

    A 销毁 ends with it.
    """
    with deed(by):
        slip = opened(number, SlipState.ASKED)
        whose(slip, by)
        if slip.kind == SlipKind.SUBMIT:
            raise StockMistake("上缴由上级签收，请使用“签收”。")
        _another(slip, by)
        if slip.kind == SlipKind.DESTROY:
            return _destroyed(slip, by)
        letters.check(slip.spans, clock.today())
        ledger.hold(slip.giver_id, slip.receiver_id)
        ledger.move(
            slip.spans, Found(slip.giver_id, (State.IN_STOCK,), slip.pk), After(State.IN_TRANSIT, slip=slip),
            _why(slip, MovementKind.SENT, by),
        )  # fmt: skip
        keep(slip, SlipState.SENT, checked_by=by.actor, checked_at=clock.now())
        audit("approve_slip", TABLE, slip.pk, rows=slip.sheets)
    return slip


def sign(number: int, *, counted: int, first: str, by: Acting) -> Slip:
    """Sign for sheets that came, after counting them.

    Args:
        counted: how many there are in the parcel.
        first: the number on the first of them.

    Raises:
        StockMistake: what was counted is not what the slip says; or whoever opened the slip signs.
    """
    with deed(by):
        slip = opened(number, SlipState.SENT, SlipState.ASKED)
        if slip.state == SlipState.ASKED and slip.kind != SlipKind.SUBMIT:
            raise StockMistake("发出单位尚未核对出库，暂不能签收。")
        whose(slip, by)
        if slip.asked_by == by.actor:
            raise StockMistake("签收人不能是经办人，请由接收单位另一人签收。")
        if counted != slip.sheets or first != at(slip.firsts[0]):
            raise StockMistake(
                "清点结果与单据不符，请两人当面重新核对张数和起始编号；确有短缺或错号请拒收，由发出单位处理。"
            )
        ledger.hold(slip.giver_id, slip.receiver_id)
        if slip.kind == SlipKind.SUBMIT:
            found = Found(slip.giver_id, (State.VOID, State.SUBMITTED), slip.pk)
            after, kind = After(State.SUBMITTED, slip.receiver_id), MovementKind.SUBMITTED
        else:
            found = Found(slip.giver_id, (State.IN_TRANSIT,), slip.pk)
            after, kind = After(State.IN_STOCK, slip.receiver_id), MovementKind.SIGNED
        ledger.move(slip.spans, found, after, _why(slip, kind, by))
        keep(slip, SlipState.SIGNED, **ended(by))
        audit("sign_slip", TABLE, slip.pk, rows=slip.sheets)
    return slip


def refuse(number: int, *, said: str, by: Acting) -> Slip:
    """Say no: the checker or superior to letting sheets go, the receiver to what came."""
    if not said.strip():
        raise StockMistake("请写明原因，对方据此处理。")
    with deed(by):
        slip = opened(number, SlipState.ASKED, SlipState.SENT)
        whose(slip, by)
        if slip.state == SlipState.SENT:
            keep(slip, SlipState.REFUSED, refused_by=by.actor, said=said.strip()[:200])
        else:
            _free(slip)
            keep(slip, SlipState.DROPPED, said=said.strip()[:200], **ended(by))
        audit("refuse_slip", TABLE, slip.pk, rows=slip.sheets)
    return slip


def take_back(number: int, *, by: Acting) -> Slip:
    """Take sheets back that are under way: refused, or not signed for yet."""
    with deed(by):
        slip = opened(number, SlipState.SENT, SlipState.REFUSED)
        own(slip.giver_id, by)
        ledger.hold(slip.giver_id, slip.receiver_id)
        ledger.move(
            slip.spans, Found(slip.giver_id, (State.IN_TRANSIT,), slip.pk), After(State.IN_STOCK, slip.giver_id),
            _why(slip, MovementKind.RETURNED, by),
        )  # fmt: skip
        keep(slip, SlipState.RETURNED, **ended(by))
        audit("take_back_slip", TABLE, slip.pk, rows=slip.sheets)
    return slip


def drop(number: int, *, by: Acting) -> Slip:
    """Give a slip up before any sheet left."""
    with deed(by):
        slip = opened(number, SlipState.ASKED)
        own(slip.giver_id, by)
        _free(slip)
        keep(slip, SlipState.DROPPED, **ended(by))
        audit("drop_slip", TABLE, slip.pk, rows=slip.sheets)
    return slip


def open_slip(
    kind: str,
    spans: Sequence[Span],
    found: Found,
    receiver: int | None,
    document: str,
    remark: str,
    by: Acting,
) -> Slip:
    """Open a slip and bind its sheets; in the transaction of a deed."""
    ledger.hold(found.holder)
    ledger.pieces(spans, found)
    slip = Slip.objects.create(
        kind=kind, giver_id=found.holder, receiver_id=receiver, firsts=[one.first for one in spans],
        lasts=[one.last for one in spans], document=document.strip(), remark=remark.strip(), asked_by=by.actor,
        asked_at=clock.now(), scope=seen_by(unit_tree(), found.holder, receiver),
    )  # fmt: skip
    ledger.bind(spans, found, slip)
    audit("open_slip", TABLE, slip.pk, rows=slip.sheets)
    announce(slip)
    return slip


def _open(kind: str, span: Span, giver: int, receiver: int, document: str, remark: str, by: Acting) -> Slip:
    own(giver, by)
    with deed(by):
        letters.check([span], clock.today())
        return open_slip(kind, [span], Found(giver, (State.IN_STOCK,)), receiver, document, remark, by)


def _destroyed(slip: Slip, by: Acting) -> Slip:
    ledger.hold(slip.giver_id)
    ledger.move(
        slip.spans, Found(slip.giver_id, (State.VOID, State.SUBMITTED), slip.pk), After(State.DESTROYED),
        _why(slip, MovementKind.DESTROYED, by),
    )  # fmt: skip
    keep(slip, SlipState.SIGNED, **ended(by))
    audit("destroy_sheets", TABLE, slip.pk, rows=slip.sheets)
    return slip


def _free(slip: Slip) -> None:
    ledger.hold(slip.giver_id)
    states = (State.IN_STOCK,) if slip.kind in TRAVELS else (State.VOID, State.SUBMITTED)
    ledger.bind(slip.spans, Found(slip.giver_id, states, slip.pk), None)


def _another(slip: Slip, by: Acting) -> None:
    if slip.asked_by == by.actor:
        raise StockMistake("须双人核对：经办人不能核对（批准）自己的单据，请由另一人办理。")


def _why(slip: Slip, kind: str, by: Acting) -> Why:
    return Why(kind, slip.asked_by, by.actor, document=slip.document, remark=slip.remark, slip=slip)
