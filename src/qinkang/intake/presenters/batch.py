"""One batch: what became of it, what was wrong with it, and what can be done."""

from __future__ import annotations

from django.db.models import Count
from django.urls import reverse

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.standing import Standing
from qinkang.intake.models import Batch, CopyState, Finding, MarkedCopy, State, Withdrawal
from qinkang.intake.models.withdrawal import OPEN
from qinkang.intake.presenters.batches import row_of
from qinkang.intake.presenters.found import Broken
from qinkang.intake.presenters.progress import ProgressPart
from qinkang.intake.presenters.wording import COUNTS, size
from qinkang.records.presenters.wording import moment, names_of

TOP = 12  # rules shown; the others stand on the page of findings
DONE = (State.STORED, State.WITHDRAWN)
STANDINGS = {"接收": "accepted", "存疑": "held", "退回": "rejected"}


class BatchPage:
    """One batch as somebody with these rights sees it."""

    def __init__(self, line: Line, batch: Batch, standing: Standing) -> None:
        self._line, self._batch = line, batch
        self.row = row_of(line, batch)
        self.waits = batch.state == State.LANDED
        self.done = batch.state in DONE
        self.state = reverse(f"{line}:batch_state", args=[batch.pk])
        self.progress = ProgressPart.about(f"batch:{batch.pk}") if self.waits else None
        self.counts = self._counts() if self.done else []
        self.facts = self._facts()
        self.notes = batch.notes
        self.findings = self._findings() if self.done else []
        self.all_findings = self._at("findings", batch=batch.pk)
        self.receipts = reverse(f"{line}:receipts", args=[batch.pk])
        self.columns = reverse(f"{line}:columns", args=[batch.sender_id, batch.dataset])
        self._may_do(standing)

    def _at(self, page: str, **asked: object) -> str:
        words = "&".join(f"{name}={value}" for name, value in asked.items())
        return f"{reverse(f'{self._line}:{page}')}?{words}"

    def _counts(self) -> list[tuple[str, str, str]]:
        """Title, number, and where the rows behind it are."""
        receipts = reverse(f"{self._line}:receipts", args=[self._batch.pk])
        severities = {"自动修正": "correct", "提示": "flag"}
        found = []
        for title, number in zip(COUNTS, self.row.counts, strict=True):
            address = receipts
            if title in STANDINGS:
                address = f"{receipts}?standing={STANDINGS[title]}"
            if title in severities:
                address = self._at("findings", batch=self._batch.pk, severity=severities[title])
            found.append((title, number, address if number != "0" else ""))
        return found

    def _facts(self) -> list[tuple[str, str]]:
        batch = self._batch
        who = names_of([batch.received_by])
        facts = [
            ("报送系统", batch.sender.name),
            ("数据集", self.row.dataset),
            ("收到", f"{self.row.at}，{who[batch.received_by]}"),
            ("种类", "历史补录（不计时效，不向国家报送）" if self.row.history else "实时报送"),
            ("大小", size(batch.size)),
        ]
        if batch.stored_at:
            facts.append(("入库", moment(batch.stored_at)))
        if batch.encoding:
            facts.append(("编码", batch.encoding.upper()))
        if batch.rulebook:
            facts.append(("规则手册", batch.rulebook[:12]))
        return facts

    def _findings(self) -> list[Broken]:
        batch = self._batch
        grouped = Finding.objects.filter(batch=batch).values("rule", "severity", "field")
        found = grouped.annotate(rows=Count("row_number")).order_by("-rows", "rule", "field")[:TOP]
        return [
            Broken.of(
                batch.dataset, one["rule"], one["field"], one["severity"], one["rows"],
                address=self._at("findings", batch=batch.pk, rule=one["rule"], field=one["field"]),
            )
            for one in found
        ]  # fmt: skip

    def _may_do(self, standing: Standing) -> None:
        """What this reader may do: have a marked copy, withdraw the batch, confirm its columns."""
        line, batch = self._line, self._batch
        enters = bool(standing.units(line, Duty.ENTER))
        exports = bool(standing.units(line, Duty.EXPORT))
        self.confirms = enters and batch.state == State.UNMAPPED
        self.copy = MarkedCopy.objects.filter(batch=batch).order_by("-id").first() if self.done else None
        self.copy_waits = self.copy is not None and self.copy.state == CopyState.ASKED
        self.copy_says = self._copy_says()
        way = "" if enters else "_export"
        self.copies = self.done and (enters or exports)
        self.copy_ask = reverse(f"{line}:mark_copy{way}", args=[batch.pk])
        made = self.copy is not None and self.copy.state == CopyState.MADE
        self.copy_get = reverse(f"{line}:copy{way}", args=[self.copy.pk]) if made else ""
        newest = Withdrawal.objects.filter(batch=batch).exclude(state="dropped").order_by("-id").first()
        self.withdrawal = newest and (
            newest.get_state_display(), reverse(f"{line}:withdrawal", args=[newest.pk])
        )  # fmt: skip
        under_way = newest is not None and newest.state in OPEN
        self.withdraws = enters and batch.state == State.STORED and not under_way
        self.withdraw = reverse(f"{line}:withdraw", args=[batch.pk])

    def _copy_says(self) -> str:
        if self.copy is None:
            return "在原文件右侧加一列，逐行写明问题和改法，发给报送方改正后重报。"
        if self.copy.state == CopyState.ASKED:
            return "正在生成，完成后可以下载；离开本页不受影响。"
        if self.copy.state == CopyState.FAILED:
            return self.copy.says
        made = f"{self.copy.file_name}，{size(self.copy.size)}，{moment(self.copy.made_at)} 生成"
        return f"{made}。{self.copy.says}含身份信息，下载记入审计。"
