"""What is on its way to outside systems."""

from __future__ import annotations

from django.db.models import Count, Min, Q

from qinkang.exchange import connectors
from qinkang.exchange.targets import targets
from qinkang.kernel import clock
from qinkang.operations.checks import Check, Tone, age
from qinkang.records.models import Outbox

SLOW = 60 * 60.0  # seconds a row may wait before somebody looks


def deliveries() -> list[Check]:
    """One check for each outside system."""
    on_the_way = Q(state__in=["waiting", "leased", "unreachable"])
    found = {
        row["target"]: row
        for row in Outbox.objects.values("target").annotate(
            waiting=Count("id", filter=on_the_way),
            oldest=Min("announced_at", filter=on_the_way),
            unreachable=Count("id", filter=Q(state="unreachable")),
            unclear=Count("id", filter=Q(state="unclear")),
            refused=Count("id", filter=Q(state="refused")),
        )
    }
    return [_of(target, found.get(target)) for target in targets()]


def _of(target: str, row: dict | None) -> Check:
    title = f"对外报送：{connectors.title(target)}"
    if row is None:
        return Check(title, Tone.GOOD, "没有需要报送的数据")
    says = f"等待 {row['waiting']:,} 条"
    waited = (clock.now() - row["oldest"]).total_seconds() if row["oldest"] else 0.0
    says += f"，最久{age(waited)}" if row["waiting"] else ""
    says += f"；未送达 {row['unreachable']:,}，结果待核实 {row['unclear']:,}，被拒收 {row['refused']:,}"
    if row["unreachable"] and waited > SLOW:
        return Check(
            title,
            Tone.BAD,
            says,
            "对方系统长时间无法连接，请检查网络并联系对方。数据不会丢失，恢复后自动续报。",
        )
    if row["waiting"] and waited > SLOW:
        return Check(title, Tone.WAIT, says, "报送缓慢，请检查后台任务和对方系统。")
    return Check(title, Tone.GOOD, says)
