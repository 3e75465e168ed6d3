"""领用: one sheet is taken to be issued. For the issuing of certificates, which stands on the stock.

number = next_sheet(holder)
take(number, holder=holder, use=Use.FIRST, by=by)
spoil(number, holder=holder, reason=Reason.PRINTED, by=by)   # badly printed; then the next one
"""

from __future__ import annotations

from datetime import date

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.kernel import clock
from qinkang.kernel.certificate_number import Span, ordinal
from qinkang.maternal.mistakes import StockMistake
from qinkang.maternal.models import Movement, State, Stock
from qinkang.maternal.models.movement import MovementKind
from qinkang.maternal.stock import ledger, letters
from qinkang.maternal.stock.holders import own
from qinkang.maternal.stock.ledger import After, Found, Why

TABLE = "maternal_movement"


def next_sheet(holder: int, on: date | None = None) -> str | None:
    """Return the lowest number that a holder may use on a day (today); None where there is none."""
    usable = letters.usable(on or clock.today())
    rows = Stock.objects.filter(holder_id=holder, state=State.IN_STOCK, slip=None).order_by("span")
    return next((row.sheets.numbers[0] for row in rows if row.sheets.letter in usable), None)


def take(
    number: str, *, holder: int, use: str, on: date | None = None, document: str = "", by: Acting
) -> None:
    """Mark one sheet as used; of several who want it, one gets it.

    Args:
        number: well written (`kernel.certificate_number.read`).
        use: a `Use`, for the yearly form.
        on: the day of signing; today where none is given.

    Raises:
        StockMistake: the letter may not be used on that day, or the sheet is not in stock here.
    """
    own(holder, by)
    day = on or clock.today()
    span = _one(number)
    with deed(by):
        letters.check([span], day)
        ledger.hold(holder)
        why = Why(MovementKind.ISSUED, by.actor, use=use, document=document, day=day)
        moved = ledger.move([span], Found(holder, (State.IN_STOCK,)), After(State.USED), why)
        audit("take_sheet", TABLE, moved)


def spoil(
    number: str, *, holder: int, reason: str, remark: str = "", on: date | None = None, by: Acting
) -> None:
    """Void a sheet that was taken but not handed out: misprinted, misfilled.

    Raises:
        StockMistake: it was not taken, or not here.
    """
    own(holder, by)
    span = _one(number)
    with deed(by):
        ledger.hold(holder)
        taken = Movement.objects.filter(kind=MovementKind.ISSUED, first=span.first).order_by("pk").last()
        if taken is None:
            raise StockMistake(f"{number} 尚未签发，如需作废请办理空白作废。")
        why = Why(
            MovementKind.VOIDED,
            by.actor,
            use=taken.use,
            reason=reason,
            remark=remark,
            day=on or clock.today(),
        )
        moved = ledger.move([span], Found(holder, (State.USED,)), After(State.VOID), why)
        audit("spoil_sheet", TABLE, moved)


def _one(number: str) -> Span:
    place = ordinal(number)
    return Span(place, place)
