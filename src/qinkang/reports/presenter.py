"""One's own exports, as the page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from qinkang.accounts.models import User
from qinkang.kernel import clock
from qinkang.reports.actions import KEPT
from qinkang.reports.models import Export, State

ROWS = 50
TONES = {State.DONE: "good", State.FAILED: "bad", State.RUNNING: "wait", State.WAITING: "wait"}


class ExportRow:
    """One export: how far it is, and what can be done."""

    def __init__(self, export: Export) -> None:
        state = State(export.state)
        self.number, self.title, self.filters = export.pk, export.title, export.filters
        self.kind = "完整身份信息" if export.whole else "已脱敏"
        self.because = export.because
        self.at = f"{export.asked_at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}"
        self.state, self.tone, self.problem = state.label, TONES.get(state, ""), export.problem
        self.going = state in (State.WAITING, State.RUNNING)
        self.part = int(100 * export.done / export.total) if export.total else 0
        self.told = self._progress(export, state)
        self.expires = f"{export.expires_on:%Y-%m-%d}" if state is State.DONE else ""
        self.downloads = export.downloads
        self.row = reverse("reports:row", args=[export.pk])
        self.cancel = reverse("reports:cancel", args=[export.pk]) if self.going else ""
        self.file = reverse("reports:download", args=[export.pk]) if state is State.DONE else ""

    @staticmethod
    def _progress(export: Export, state: State) -> str:
        if state is State.WAITING:
            return "等待生成"
        if state is State.DONE:
            return f"{export.done:,} 行，{filesizeformat(export.size)}"
        if state is not State.RUNNING or export.total is None:
            return "正在读取名单" if state is State.RUNNING else ""
        told = f"{export.done:,} / {export.total:,} 行"
        spent = (clock.now() - export.began_at).total_seconds() if export.began_at else 0
        if export.done and spent > 1:
            rate = export.done / spent
            told += f"，每秒 {rate:,.0f} 行，约剩 {max(1, round((export.total - export.done) / rate))} 秒"
        return told


class ExportsPage:
    """The exports of one person, the newest first."""

    def __init__(self, user: User, given: Mapping[str, Any]) -> None:
        found = Export.objects.filter(user=user).order_by("-id")
        self.page = Paginator(found, ROWS).get_page(given.get("page"))
        self.rows = [ExportRow(one) for one in self.page]
        self.kept = KEPT.days
