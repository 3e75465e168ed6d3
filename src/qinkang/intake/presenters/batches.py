"""The batches that have arrived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse

from qinkang.accounts.filters import Filter, choices
from qinkang.accounts.models import Line
from qinkang.intake.models import Batch, State
from qinkang.intake.presenters.senders import senders_met
from qinkang.intake.presenters.wording import COUNTS, STATE_TONES, count, title_of_dataset, titles
from qinkang.records.presenters.wording import moment

ROWS = 50


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
    history: bool


def row_of(line: Line, batch: Batch) -> BatchRow:
    """Show one batch."""
    state = State(batch.state)
    numbers = (batch.rows, batch.accepted, batch.corrected, batch.flagged, batch.held, batch.rejected)
    return BatchRow(
        batch.pk, reverse(f"{line}:batch", args=[batch.pk]), batch.file_name, batch.sender.name,
        title_of_dataset(batch.dataset), moment(batch.received_at), state.label, STATE_TONES[state],
        tuple(map(count, numbers)), batch.problem, not batch.live,
    )  # fmt: skip


def of_senders(title: str, chosen: str) -> Filter:
    """A filter by sender."""
    names = senders_met().order_by("name").values_list("pk", "name")
    known = {str(pk): f"{title}：{name}" for pk, name in names}
    return Filter("sender", title, choices({"": f"{title}：全部", **known}, chosen))


def of_datasets(line: Line, chosen: str) -> Filter:
    """A filter by data set."""
    known = {code: f"数据集：{title}" for code, title in titles(line).items()}
    return Filter("dataset", "数据集", choices({"": "数据集：全部", **known}, chosen))


class BatchesPage:
    """The batches, the newest first."""

    columns = COUNTS

    def __init__(self, line: Line, given: Mapping[str, Any]) -> None:
        sender, state, dataset = (given.get(name, "") for name in ("sender", "state", "dataset"))
        found = Batch.objects.filter(dataset__startswith=f"{line}.", kind="sent").select_related("sender")
        if sender.isdigit():
            found = found.filter(sender=int(sender))
        if state in State.values:
            found = found.filter(state=state)
        if dataset in titles(line):
            found = found.filter(dataset=dataset)
        self.page = Paginator(found.order_by("-received_at", "-id"), ROWS).get_page(given.get("page"))
        self.rows = [row_of(line, batch) for batch in self.page]
        self.upload = reverse(f"{line}:upload")
        states = {one.value: f"状态：{one.label}" for one in State}
        self.filters = [
            of_senders("报送系统", sender),
            of_datasets(line, dataset),
            Filter("state", "状态", choices({"": "状态：全部", **states}, state)),
        ]
