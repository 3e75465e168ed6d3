"""One announcement: how it stands, what happens next, every attempt with request and answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from qinkang.exchange import connectors
from qinkang.exchange.asked import Asked, title, tone
from qinkang.exchange.contents import Withheld
from qinkang.exchange.models import ManualRow
from qinkang.exchange.presenters.listing import persons_of
from qinkang.exchange.presenters.message import MessagePart
from qinkang.exchange.presenters.wording import OUTCOMES, title_of
from qinkang.exchange.remedies import Remedy, remedy
from qinkang.exchange.repushing import WAYS, Way
from qinkang.exchange.waiting import why_waiting
from qinkang.records.models import Attempt, Outbox
from qinkang.records.models.outbox import Operation, State
from qinkang.records.presenters.wording import moment, person_page


@dataclass(frozen=True)
class Try:
    """One attempt."""

    at: str
    outcome: str
    tone: str
    answer: str
    digest: str
    same: str


@dataclass(frozen=True)
class Version:
    """Another version of the same thing, or this one."""

    says: str
    state: str
    tone: str
    address: str


class DeliveryPage:
    """One row of the outbox."""

    def __init__(
        self, asked: Asked, row: Outbox, message: MessagePart | Withheld, today: date, *, may_repush: bool
    ) -> None:
        line, state = asked.line, State(row.state)
        self.number, self.record = row.pk, f"{title_of(row.dataset)} {row.record_id}"
        self.target = connectors.title(row.target)
        self.version = f"第 {row.version} 版 {Operation(row.operation).label}"
        self.state, self.tone = title(state), tone(state)
        self.at, self.batch = moment(row.announced_at), row.batch_id
        self.why = why_waiting(row)
        self.remedy: Remedy | None = (
            remedy(row.target, row.said_code, today) if state is State.REFUSED else None
        )
        self.message = message if isinstance(message, MessagePart) else None
        self.no_message = message.because if isinstance(message, Withheld) else ""
        digest = self.message.digest if self.message else b""
        self.tries = [_tried(one, digest) for one in row.tries.order_by("-at", "-id")]
        self.versions = [
            Version(
                f"第 {one.version} 版 {Operation(one.operation).label}", title(one.state), tone(one.state),
                "" if one.pk == row.pk else reverse(f"{line}:delivery", args=[one.pk]),
            )
            for one in Outbox.objects.filter(target=row.target, subject=row.subject).order_by("-version")
        ]  # fmt: skip
        person = persons_of([row]).get(row.pk)
        self.person = person_page(line, person) if person else ""
        self.list = Asked(line, target=row.target, group="announced").at(reverse(f"{line}:deliveries"))
        self.unmask = reverse(f"{line}:delivery_unmask", args=[row.pk])
        way = WAYS.get(state)
        doubtful = state is State.UNCLEAR and not connectors.can_ask(row.target)
        self.action = {Way.SOON: "立即发送", Way.AGAIN: "按原内容重推", Way.ASK: "向对方查询"}.get(way, "")
        self.repush = (
            Asked(line, row=f"{row.pk}").at(reverse(f"{line}:repush"))
            if may_repush and way and not doubtful
            else ""
        )
        self.settle = reverse(f"{line}:delivery_settle", args=[row.pk]) if may_repush and doubtful else ""
        carried = ManualRow.objects.filter(outbox=row).order_by("-file").values_list("file", "place").first()
        self.file = f"上报文件 {carried[0]} 第 {carried[1]} 行" if carried else ""


def _tried(one: Attempt, digest: bytes) -> Try:
    state = State(one.outcome)
    kept = bytes(one.request_digest)
    same = "" if not kept or not digest else "与下面的报文一致" if kept == digest else "报文内容此后有变化"
    return Try(
        moment(one.at),
        OUTCOMES[one.outcome],
        tone(state),
        one.answer.strip() or "没有回答",
        kept.hex()[:12],
        same,
    )
