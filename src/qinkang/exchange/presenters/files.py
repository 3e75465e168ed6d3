"""The files of one receiver: which can be made, which wait for whom, what came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.urls import reverse

from qinkang.accounts.models import Line
from qinkang.exchange import connectors
from qinkang.exchange.models import AnswerState, FileState, ManualFile
from qinkang.exchange.presenters.wording import count, title_of
from qinkang.records.models import Outbox
from qinkang.records.models.outbox import State
from qinkang.records.presenters.wording import moment, names_of

ROWS = 20
TONES = {
    FileState.WANTED: "wait",
    FileState.READY: "wait",
    FileState.TAKEN: "unclear",
    FileState.ANSWERED: "good",
    FileState.STUCK: "bad",
}
NEXT = {
    FileState.WANTED: "正在生成，稍后刷新本页。",
    FileState.READY: "由有“导出明细”职责的人下载，只能下载一次。",
    FileState.TAKEN: "在对方网站上传后，把对方返回的结果文件传回来；可以分几次。",
    FileState.ANSWERED: "已经结束。",
    FileState.EMPTY: "没有等待上报的记录。",
    FileState.DROPPED: "没有上报的记录已回到待发送。",
    FileState.STUCK: "请通知运维人员。",
}


@dataclass(frozen=True)
class Waiting:
    """What of one data set waits for a file."""

    code: str
    title: str
    rows: str


@dataclass(frozen=True)
class Brought:
    """One result file and what it said."""

    name: str
    at: str
    state: str
    says: str
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class FileRow:
    """One file."""

    number: int
    dataset: str
    state: str
    tone: str
    rows: str
    asked: str
    taken: str
    counts: str
    next: str
    take: str
    answer: str
    drop: str
    brought: tuple[Brought, ...]


class FilesPage:
    """All files of a receiver, the newest first."""

    def __init__(self, line: Line, target: str, number: Any, *, may_make: bool, may_take: bool) -> None:
        self._line, self._may_make, self._may_take = line, may_make, may_take
        self.title = connectors.title(target)
        self.back = reverse(f"{line}:deliveries")
        self.make = reverse(f"{line}:make_file", args=[target]) if may_make else ""
        sent = sorted(one for one in connectors.kind(target).sends if one.startswith(f"{line}."))
        waiting = dict(
            Outbox.objects.filter(target=target, state=State.WAITING).order_by().values_list("dataset").annotate(Count("id"))
        )  # fmt: skip
        self.waiting = [Waiting(one, title_of(one), count(waiting.get(one, 0))) for one in sent]
        files = ManualFile.objects.filter(target=target, dataset__startswith=f"{line}.")
        carried = {
            state: Count("lines", filter=Q(lines__outbox__state=state))
            for state in ("delivered", "refused", "unclear")
        }
        self.page = Paginator(
            files.annotate(**carried).prefetch_related("answers").order_by("-id"), ROWS
        ).get_page(number)
        names = names_of({who for file in self.page for who in (file.asked_by, file.taken_by)})
        self.rows = [self._row(file, names) for file in self.page]

    def _row(self, file: Any, names: dict[str, str]) -> FileRow:
        state = FileState(file.state)

        def at(name: str) -> str:
            return reverse(f"{self._line}:{name}", args=[file.pk])

        told = ("已送达", file.delivered), ("被拒收", file.refused), ("结果待核实", file.unclear)
        open_file = state in (FileState.WANTED, FileState.READY, FileState.TAKEN)
        return FileRow(
            file.pk, title_of(file.dataset), state.label, TONES.get(state, ""), count(file.rows),
            f"{moment(file.asked_at)} {names.get(file.asked_by, '')}",
            f"{moment(file.taken_at)} {names.get(file.taken_by, '')}" if file.taken_at else "",
            "，".join(f"{word} {count(many)}" for word, many in told if many),
            file.problem or NEXT[state] + (f"原因：{file.because}" if file.because else ""),
            at("take_file") if self._may_take and state is FileState.READY else "",
            at("answer_file") if self._may_make and state is FileState.TAKEN else "",
            at("drop_file") if self._may_make and open_file else "",
            tuple(_brought(one) for one in sorted(file.answers.all(), key=lambda one: -one.pk)),
        )  # fmt: skip


def _brought(one: Any) -> Brought:
    words = {"delivered": "送达", "refused": "拒收", "known": "此前已有结果", "unclear": "仍待核实"}
    says = "，".join(
        f"{word} {count(one.told[name])} 条" for name, word in words.items() if one.told.get(name)
    )
    return Brought(
        one.file_name, moment(one.brought_at), AnswerState(one.state).label, one.problem or says,
        tuple(one.remarks),
    )  # fmt: skip
