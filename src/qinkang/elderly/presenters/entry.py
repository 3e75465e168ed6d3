"""One record on the line of time: what it says, its way from the file to the receipt, what was found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse

from qinkang.cleansing.effect import SEVERITY_IN_WORDS
from qinkang.cleansing.sayings import keeps_back, remedy_of, sentence_of, title_of
from qinkang.elderly.presenters.headline import headline, place_of_record
from qinkang.elderly.presenters.record import Group, group_of
from qinkang.elderly.presenters.sending import TONES, Sending, sending
from qinkang.elderly.presenters.wording import NOTHING, Fact, moment
from qinkang.elderly.questions.timeline import Around, Way
from qinkang.exchange import connectors
from qinkang.exchange.waiting import why_waiting
from qinkang.intake.models import Finding
from qinkang.intake.presenters.wording import dealt_with
from qinkang.records.models import Death
from qinkang.records.models.outbox import Operation, State
from qinkang.records.reading.golden import CONFIRMED
from qinkang.records.tables import Standing

STANDING_TONES = {Standing.ACCEPTED: "good", Standing.HELD: "wait", Standing.WITHDRAWN: ""}
LATER_THAN_DEATH = ("elderly.death", "elderly.person", "elderly.contract")
"""Data sets whose day may well lie after a death: what is brought up to date, and what was agreed before."""


@dataclass(frozen=True)
class Step:
    """One of the four steps of a record's way: what, when, how it ended."""

    title: str
    state: str
    tone: str
    at: str
    says: str


@dataclass(frozen=True)
class Remark:
    """One finding of a record."""

    severity: str
    tone: str
    field: str
    value: str
    says: str
    remedy: str
    batch: str
    current: bool


@dataclass(frozen=True)
class Entry:
    """One record on the line of time."""

    number: int
    kind: str
    day: str
    dataset: str
    organisation: str
    standing: str
    tone: str
    values: tuple[Fact, ...]
    groups: tuple[Group, ...]
    steps: tuple[Step, ...]
    remarks: tuple[Remark, ...]
    sendings: tuple[Sending, ...]
    earlier: tuple[str, ...]
    address: str
    after_death: bool


def entry_of(way: Way, around: Around, death: Death | None = None) -> Entry:
    """Put a record on the line of time.

    Args:
        death: the person's, as it is believed; what is said to have happened later is marked.
    """
    record = way.record
    dataset = record.dataset
    return Entry(
        number=record.pk,
        day=f"{record.happened_on}",
        dataset=dataset.title,
        kind=dataset.code.partition(".")[2],
        organisation=place_of_record(record) or NOTHING,
        standing=Standing(record.standing).label,
        tone=STANDING_TONES[Standing(record.standing)],
        values=headline(record, way.parts),
        groups=tuple(group_of(type(rows[0]), rows) for rows in way.parts.values()),
        steps=tuple(_steps(way, around)),
        remarks=tuple(_remark(one) for one in way.findings),
        sendings=tuple(sending(row, way.attempts.get(row.pk, [])) for row in way.outbox),
        earlier=tuple(
            f"第 {one.version} 版：{_batch(around, one.batch)}第 {one.row_number} 行，"
            f"{moment(one.recorded_at)} 入库，{moment(one.superseded_at)} 被取代"
            for one in way.earlier
        ),
        address=reverse("elderly:record", args=[dataset.code.partition(".")[2], record.pk]),
        after_death=death is not None
        and death.confirm_status == CONFIRMED
        and dataset.code not in LATER_THAN_DEATH
        and record.happened_on > death.death_date,
    )


def _batch(around: Around, number: int) -> str:
    found = around.batches.get(number)
    return f"{found.sender.name} 批次 {number} " if found else f"批次 {number} "


def _steps(way: Way, around: Around) -> list[Step]:
    record, batch = way.record, around.batches.get(way.record.batch_id)
    newest = way.outbox[0] if way.outbox else None
    attempts = way.attempts.get(newest.pk, []) if newest else []
    answered = next((one for one in attempts if one.outcome in ("delivered", "refused")), None)
    rules = Counter(one.severity for one in way.findings if one.current)
    told = "，".join(f"{SEVERITY_IN_WORDS[one]} {rules[one]}" for one in SEVERITY_IN_WORDS if rules[one])
    standing = Standing(record.standing)
    received = Step(
        "收到",
        "已接收",
        "good",
        moment(batch.received_at) if batch else NOTHING,
        f"{around.senders.get(record.sender, NOTHING)}，"
        f"{batch.file_name if batch else f'批次 {record.batch_id}'} 第 {record.row_number} 行",
    )
    cleansed = Step(
        "清洗入库",
        standing.label,
        STANDING_TONES[standing],
        moment(record.recorded_at),
        f"问题数据：{told}" if told else "没有发现问题",
    )
    if newest is None:
        blocked = [one for one in way.findings if one.current and keeps_back(one.dataset, one.rule)]
        why = (
            f"不报送：{sentence_of(blocked[0].dataset, blocked[0].rule, blocked[0].field)}"
            if blocked
            else {
                Standing.HELD: "存疑的记录核实前不报送",
                Standing.WITHDRAWN: "已作废，没有报送过",
            }.get(standing, "没有登记报送")
        )
        return [
            received,
            cleansed,
            Step("报送", "未报送", "wait", NOTHING, why),
            Step("回执", "", "", NOTHING, ""),
        ]
    state = State(newest.state)
    pushed = Step(
        "报送",
        "已发出" if attempts else "待发送",
        "good" if attempts else "wait",
        moment(newest.announced_at),
        f"{connectors.title(newest.target)}，第 {newest.version} 版，{Operation(newest.operation).label}",
    )
    receipt = Step(
        "回执",
        state.label,
        TONES.get(state, "wait"),
        moment(answered.at if answered else None),
        f"对方编号 {newest.said}" if state is State.DELIVERED else why_waiting(newest),
    )
    return [received, cleansed, pushed, receipt]


def _remark(one: Finding) -> Remark:
    return Remark(
        *dealt_with(one.severity, settled=bool(one.settled)),
        title_of(one.dataset, one.field),
        one.value or NOTHING,
        sentence_of(one.dataset, one.rule, one.field),
        remedy_of(one.dataset, one.rule),
        f"批次 {one.batch_id} 第 {one.row_number} 行",
        one.current,
    )
