"""Answers about records that a full re-send lacked."""

from __future__ import annotations

from collections.abc import Sequence

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.intake.models import Batch, MissingAnswer, MissingRecord
from qinkang.intake.waiting import ask_about_missing
from qinkang.intake.waking import WITHDRAW, wake
from qinkang.kernel import clock
from qinkang.mistake import Mistake


class MissingMistake(Mistake):
    """An answer that cannot be taken; says what to do."""


def answer(questions: Sequence[int], answer: MissingAnswer, because: str, *, by: Acting) -> int:
    """Answer some questions alike; return how many were open. What is 作废 is withdrawn by the flow.

    Raises:
        MissingMistake: 作废 without a reason, or nothing chosen.
    """
    if answer not in (MissingAnswer.VALID, MissingAnswer.VOID):
        raise MissingMistake("请选择仍有效或作废。")
    if answer == MissingAnswer.VOID and not because.strip():
        raise MissingMistake("作废要写明理由，例如“已去世”“重复建档”。")
    with deed(by):
        waiting = MissingRecord.objects.filter(pk__in=questions, answer=MissingAnswer.OPEN)
        about = {
            (one.sender_id, one.dataset): one.batch_id for one in waiting.only("sender", "dataset", "batch")
        }
        count = waiting.update(
            answer=answer, because=because.strip(), answered_by=by.actor, answered_at=clock.now()
        )
        if not count:
            raise MissingMistake("请先勾选要答复的记录；已答复的不能再改。")
        audit(f"answer_missing_{answer.value}", "intake_missingrecord", "多条", rows=count)
        for (sender, dataset), batch in about.items():
            left = MissingRecord.objects.filter(sender=sender, dataset=dataset, answer=MissingAnswer.OPEN)
            ask_about_missing(Batch.objects.select_related("sender").get(pk=batch), left.count())
        if answer == MissingAnswer.VOID:
            wake(WITHDRAW)
    return count
