"""Batches on their way in."""

from __future__ import annotations

from django.db.models import Count, Min

from qinkang.intake.models import Batch, State
from qinkang.kernel import clock
from qinkang.operations.checks import Check, Tone, age

SLOW = 15 * 60.0  # seconds a batch may wait before somebody looks


def taken_in() -> Check:
    """Batches that wait to be taken in, and what was taken in last."""
    waiting = Batch.objects.filter(state=State.LANDED).aggregate(count=Count("id"), oldest=Min("received_at"))
    last = Batch.objects.filter(state=State.STORED).order_by("-stored_at").values_list("stored_at", flat=True)
    now = clock.now()
    newest = last.first()
    stored = f"最近一批在{age((now - newest).total_seconds())}前入库" if newest else "还没有批次入库"
    if not waiting["count"]:
        return Check("批次入库", Tone.GOOD, f"没有等待的批次，{stored}")
    waited = (now - waiting["oldest"]).total_seconds()
    says = f"{waiting['count']} 个批次等待，最久{age(waited)}；{stored}"
    if waited > SLOW:
        return Check("批次入库", Tone.WAIT, says, "等待过久，请检查后台任务是否在工作。")
    return Check("批次入库", Tone.GOOD, says)


def set_aside() -> Check:
    """Batches that wait for a person."""
    states = dict(
        Batch.objects.filter(state__in=[State.UNMAPPED, State.UNREADABLE, State.STUCK])
        .values_list("state")
        .annotate(Count("id"))
    )
    says = "、".join(f"{State(state).label} {count} 个" for state, count in sorted(states.items()))
    if states.get(State.STUCK):
        return Check(
            "待处理批次", Tone.BAD, says, "“处理出错”的批次请查看运行日志并报告；文件已封存，不会丢失。"
        )
    if states:
        return Check("待处理批次", Tone.WAIT, says, "请通知相应处室确认列对照，或请报送方重新导出。")
    return Check("待处理批次", Tone.GOOD, "没有需要人工处理的批次")
