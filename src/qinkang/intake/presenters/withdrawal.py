"""撤回批次: what it does, who asked, who decides."""

from __future__ import annotations

from django.urls import reverse

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.standing import Standing
from qinkang.intake.models import Withdrawal, WithdrawalState
from qinkang.intake.presenters.batches import row_of
from qinkang.intake.presenters.wording import count
from qinkang.records.presenters.wording import moment, names_of

TONES = {
    WithdrawalState.COUNTING: "wait",
    WithdrawalState.COUNTED: "wait",
    WithdrawalState.ASKED: "wait",
    WithdrawalState.APPROVED: "wait",
    WithdrawalState.DONE: "good",
    WithdrawalState.REFUSED: "bad",
    WithdrawalState.DROPPED: "",
    WithdrawalState.IMPOSSIBLE: "bad",
}


class WithdrawalPage:
    """One withdrawal as somebody with these rights sees it."""

    def __init__(self, line: Line, found: Withdrawal, actor: str, standing: Standing) -> None:
        self.number, self.batch = found.pk, row_of(line, found.batch)
        state = WithdrawalState(found.state)
        self.state, self.tone, self.says = state.label, TONES[state], found.says.splitlines()
        self.waits = state in (WithdrawalState.COUNTING, WithdrawalState.APPROVED)
        self.part = reverse(f"{line}:withdrawal_state", args=[found.pk])
        self.ask = reverse(f"{line}:withdrawal_ask", args=[found.pk])
        self.decide = reverse(f"{line}:withdrawal_decide", args=[found.pk])
        self.because = found.because
        who = names_of([found.asked_by, found.decided_by])
        self.steps = [("申请", who[found.asked_by], moment(found.asked_at))]
        if found.decided_by:
            self.steps.append(("审批", who[found.decided_by], moment(found.decided_at)))
        if found.done_at:
            self.steps.append(("撤回", "系统", moment(found.done_at)))
        enters, reviews = standing.units(line, Duty.ENTER), standing.units(line, Duty.REVIEW)
        self.may_ask = state == WithdrawalState.COUNTED and bool(enters)
        self.may_drop = state in (WithdrawalState.COUNTED, WithdrawalState.ASKED) and bool(enters)
        self.asks_decision = state == WithdrawalState.ASKED and bool(reviews)
        self.own = found.asked_by == actor
        self.effect = found.effect
        if self.effect:
            self._count(line, done=state == WithdrawalState.DONE)

    def _count(self, line: Line, *, done: bool) -> None:
        effect = self.effect
        self.counts = [
            ("报送行数", count(effect["rows"]), "本批收到的全部行"),
            ("撤回新增记录", count(effect["withdrawn"]), "本批新增的，撤回后不再有效"),
            ("恢复上一版本", count(effect["restored"]), "本批改过的，恢复为之前的内容"),
            ("涉及人员", count(effect["persons"]), "由别的批次也报过的人员保留"),
            ("不再列出的人员", count(effect.get("gone", 0)), "只有本批报过；再次报送时恢复"),
        ]
        self.lines = []
        for target, there, waiting in effect["told"]:
            if there:
                will = "已通知对方撤销或改回" if done else "将通知对方撤销或改回"
                self.lines.append(f"{target}：{there:,} 条对方已收到或可能已收到，{will}。")
            if waiting:
                self.lines.append(f"{target}：{waiting:,} 条尚未送出，不再报送。")
        if not effect["told"]:
            self.lines.append("没有向外报送过这些记录。")
        if effect["kept"]:
            self.lines.append(f"{effect['kept']:,} 条记录保持不变：本批没有改动，或后来的批次已另有报送。")
        self.later = [
            (f"批次 {batch}", reverse(f"{line}:batch", args=[batch]), f"{rows:,} 条以该批次为准，保持不变")
            for batch, rows in effect["kept_for"]
        ] + [
            (
                f"批次 {batch}", reverse(f"{line}:batch", args=[batch]),
                f"{rows:,} 行当时因本批在先而未采用，{'已' if done else '将'}从原始文件重新采用",
            )
            for batch, rows in effect.get("taken", ())
        ]  # fmt: skip
