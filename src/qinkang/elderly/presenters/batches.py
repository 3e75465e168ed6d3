"""收数据: what arrived, what became of it, and what was wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode

from qinkang.cleansing.effect import SEVERITY_IN_WORDS
from qinkang.cleansing.sayings import remedy_of, sentence_of, title_of
from qinkang.elderly.presenters.wording import Choice, Filter, choices, count, moment
from qinkang.intake.models import Batch, Finding, Sender
from qinkang.intake.models.batch import State
from qinkang.standards.dataset import DATASETS

LINE = "elderly."
ROWS = 50
TONES = {
    State.STORED: "good",
    State.LANDED: "wait",
    State.UNMAPPED: "wait",
    State.UNREADABLE: "bad",
    State.STUCK: "bad",
}
SEVERITY_TONES = {"reject": "bad", "hold": "wait", "correct": "", "flag": ""}


@dataclass(frozen=True)
class BatchRow:
    """One batch in the list."""

    number: int
    address: str
    file: str
    sender: str
    dataset: str
    at: str
    state: str
    tone: str
    counts: tuple[str, ...]
    problem: str


@dataclass(frozen=True)
class Broken:
    """One rule broken in one field, by so many rows."""

    rule: str
    severity: str
    tone: str
    field: str
    says: str
    remedy: str
    rows: str
    address: str


def titles() -> dict[str, str]:
    """The data sets of this line, by code."""
    return {code: dataset.title for code, dataset in DATASETS.items() if code.startswith(LINE)}


def _row(batch: Batch) -> BatchRow:
    state = State(batch.state)
    numbers = (batch.rows, batch.accepted, batch.corrected, batch.flagged, batch.held, batch.rejected)
    return BatchRow(
        batch.pk, reverse("elderly:findings") + f"?batch={batch.pk}", batch.file_name, batch.sender.name,
        titles().get(batch.dataset, batch.dataset), moment(batch.received_at), state.label, TONES[state],
        tuple(map(count, numbers)), batch.problem,
    )  # fmt: skip


class BatchesPage:
    """The batches, the newest first."""

    columns = ("行数", "接收", "自动修正", "提示", "存疑", "退回")

    def __init__(self, given: Mapping[str, Any]) -> None:
        sender, state = given.get("sender", ""), given.get("state", "")
        found = Batch.objects.filter(dataset__startswith=LINE).select_related("sender")
        if sender.isdigit():
            found = found.filter(sender=int(sender))
        if state in State.values:
            found = found.filter(state=state)
        self.page = Paginator(found.order_by("-received_at", "-id"), ROWS).get_page(given.get("page"))
        self.rows = [_row(batch) for batch in self.page]
        senders = {
            str(pk): f"报送系统：{name}"
            for pk, name in Sender.objects.order_by("name").values_list("pk", "name")
        }
        states = {one.value: f"状态：{one.label}" for one in State}
        self.filters = [
            Filter("sender", "报送系统", choices({"": "报送系统：全部", **senders}, sender)),
            Filter("state", "状态", choices({"": "状态：全部", **states}, state)),
        ]


class FindingsPage:
    """What was wrong, by rule and field, with the rows of one rule."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = {name: given.get(name, "") for name in ("batch", "sender", "severity", "rule", "field")}
        found = Finding.objects.filter(dataset__startswith=LINE, current=True)
        for name, value in self._given.items():
            if value and name in ("batch", "sender"):
                found = found.filter(**{name: int(value)}) if value.isdigit() else found.none()
            elif value:
                found = found.filter(**{name: value})
        self.batch = self._batch()
        self.rows = [self._broken(one) for one in self._grouped(found)]
        self.total = count(sum(int(row.rows.replace(",", "")) for row in self.rows))
        self.chosen = bool(self._given["rule"])
        if self.chosen:
            self.page = Paginator(found.order_by("-batch", "row_number", "id"), ROWS).get_page(
                given.get("page")
            )
            self.cells = [self._cell(one) for one in self.page]
        self.filters = self._filters()
        self.back = self._at(rule="", field="")

    def _batch(self) -> BatchRow | None:
        number = self._given["batch"]
        batch = Batch.objects.select_related("sender").filter(pk=number).first() if number.isdigit() else None
        return _row(batch) if batch else None

    @staticmethod
    def _grouped(found: Any) -> Any:
        grouped = found.values("dataset", "rule", "severity", "field").annotate(
            rows=Count("id"), whole=Count("id", filter=Q(row_number=None))
        )
        return grouped.order_by("-rows", "rule", "field")[:200]

    def _at(self, **changes: str) -> str:
        parts = {name: value for name, value in {**self._given, **changes}.items() if value}
        return reverse("elderly:findings") + (f"?{urlencode(parts)}" if parts else "")

    def _broken(self, one: Mapping[str, Any]) -> Broken:
        return Broken(
            one["rule"], SEVERITY_IN_WORDS.get(one["severity"], one["severity"]),
            SEVERITY_TONES.get(one["severity"], ""), title_of(one["dataset"], one["field"]),
            sentence_of(one["dataset"], one["rule"], one["field"]), remedy_of(one["dataset"], one["rule"]),
            count(one["rows"]), self._at(rule=one["rule"], field=one["field"]),
        )  # fmt: skip

    @staticmethod
    def _cell(one: Finding) -> tuple[str, str, str]:
        """Batch, row and the masked value as it stood."""
        return (
            f"批次 {one.batch_id}",
            count(one.row_number) if one.row_number else "整个文件",
            one.value or "（空）",
        )

    def _filters(self) -> list[Filter]:
        senders = {
            str(pk): f"报送系统：{name}"
            for pk, name in Sender.objects.order_by("name").values_list("pk", "name")
        }
        severities = {code: f"处理：{word}" for code, word in SEVERITY_IN_WORDS.items()}
        found = [
            Filter("sender", "报送系统", choices({"": "报送系统：全部", **senders}, self._given["sender"])),
            Filter("severity", "处理", choices({"": "处理：全部", **severities}, self._given["severity"])),
        ]
        if self.batch:
            shown = (
                Choice("", "批次：全部", False),
                Choice(str(self.batch.number), f"批次：{self.batch.number}", True),
            )
            found.insert(0, Filter("batch", "批次", shown))
        return found
