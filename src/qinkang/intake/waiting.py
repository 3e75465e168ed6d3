"""待办 of receiving: what waits for whom, filed by the flows and settled by whoever does it."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from qinkang.accounts import to_dos
from qinkang.accounts.models import Duty, Line
from qinkang.intake.models import Batch, Sender

COLUMNS, UNREADABLE, MISSING, WITHDRAWAL = (
    "columns_to_confirm", "batch_unreadable", "missing_to_answer", "withdrawal_to_decide",
)  # fmt: skip


def line_of(dataset: str) -> Line:
    """The line of a data set, from its code."""
    return Line(dataset.partition(".")[0])


def address_of(line: Line, page: str, *about: object) -> str:
    """Where a page of receiving stands in a line; the line's to-dos where it has none of these pages."""
    try:
        return reverse(f"{line.value}:{page}", args=about)
    except NoReverseMatch:
        return reverse("accounts:desk")


def columns_subject(sender: int, dataset: str) -> str:
    """What a to-do about columns is about: one sender's files of one data set."""
    return f"{sender}/{dataset}"


def ask_for_columns(sender: Sender, dataset: str, says: str) -> None:
    """File that somebody must say which column is which."""
    line = line_of(dataset)
    to_dos.file(
        COLUMNS, columns_subject(sender.pk, dataset), title=f"确认列对照：{sender.name}", more=says,
        link=address_of(line, "columns", sender.pk, dataset), line=line, unit=sender.unit_id, duty=Duty.ENTER,
    )  # fmt: skip


def tell_unreadable(batch: Batch) -> None:
    """File that a batch cannot be read and must be sent again."""
    line = line_of(batch.dataset)
    to_dos.file(
        UNREADABLE, batch.pk, title=f"批次 {batch.pk} 无法读取", more=batch.problem,
        link=address_of(line, "batch", batch.pk), line=line, unit=batch.sender.unit_id, duty=Duty.ENTER,
    )  # fmt: skip


def ask_about_missing(batch: Batch, count: int) -> None:
    """File how many records of a sender are missing from its full files; settle it where none is."""
    subject = columns_subject(batch.sender_id, batch.dataset)
    if not count:
        to_dos.settle(MISSING, subject)
        return
    line = line_of(batch.dataset)
    to_dos.file(
        MISSING, subject, title=f"全量报送中缺少的记录：{batch.sender.name}",
        more="以前报过、这次全量文件里没有的记录，请逐条答复仍有效还是作废。", count=count,
        link=address_of(line, "missing"), line=line, unit=batch.sender.unit_id, duty=Duty.ENTER,
    )  # fmt: skip


def ask_for_approval(withdrawal: int, batch: Batch, rows: int) -> None:
    """File that the withdrawal of a batch waits for a second person."""
    line = line_of(batch.dataset)
    to_dos.file(
        WITHDRAWAL, withdrawal, title=f"审批撤回批次 {batch.pk}（{rows:,} 行）", more=batch.sender.name,
        link=address_of(line, "withdrawal", withdrawal), line=line, unit=batch.sender.unit_id, duty=Duty.REVIEW,
    )  # fmt: skip
