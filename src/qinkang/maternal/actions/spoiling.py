"""作废、遗失: blank sheets that nobody will be able to use."""

from __future__ import annotations

from qinkang.accounts import to_dos
from qinkang.accounts.audit import audit
from qinkang.accounts.models import Line
from qinkang.accounts.scope import Acting, deed
from qinkang.accounts.units import unit_tree
from qinkang.kernel.certificate_number import Span
from qinkang.maternal.mistakes import StockMistake
from qinkang.maternal.models import State
from qinkang.maternal.models.movement import GONE, MovementKind, Reason
from qinkang.maternal.stock import ledger
from qinkang.maternal.stock.holders import own, superior
from qinkang.maternal.stock.ledger import After, Found, Why, in_words

TABLE = "maternal_movement"


def void(span: Span, *, holder: int, reason: str, remark: str = "", document: str = "", by: Acting) -> None:
    """Void blank sheets. Those that are gone (stolen, lost) become 遗失 and the superior is told at once.

    Raises:
        StockMistake: a sheet is used, void already, or not in stock here; a loss or 其他 without a word about it.
    """
    own(holder, by)
    gone = reason in GONE
    if (gone or reason == Reason.OTHER) and not remark.strip():
        raise StockMistake("请在说明中写明经过；遗失、被盗的，写明声明作废和报案情况。")
    with deed(by):
        ledger.hold(holder)
        kind, state = (MovementKind.LOST, State.LOST) if gone else (MovementKind.VOIDED, State.VOID)
        why = Why(kind, by.actor, reason=reason, remark=remark.strip(), document=document.strip())
        moved = ledger.move([span], Found(holder, (State.IN_STOCK,)), After(state), why)
        audit("lose_sheets" if gone else "void_sheets", TABLE, moved, rows=len(span))
        above = superior(unit_tree(), holder)
        if gone and above is not None:
            to_dos.tell(
                "sheets_lost", title=f"{unit_tree().name(holder)}报告空白证{Reason(reason).label}：{len(span):,} 张",
                more=in_words(span), link="maternal:stock", line=Line.MATERNAL, unit=above,
            )  # fmt: skip


def find_again(span: Span, *, holder: int, remark: str, by: Acting) -> None:
    """Say that lost sheets were found. They were declared void, so they are void and go up like others."""
    own(holder, by)
    if not remark.strip():
        raise StockMistake("请在说明中写明何时何地找回。")
    with deed(by):
        ledger.hold(holder)
        why = Why(MovementKind.FOUND, by.actor, reason=Reason.OTHER, remark=remark.strip())
        moved = ledger.move([span], Found(holder, (State.LOST,)), After(State.VOID), why)
        audit("find_sheets", TABLE, moved, rows=len(span))
