"""撤回: batches that somebody wishes to take back are counted, and taken back once a second person agreed.

Here too go the records that a full file lacked and somebody declared 作废.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from typing import Any

from django.db import IntegrityError, connection, transaction

from qinkang.accounts import to_dos
from qinkang.accounts.audit import audit
from qinkang.accounts.scope import acting, deed
from qinkang.exchange import connectors
from qinkang.exchange.targets import targets_of
from qinkang.intake.missing import model_of
from qinkang.intake.models import Batch, MissingAnswer, MissingRecord, State, Withdrawal, WithdrawalState
from qinkang.intake.waiting import address_of, line_of
from qinkang.intake.withdrawing import effect_of, make_plan, rest_sightings, stood_back, take_back, tell_held
from qinkang.kernel import clock
from qinkang.pipeline.across.judging import judge_records
from qinkang.pipeline.everywhere import everywhere
from qinkang.pipeline.taking_again import CannotTakeAgain, take_again
from qinkang.records.writing.outbox import announce

ALONE = "SELECT pg_advisory_xact_lock(hashtext(%s))"
VOID = """
UPDATE {table} t SET standing = 'withdrawn', version = t.version + 1, batch_id = g.batch, recorded_at = %(now)s,
  actor = %(actor)s
FROM unnest(%(records)s::bigint[], %(batches)s::bigint[]) AS g(id, batch)
WHERE t.id = g.id AND t.standing <> 'withdrawn'
"""
IN_THE_WAY = (
    "恢复时与另一条记录重号（业务主键或记录编号相同），没有作任何改动。请先撤回后来的批次，或更正这些记录。"
)

log = logging.getLogger(__name__)


def withdraw_next() -> bool:
    """Take the next step of a withdrawal; say whether there was one."""
    with deed(everywhere("job:withdraw", "核算和执行批次撤回")):
        free = Withdrawal.objects.select_for_update(skip_locked=True, of=("self",))
        waiting = free.filter(state__in=[WithdrawalState.COUNTING, WithdrawalState.APPROVED])
        found = waiting.select_related("batch__sender").order_by("id").first()
        if found is None:
            return False
        if found.state == WithdrawalState.COUNTING:
            _count(found)
        else:
            _carry_out(found)
        found.save(update_fields=["effect", "state", "says", "done_at"])
    return True


class _OnlyCounted(Exception):
    """Everything was tried and counted; nothing of it is to stay."""


def _count(found: Withdrawal) -> None:
    """Count what would happen: it is carried out, counted and undone."""
    batch, found.effect, problems = _planned_for(found)
    if not problems:
        try:
            with transaction.atomic():
                found.effect |= _take_back(batch)
                raise _OnlyCounted
        except _OnlyCounted:
            pass
        except (IntegrityError, CannotTakeAgain) as problem:
            problems = [_in_words(problem)]
    found.state = WithdrawalState.IMPOSSIBLE if problems else WithdrawalState.COUNTED
    found.says = "\n".join(problems)


def _carry_out(found: Withdrawal) -> None:
    """Take the batch back. What was counted may have changed since, so it is worked out anew."""
    batch, found.effect, problems = _planned_for(found)
    if not problems:
        try:
            with transaction.atomic():
                found.effect |= _take_back(batch)
        except (IntegrityError, CannotTakeAgain) as problem:
            problems = [_in_words(problem)]
    found.state = WithdrawalState.IMPOSSIBLE if problems else WithdrawalState.DONE
    found.says = "\n".join(problems) or found.says
    found.done_at = None if problems else clock.now()
    line = line_of(batch.dataset)
    to_dos.tell(
        "withdrawal_done", title=f"批次 {batch.pk} {'不能撤回' if problems else '已撤回'}", more=found.says,
        link=address_of(line, "batch", batch.pk), line=line, unit=batch.sender.unit_id,
    )  # fmt: skip


def _planned_for(found: Withdrawal) -> tuple[Batch, dict[str, Any], list[str]]:
    """Return the batch, alone among all that stores rows of its data set, the effect and the problems of its plan."""
    with connection.cursor() as cursor:
        cursor.execute(ALONE, [f"qinkang store {model_of(found.batch.dataset)._meta.db_table}"])
    locked = Batch.objects.select_for_update(no_key=True, of=("self",)).select_related("sender")
    batch = locked.get(pk=found.batch_id)
    make_plan(batch)
    effect = _effect_of(batch)
    return batch, effect, effect["problems"] if batch.state == State.STORED else ["这个批次已不在入库状态。"]


def _take_back(batch: Batch) -> dict[str, Any]:
    """Carry the plan out, and all that follows from it; return what that came to."""
    model = model_of(batch.dataset)
    waiting = stood_back(batch)
    take_back(batch, targets=targets_of(batch.dataset))
    taken = [one for one in (take_again(*other) for other in waiting.items()) if one.rows]
    judge_records(
        model, sorted({*_planned(), *(record for one in taken for record in one.records)}), batch.pk
    )
    for one in taken:
        tell_held(one.batch, one.rows)
    return {"taken": [[one.batch.pk, len(one.rows)] for one in taken], "gone": rest_sightings(batch)}


def _in_words(problem: IntegrityError | CannotTakeAgain) -> str:
    return str(problem) if isinstance(problem, CannotTakeAgain) else IN_THE_WAY


def _effect_of(batch: Batch) -> dict[str, Any]:
    """Count the effect, with the receivers by their names."""
    effect = effect_of(batch)
    effect["told"] = [[connectors.title(target), *counts] for target, *counts in effect["told"]]
    return effect


def _planned() -> list[int]:
    """The records that the plan of this transaction is about."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM withdrawal_plan")
        return [number for (number,) in cursor.fetchall()]


def void_missing() -> int:
    """Withdraw the records that were answered 作废; return how many."""
    with deed(everywhere("job:withdraw", "全量报送中缺少的记录作废")):
        waiting = MissingRecord.objects.select_for_update(skip_locked=True).filter(
            answer=MissingAnswer.VOID, done_at=None
        )
        by_dataset: dict[str, list[MissingRecord]] = defaultdict(list)
        for one in waiting.order_by("id"):
            by_dataset[one.dataset].append(one)
        for dataset, questions in by_dataset.items():
            _void(dataset, questions)
        return sum(map(len, by_dataset.values()))


def _void(dataset: str, questions: list[MissingRecord]) -> None:
    model = model_of(dataset)
    table = model._meta.db_table
    records = [one.record for one in questions]
    said = {
        "records": records,
        "batches": [one.batch_id for one in questions],
        "now": clock.now(),
        "actor": acting().actor,
    }
    with connection.cursor() as cursor:
        cursor.execute(ALONE, [f"qinkang store {table}"])
        cursor.execute(VOID.format(table=table), said)
    announce(model, records, targets_of(dataset), batch=None)
    judge_records(model, records)
    MissingRecord.objects.filter(pk__in=[one.pk for one in questions]).update(done_at=clock.now())
    audit("void_missing", table, "多条", rows=len(records))
