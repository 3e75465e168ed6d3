"""单据: what is on it, who did what, and the step that somebody may take."""

from __future__ import annotations

from typing import Any

from qinkang.accounts.models import Duty, Line
from qinkang.accounts.standing import Standing
from qinkang.accounts.units import unit_tree
from qinkang.maternal.actions.steps import state_in_words, step_of
from qinkang.maternal.models import Slip
from qinkang.maternal.models.slip import OPEN, SlipKind, SlipState
from qinkang.records.presenters.wording import moment, names_of

CHECKS = {
    SlipKind.DOWN: ("核对出库", "与经办人当面核对实物的起止编号和张数，一致后出库；此后由接收单位签收。"),
    SlipKind.TRANSFER: ("批准调剂", "批准后这些空白证即出库，由接收单位签收。"),
    SlipKind.DESTROY: ("确认销毁", "两人在场清点后销毁。确认后不能恢复。"),
}


class SlipPage:
    """One slip."""

    def __init__(self, slip: Slip, standing: Standing, actor: str) -> None:
        tree = unit_tree()
        self.slip, self.kind = slip, SlipKind(slip.kind)
        self.title = f"{self.kind.label}单 {slip.pk}"
        self.state = state_in_words(slip, tree)
        self.tone = "wait" if slip.state in OPEN else "good" if slip.state == SlipState.SIGNED else ""
        self.giver = tree.name(slip.giver_id)
        self.receiver = tree.name(slip.receiver_id) if slip.receiver_id else ""
        self.ranges = [(*one.numbers, len(one)) for one in slip.spans]
        self.sheets = slip.sheets
        self._names = names_of({slip.asked_by, slip.checked_by, slip.refused_by, slip.ended_by})
        self.steps = self._steps()
        step = step_of(slip, tree)
        own = {duty: standing.units(Line.MATERNAL, duty) for duty in (Duty.ISSUE, Duty.REVIEW)}
        may = bool(step and step[0] in own[step[1]])
        second = slip.asked_by != actor
        asked, sent = slip.state == SlipState.ASKED, slip.state == SlipState.SENT
        signs = sent or (asked and self.kind == SlipKind.SUBMIT)
        self.may_check = may and asked and not signs and second
        self.may_sign = may and signs and second
        self.may_take_back = slip.giver_id in own[Duty.ISSUE] and slip.state in (
            SlipState.SENT,
            SlipState.REFUSED,
        )
        self.may_drop = slip.giver_id in own[Duty.ISSUE] and asked
        self.waits_for_another = may and (asked or sent) and not second
        self.check, self.check_says = CHECKS.get(self.kind, ("", ""))

    def _steps(self) -> list[dict[str, Any]]:
        one = self.slip
        checked = "批准" if self.kind == SlipKind.TRANSFER else "核对出库"
        ends = {
            SlipState.SIGNED: "确认销毁" if self.kind == SlipKind.DESTROY else "签收",
            SlipState.RETURNED: "收回",
            SlipState.DROPPED: "未执行",
        }
        found = [("经办", one.asked_by, one.asked_at, one.remark)]
        if one.checked_by:
            found.append((checked, one.checked_by, one.checked_at, ""))
        if one.refused_by:
            found.append(("拒收", one.refused_by, None, one.said))
        if one.ended_by:
            said = "" if one.refused_by else one.said
            found.append((ends[SlipState(one.state)], one.ended_by, one.ended_at, said))
        return [
            {"what": what, "who": self._names[who], "at": moment(at) if at else "", "said": said}
            for what, who, at, said in found
        ]
