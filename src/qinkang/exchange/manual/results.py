"""Reading a result file back: what it says of each row, and what it says that settles nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import BinaryIO

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, Scope, acting_as, deed
from qinkang.exchange import endings
from qinkang.exchange.endings import Ending
from qinkang.exchange.manual.files import ACTOR, FileMistake, folder
from qinkang.exchange.manual.workbook import Line, lines_of
from qinkang.exchange.models import AnswerState, FileState, ManualAnswer, ManualFile
from qinkang.exchange.outcomes import Outcome, Receipt, Ref, Refused
from qinkang.exchange.waking import wake_delivery
from qinkang.intake.landing import make_durable, open_sealed_at, seal_whole
from qinkang.kernel import clock
from qinkang.readers import Unreadable
from qinkang.records.models.outbox import State

NAMED = 20  # rows that a remark names; the rest are counted


def bring_answer(number: int, plain: BinaryIO, file_name: str, *, by: Acting) -> ManualAnswer:
    """Keep a result file, sealed; the job reads it. Raises FileMistake where none can be expected."""
    sealed, _ = seal_whole(plain, folder())
    make_durable(folder())
    with deed(by):
        file = ManualFile.objects.filter(pk=number).first()
        if file is None or file.state not in (FileState.TAKEN, FileState.ANSWERED, FileState.DROPPED):
            sealed.unlink()
            raise FileMistake("这份文件还没有下载，不会有结果。")
        answer = ManualAnswer.objects.create(
            file=file, name=sealed.name, file_name=file_name, brought_at=clock.now(), brought_by=by.actor,
            scope=file.scope,
        )  # fmt: skip
        audit("bring_answer", "exchange_manualanswer", answer.pk)
        wake_delivery(file.target)
    return answer


def read_next_answer(target: str, everywhere: Acting) -> bool:
    """Read the oldest result file of a target that nobody has read; say whether there was one."""
    with deed(everywhere):
        waiting = (
            ManualAnswer.objects.filter(file__target=target, state=AnswerState.ARRIVED)
            .select_related("file")
            .order_by("id")
            .first()
        )
    if waiting is None:
        return False
    with acting_as(Scope(tuple(waiting.file.units)), actor=ACTOR, because="读取结果文件"):
        answer = ManualAnswer.objects.select_for_update().select_related("file").get(pk=waiting.pk)
        if answer.state == AnswerState.ARRIVED:
            _read(answer)
    return True


def _read(answer: ManualAnswer) -> None:
    try:
        with open_sealed_at(folder() / answer.name) as plain:
            lines = list(lines_of(plain, answer.file_name))
    except Unreadable as problem:
        answer.state, answer.problem = AnswerState.UNREADABLE, str(problem)
        answer.save(update_fields=["state", "problem"])
        return
    answer.told, answer.remarks = _settle(answer.file, lines)
    answer.state = AnswerState.READ
    answer.save(update_fields=["state", "told", "remarks"])
    audit("read_answer", "exchange_manualanswer", answer.pk, rows=len(lines))
    open_rows = answer.file.lines.filter(outbox__state__in=(State.LEASED, State.UNCLEAR))
    if answer.file.state == FileState.TAKEN and not open_rows.exists():
        ManualFile.objects.filter(pk=answer.file.pk).update(state=FileState.ANSWERED, ended_at=clock.now())


def _settle(file: ManualFile, lines: Iterable[Line]) -> tuple[dict[str, int], list[str]]:
    """Write down what the file says of rows that wait for it; return counts and remarks."""
    carried = {
        Ref(row.outbox.subject, row.outbox.version): row for row in file.lines.select_related("outbox")
    }
    said: dict[Ref, set[Outcome]] = {}
    remarks: dict[str, list[int]] = {}
    for line in lines:
        if line.ref not in carried:
            remarks.setdefault("不在这份上报文件中，没有处理", []).append(line.row)
        elif not isinstance(line.outcome, Receipt | Refused):
            remarks.setdefault(f"{line.outcome.said}，保持待核实", []).append(line.row)
        else:
            said.setdefault(line.ref, set()).add(line.outcome)
            if len(said[line.ref]) > 1:
                remarks.setdefault("同一条记录前后结果不同，保持待核实", []).append(line.row)
    settled, told = [], Counter[str]()
    for ref, outcomes in said.items():
        row = carried[ref]
        (outcome, *contradicting) = outcomes
        if contradicting:
            continue
        if row.outbox.state != State.UNCLEAR:
            told["known"] += 1
            continue
        state, code, words = (
            (State.DELIVERED, "", outcome.their_ref)
            if isinstance(outcome, Receipt)
            else (State.REFUSED, outcome.code, outcome.said)
        )
        settled.append(
            Ending(row.outbox_id, row.outbox.attempts, state.value, code, words, digest=bytes(row.digest))
        )
        told[state.value] += 1
    if settled:
        endings.write(settled, was="unclear")
    told["unclear"] = file.lines.filter(outbox__state=State.UNCLEAR).count()
    return dict(told), [f"{_rows(numbers)}：{says}。" for says, numbers in remarks.items()]


def _rows(numbers: list[int]) -> str:
    named = "、".join(map(str, numbers[:NAMED]))
    return f"第 {named} 行" + (f"等 {len(numbers)} 行" if len(numbers) > NAMED else "")
