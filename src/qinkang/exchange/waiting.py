"""Why a row of the outbox has not arrived yet, and whom it waits for, in one sentence for the desk."""

from __future__ import annotations

from datetime import datetime

from qinkang.exchange import connectors
from qinkang.exchange.channel import MOST_FAILURES
from qinkang.exchange.models import Channel
from qinkang.exchange.remedies import remedy
from qinkang.kernel import clock
from qinkang.records.models import Outbox
from qinkang.records.models.outbox import State


def why_waiting(row: Outbox) -> str:
    """Return the sentence. Call it inside `acting_as`, in a scope that sees all versions of the subject."""
    peer = connectors.title(row.target)
    match row.state:
        case State.DELIVERED:
            return f"已送达{peer}，不需要处理。"
        case State.SUPERSEDED:
            return "已被同一记录的新版本取代，不再发送。"
        case State.LEASED if connectors.by_hand(row.target):
            return "已写入上报文件，还没有离开本系统。等待：经办人下载文件并上报。"
        case State.UNCLEAR if connectors.by_hand(row.target):
            return f"{row.said}，在此之前不再发送。等待：经办人。"
        case State.LEASED:
            return f"正在第 {row.attempts} 次发送，最迟 {_at(row.lease_until)} 有结果。等待：{peer}。"
        case State.REFUSED:
            known = remedy(row.target, row.said_code, clock.today())
            whose = known.whose if known else "填报机构"
            return f"被{peer}拒收（{row.said_code} {row.said}）。等待：{whose}处理；更正后自动重新报送。"
        case State.HELD:
            return f"已停下：{row.said or '由人工停止发送'}。等待：数据管理员处理。"
        case State.UNCLEAR if row.next_attempt_at is None or not connectors.can_ask(row.target):
            return f"可能已经送达，{peer}不能查询。等待：数据管理员向对方核实。"
        case State.UNCLEAR:
            return f"可能已经送达（{row.said}），将于 {_at(row.next_attempt_at)} 向对方查询，查明之前不再发送。等待：{peer}。"
        case _:
            return _behind_others(row) or _behind_time(row, peer)


def _behind_others(row: Outbox) -> str:
    """What must happen to other rows first; "" if nothing."""
    same = Outbox.objects.filter(target=row.target, subject=row.subject)
    newer = same.filter(version__gt=row.version).order_by("-version").first()
    if newer:
        return f"已有第 {newer.version} 版，本版不再发送。"
    other = same.filter(state__in=(State.LEASED, State.UNCLEAR, State.HELD)).order_by("version").first()
    if other:
        return f"同一记录的第 {other.version} 版{State(other.state).label}，有结果后才能发送本版。" + (
            "等待：数据管理员处理。"
            if other.state == State.HELD
            else f"等待：{connectors.title(row.target)}。"
        )
    for subject in row.after:
        first = Outbox.objects.filter(target=row.target, subject=subject).order_by("-version").first()
        if first is None or first.state != State.DELIVERED:
            stands = "尚未登记报送" if first is None else State(first.state).label
            return f"须在 {subject} 送达之后发送，后者目前{stands}。等待：{subject}。"
    return ""


def _behind_time(row: Outbox, peer: str) -> str:
    """What the row waits for when no other row stands before it."""
    channel = Channel.objects.filter(target=row.target).first()
    if channel and channel.closed_until and channel.closed_until > clock.now():
        tries = f"连续 {channel.failures} 次没有连通" if channel.failures >= MOST_FAILURES else "要求稍后再来"
        return f"{peer}{tries}，全部暂停到 {_at(channel.closed_until)}。等待：{peer}。"
    if connectors.by_hand(row.target):
        return "等待生成上报文件。等待：经办人。"
    due = row.next_attempt_at
    if due and due > clock.now():
        before = "上次没有送出" if row.state == State.UNREACHABLE else "上次没有发送"
        return f"{before}（{row.said}），将于 {_at(due)} 再次发送，已试 {row.attempts} 次。等待：{peer}。"
    return "排队中，轮到后自动发送。等待：发送程序。"


def _at(moment: datetime | None) -> str:
    """A moment as the desk reads it."""
    if moment is None:
        return "稍后"
    local = moment.astimezone(clock.SHANGHAI)
    return f"{local:%H:%M:%S}" if local.date() == clock.today() else f"{local:%m-%d %H:%M}"
