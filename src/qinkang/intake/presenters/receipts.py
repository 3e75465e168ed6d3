"""The receipts of a batch: what the sender was told of each row."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse

from qinkang.accounts.filters import Filter, choices
from qinkang.accounts.models import Line
from qinkang.intake.models import Batch, Receipt, State, Undone
from qinkang.intake.presenters.batches import row_of
from qinkang.intake.presenters.wording import count
from qinkang.kernel import masking
from qinkang.records.writing.decision import LABELS

STANDINGS = {"accepted": ("接收", "good"), "held": ("存疑", "wait"), "rejected": ("退回", "bad")}
"""What became of a row, and the tone of the word."""


def narrowed(found: QuerySet[Receipt], given: Mapping[str, str]) -> QuerySet[Receipt]:
    """Return those of the receipts that an address asks for."""
    standing, outcome = given.get("standing", ""), given.get("outcome", "")
    if standing in STANDINGS:
        found = found.filter(standing=standing)
    return found.filter(outcome=outcome) if outcome in LABELS else found


class ReceiptsPage:
    """The receipts of a batch, row by row."""

    def __init__(self, line: Line, batch: Batch, given: Mapping[str, str]) -> None:
        self.row, self.address = row_of(line, batch), reverse(f"{line}:batch", args=[batch.pk])
        standing, outcome = given.get("standing", ""), given.get("outcome", "")
        found = narrowed(Receipt.objects.filter(batch=batch), given)
        self.page = Paginator(found.order_by("row_number"), 50).get_page(given.get("page"))
        marked = dict(Undone.choices)
        self.rows = [
            (
                count(one.row_number), "按业务主键" if one.by_key else masking.record_number(one.source_no),
                *STANDINGS[one.standing], LABELS.get(one.outcome, "—"), marked.get(one.undone, ""),
            )
            for one in self.page
        ]  # fmt: skip
        self.undone = batch.state == State.WITHDRAWN
        kinds = {code: f"处理：{title}" for code, (title, _) in STANDINGS.items()}
        outcomes = {str(code): f"结果：{title}" for code, title in LABELS.items()}
        self.filters = [
            Filter("standing", "处理", choices({"": "处理：全部", **kinds}, standing)),
            Filter("outcome", "结果", choices({"": "结果：全部", **outcomes}, outcome)),
        ]
