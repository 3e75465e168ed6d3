"""入库: a range comes under the platform's eye, entered by one person and confirmed by another."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from qinkang.accounts import to_dos
from qinkang.accounts.audit import audit
from qinkang.accounts.models import Duty, Line
from qinkang.accounts.scope import Acting, deed
from qinkang.accounts.units import unit_tree
from qinkang.kernel import clock
from qinkang.kernel.certificate_number import Span
from qinkang.maternal.mistakes import StockMistake
from qinkang.maternal.models import Consignment, Letter
from qinkang.maternal.models.consignment import ConsignmentKind, ConsignmentState
from qinkang.maternal.models.movement import MovementKind
from qinkang.maternal.models.spans import stored
from qinkang.maternal.stock import ledger, letters
from qinkang.maternal.stock.holders import own, seen_by
from qinkang.maternal.stock.ledger import in_words

TO_CONFIRM = "receipt_to_confirm"
TABLE = "maternal_consignment"
LARGEST = 10_000_000  # sheets of a province's letter: seven digits


def enter_receipt(
    span: Span, *, holder: int, kind: str, document: str, remark: str = "", by: Acting
) -> Consignment:
    """Enter a range that came: from the printer into the province, or as what a unit has at cut-over.

    Raises:
        StockMistake: the range shares a sheet with one that is there already, wherever that is; the letter
            may not be used (what a unit has at cut-over may be of a former edition, to be voided); or only
            the province receives.
    """
    own(holder, by)
    tree = unit_tree()
    if kind == ConsignmentKind.DELIVERY:
        if not tree.is_province(holder):
            raise StockMistake("新印证件由省级入库后逐级下发。上线时已在手的，请按“期初结存”登记。")
        letters.check([span], clock.today())
    elif not Letter.objects.filter(letter=span.letter, known_until=None).exists():
        raise StockMistake(f"字冠 {span.letter} 尚未登记，请省级先在“允许字冠”中登记。")
    if len(span) > LARGEST:
        raise StockMistake(f"一次入库不能超过 {LARGEST:,} 张，请核对起止编号。")
    with deed(by):
        ledger.hold_receipts()
        try:
            with transaction.atomic():
                made = Consignment.objects.create(
                    kind=kind, span=stored(span), holder_id=holder, document=document.strip(), remark=remark.strip(),
                    asked_by=by.actor, asked_at=clock.now(), scope=seen_by(tree, holder),
                )  # fmt: skip
        except IntegrityError as refused:
            raise StockMistake(_overlaps(span)) from refused
        audit("enter_receipt", TABLE, made.pk, rows=len(span))
        to_dos.file(
            TO_CONFIRM, made.pk, title=f"空白证入库待复核：{len(span):,} 张", more=in_words(span),
            link="maternal:receipts", line=Line.MATERNAL, unit=holder, duty=Duty.REVIEW,
        )  # fmt: skip
    return made


def confirm_receipt(number: int, *, by: Acting) -> Consignment:
    """Confirm what another person entered: its sheets are in stock now."""
    with deed(by):
        one = _open(number, by)
        if one.kind == ConsignmentKind.DELIVERY:
            letters.check([one.sheets], clock.today())
        ledger.hold(one.holder_id)
        _decide(one, ConsignmentState.CONFIRMED, by)
        kind = MovementKind.OPENING if one.kind == ConsignmentKind.OPENING else MovementKind.RECEIVED
        ledger.enter(
            one,
            ledger.Why(kind, one.asked_by, by.actor, document=one.document, remark=one.remark),
        )
        audit("confirm_receipt", TABLE, one.pk, rows=len(one.sheets))
    return one


def refuse_receipt(number: int, *, said: str, by: Acting) -> Consignment:
    """Send back what another person entered; its numbers are free again."""
    if not said.strip():
        raise StockMistake("请写明退回原因，录入人据此更正后重新录入。")
    with deed(by):
        one = _open(number, by)
        one.said = said.strip()[:200]
        _decide(one, ConsignmentState.REFUSED, by)
        audit("refuse_receipt", TABLE, one.pk)
        to_dos.tell(
            "receipt_refused", title=f"空白证入库被退回：{in_words(one.sheets)}", more=one.said,
            link="maternal:receipts", line=Line.MATERNAL, unit=one.holder_id,
        )  # fmt: skip
    return one


def _open(number: int, by: Acting) -> Consignment:
    one = Consignment.objects.select_for_update().filter(pk=number).first()
    if one is None or one.state != ConsignmentState.ASKED:
        raise StockMistake("这笔入库已经办结，请刷新页面查看。")
    own(one.holder_id, by)
    if one.asked_by == by.actor:
        raise StockMistake("入库须双人核对：录入人不能复核自己录入的号段，请由另一人复核。")
    return one


def _decide(one: Consignment, state: str, by: Acting) -> None:
    one.state, one.decided_by, one.decided_at = state, by.actor, clock.now()
    one.save(update_fields=["state", "decided_by", "decided_at", "said"])
    to_dos.settle(TO_CONFIRM, one.pk)


def _overlaps(span: Span) -> str:
    """Name the range that is met, where it may be seen."""
    met = (
        Consignment.objects.exclude(state=ConsignmentState.REFUSED).filter(span__overlap=stored(span)).first()
    )
    if met is None:
        return "该号段范围包含已入库的号段（登记在其他单位名下），请核对实物编号；确认无误请联系省级核查。"
    where = unit_tree().name(met.holder_id)
    return f"该号段范围包含已入库的号段 {in_words(met.sheets)}（{where}），请核对起止编号。"
