"""上缴、销毁: spoiled sheets go up to the province and are destroyed there by two people."""

from __future__ import annotations

from collections.abc import Sequence

from qinkang.accounts.scope import Acting, deed
from qinkang.accounts.units import unit_tree
from qinkang.kernel.certificate_number import Span
from qinkang.maternal.actions.handing import open_slip
from qinkang.maternal.mistakes import StockMistake
from qinkang.maternal.models import Slip, State, Stock
from qinkang.maternal.models.slip import SlipKind
from qinkang.maternal.stock.holders import own, superior
from qinkang.maternal.stock.ledger import Found

READY = (State.VOID, State.SUBMITTED)


def ready(unit: int) -> list[Span]:
    """Return the spoiled sheets that a unit has at hand and that no slip binds, in order."""
    rows = Stock.objects.filter(holder_id=unit, state__in=READY, slip=None).order_by("span")
    return [row.sheets for row in rows]


def submit(spans: Sequence[Span], *, giver: int, document: str = "", remark: str = "", by: Acting) -> Slip:
    """Hand spoiled sheets up; the superior signs for them.

    Raises:
        StockMistake: the province has no superior; or a sheet is not void, or not here.
    """
    own(giver, by)
    above = superior(unit_tree(), giver)
    if above is None:
        raise StockMistake("省级没有上级单位，废证请办理“销毁”。")
    with deed(by):
        return open_slip(SlipKind.SUBMIT, _some(spans), Found(giver, READY), above, document, remark, by)


def destroy(spans: Sequence[Span], *, giver: int, document: str, remark: str = "", by: Acting) -> Slip:
    """Open the slip of a destruction; it takes place when a second person confirms it (`approve`).

    Raises:
        StockMistake: not the province's; no document; or a sheet is not void, or not here.
    """
    own(giver, by)
    if not unit_tree().is_province(giver):
        raise StockMistake("废证由省级统一销毁，请逐级上缴。")
    if not document.strip():
        raise StockMistake("请填写销毁依据（文号或销毁清单编号）。")
    with deed(by):
        return open_slip(SlipKind.DESTROY, _some(spans), Found(giver, READY), None, document, remark, by)


def _some(spans: Sequence[Span]) -> Sequence[Span]:
    if not spans:
        raise StockMistake("没有可以办理的废证。请先登记作废。")
    return spans
