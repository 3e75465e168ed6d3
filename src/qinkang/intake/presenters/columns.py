"""列对照: which column of a sender's files is which field, for a person to confirm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from qinkang.accounts.models import Line
from qinkang.intake.models import Batch, Contract, Sender, Upload, UploadState
from qinkang.intake.presenters.wording import title_of_dataset
from qinkang.intake.proposal import news
from qinkang.readers.mapping import CERTAIN, CONFIRMED, LIKELY
from qinkang.records.presenters.wording import moment, names_of
from qinkang.standards.dataset import Dataset

COLUMN = "column-"  # in front of a column's place, in the form


@dataclass(frozen=True)
class ColumnRow:
    """One column of the file, with what it is taken for.

    Attributes:
        name: of its input in the form.
        said: what somebody typed, or the title of the proposed field.
        sure: how sure the proposal is, in words and as a tone.
        problem: what is wrong with what somebody typed.
    """

    name: str
    title: str
    said: str
    how: str
    sure: str
    tone: str
    samples: tuple[str, ...]
    new: bool
    problem: str = ""


class ColumnsPage:
    """The columns of the newest file that needs confirming, else those that were confirmed."""

    def __init__(
        self,
        line: Line,
        sender: Sender,
        dataset: Dataset,
        typed: Mapping[str, str] | None = None,
        problems: Mapping[str, str] | None = None,
    ) -> None:
        self.sender, self.dataset = sender.name, title_of_dataset(dataset.code)
        self.back = reverse(f"{line}:batches")
        self._typed, self._problems = typed or {}, problems or {}
        self._dataset = dataset
        contract = Contract.objects.filter(sender=sender, dataset=dataset.code).first()
        confirmed = contract.columns if contract else None
        self.confirmed = ""
        if contract and contract.confirmed_at:
            who = names_of([contract.confirmed_by])[contract.confirmed_by]
            self.confirmed = f"{moment(contract.confirmed_at)} 由{who}确认"
        self.source, proposal = newest_proposal(sender, dataset.code)
        if proposal is None and confirmed:
            proposal = from_confirmed(confirmed, dataset)
        self.columns = proposal["columns"] if proposal else []
        self.problems = proposal["problems"] if proposal and not typed else []
        self.doubts = proposal["doubts"] if proposal else []
        new, self.gone = news(proposal, confirmed) if proposal and confirmed else ([], [])
        self.rows = [self._row(place, one, one["key"] in new) for place, one in enumerate(self.columns)]
        self.sampled = any(row.samples for row in self.rows)
        self.fields = [one.title for one in dataset.columns.values()]
        self.keys = "、".join(one.title for one in dataset.columns.values() if one.key)
        self.new = sum(row.new for row in self.rows)

    def _row(self, place: int, one: dict[str, Any], new: bool) -> ColumnRow:
        name = f"{COLUMN}{place}"
        field = self._dataset.columns.get(one["field"] or "")
        sure, tone = _sureness(one["how"], one["confidence"])
        return ColumnRow(
            name, one["header"] or f"（第 {place + 1} 列，无标题）", self._typed.get(name, field.title if field else ""),
            one["how"], sure, tone, tuple(one["samples"]), new, self._problems.get(one["key"], ""),
        )  # fmt: skip

    def answers(self) -> tuple[dict[str, str | None], dict[str, str]]:
        """What was typed: column to field, and what is wrong with what names no field, by column."""
        by_title = {
            title: one.name for one in self._dataset.columns.values() for title in (one.title, one.name)
        }
        given: dict[str, str | None] = {}
        wrong: dict[str, str] = {}
        for place, one in enumerate(self.columns):
            text = self._typed.get(f"{COLUMN}{place}", "").strip()
            if text and text not in by_title:
                wrong[one["key"]] = f"没有“{text[:20]}”这个字段，请从列表中选择；不用这一列就清空。"
            given[one["key"]] = by_title.get(text) if text else None
        return given, wrong


def newest_proposal(sender: Sender, dataset: str) -> tuple[str, dict[str, Any] | None]:
    """The newest file with columns to look at: what it is called, and its proposal."""
    of_sender = {"sender": sender, "dataset": dataset, "proposal__isnull": False}
    batch = Batch.objects.filter(**of_sender).order_by("-id").first()
    upload = Upload.objects.filter(**of_sender, state=UploadState.TRIED).order_by("-id").first()
    if batch and (upload is None or batch.received_at > upload.changed_at):
        return f"批次 {batch.pk} {batch.file_name}", batch.proposal
    if upload:
        return f"正在上传的 {upload.file_name}", upload.proposal
    return "", None


def from_confirmed(confirmed: Mapping[str, str | None], dataset: Dataset) -> dict[str, Any]:
    """What was confirmed, in the form of a proposal and the order of the data set's fields."""
    places = {name: place for place, name in enumerate(dataset.columns)}
    ordered = sorted(confirmed.items(), key=lambda one: places.get(one[1] or "", len(places)))
    return {
        "columns": [
            {"key": key, "header": key, "field": field, "how": CONFIRMED, "confidence": 1.0, "samples": []}
            for key, field in ordered
        ],
        "problems": [],
        "doubts": [],
    }


def _sureness(how: str, confidence: float) -> tuple[str, str]:
    if how == CONFIRMED:
        return CONFIRMED, "good"
    if confidence >= CERTAIN:
        return f"把握大 {confidence:.0%}", "good"
    if confidence >= LIKELY:
        return f"较有把握 {confidence:.0%}", "wait"
    return (f"只是猜测 {confidence:.0%}", "wait") if confidence > 0 else ("未识别", "")
