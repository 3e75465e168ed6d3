"""Asking for the sender's own workbook with what is wrong in each row, and opening it."""

from __future__ import annotations

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.intake.landing import landing_folder, open_sealed_at
from qinkang.intake.models import Batch, CopyState, MarkedCopy, State
from qinkang.intake.waking import MARK_COPIES, wake
from qinkang.kernel import clock
from qinkang.mistake import Mistake


class CopyMistake(Mistake):
    """A marked copy that cannot be had; says what to do."""


def ask_for_copy(batch: Batch, *, by: Acting) -> MarkedCopy:
    """Ask for a marked copy; the one that is being made, if there is one.

    Raises:
        CopyMistake: a batch whose rows have not been judged.
    """
    if batch.state not in (State.STORED, State.WITHDRAWN) or not batch.landing:
        raise CopyMistake("批次入库之后才能生成问题标注。")
    with deed(by):
        copy, new = MarkedCopy.objects.get_or_create(
            batch=batch,
            state=CopyState.ASKED,
            defaults={"asked_by": by.actor, "asked_at": clock.now(), "scope": batch.scope},
        )
        if new:
            audit("ask_for_copy", "intake_markedcopy", copy.pk)
            wake(MARK_COPIES)
    return copy


def read_copy(copy: MarkedCopy, *, by: Acting) -> bytes:
    """Open a copy; it holds whatever the sender's file holds, and reading it is audited.

    Raises:
        CopyMistake: it is not there.
    """
    path = landing_folder() / copy.place
    if copy.state != CopyState.MADE or not path.is_file():
        raise CopyMistake("这份问题标注已不在，请重新生成。")
    with deed(by):
        audit("read_copy", "intake_markedcopy", copy.pk, rows=copy.batch.rows)
    with open_sealed_at(path) as plain:
        return plain.read()
