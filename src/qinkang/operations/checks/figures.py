"""The analytical file."""

from __future__ import annotations

from django.db.models import Max

from qinkang.intake.models import Batch
from qinkang.kernel import clock
from qinkang.measures.figures import data_time
from qinkang.mistake import Mistake
from qinkang.operations.checks import Check, Tone, age

LATE = 30 * 60.0  # seconds figures may be behind the last batch


def figures() -> Check:
    """Its time, against that of the last batch."""
    stored = Batch.objects.aggregate(last=Max("stored_at"))["last"]
    try:
        of = data_time()
    except Mistake:
        tone = Tone.WAIT if stored else Tone.GOOD
        return Check("统计数据", tone, "尚未生成", "请检查后台任务。" if stored else "")
    says = f"截止 {of:%Y-%m-%d %H:%M}"
    behind = (clock.now() - stored).total_seconds() if stored and stored > of else 0.0
    if behind > LATE:
        return Check(
            "统计数据", Tone.WAIT, f"{says}，比最近入库的批次晚{age(behind)}", "请检查后台任务和运行日志。"
        )
    return Check("统计数据", Tone.GOOD, says)
