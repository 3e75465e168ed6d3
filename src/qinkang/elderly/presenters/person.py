"""One person: who it is, masked; every record on its way in and out; and where each value comes from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from qinkang.cleansing.effect import SEVERITY_IN_WORDS
from qinkang.cleansing.sayings import keeps_back, remedy_of, sentence_of, title_of
from qinkang.elderly.asking import SEXES
from qinkang.elderly.presenters.record import written
from qinkang.elderly.presenters.sending import TONES, Sending, sending
from qinkang.elderly.presenters.wording import NOTHING, Fact, count, moment
from qinkang.elderly.questions.timeline import Known, Way
from qinkang.elderly.reach import Reach
from qinkang.exchange import connectors
from qinkang.exchange.waiting import why_waiting
from qinkang.intake.models import Finding
from qinkang.records.models import Sighting
from qinkang.records.models.outbox import Operation, State
from qinkang.records.models.person import How
from qinkang.records.reading import Identity
from qinkang.records.tables import Standing

STANDING_TONES = {Standing.ACCEPTED: "good", Standing.HELD: "wait", Standing.WITHDRAWN: ""}
SEVERITY_TONES = {"reject": "bad", "hold": "wait", "correct": "", "flag": ""}
GOLDEN = {"name_from_id": "姓名", "number_from_id": "证件号码"}
SOURCES = {"sex": "性别", "birth_date": "出生日期", "live_region": "居住区划"}


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
    day: str
    dataset: str
    organisation: str
    standing: str
    tone: str
    values: tuple[Fact, ...]
    steps: tuple[Step, ...]
    remarks: tuple[Remark, ...]
    sendings: tuple[Sending, ...]
    earlier: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class Source:
    """One sighting: who said what, and which of the person's values come from it."""

    sender: str
    batch: str
    at: str
    how: str
    name: str
    id_no: str
    phone: str
    gives: str


class IdentityPart:
    """Who it is. Masked unless the reason for more is in the audit trail."""

    def __init__(self, number: int, who: Identity, reach: Reach, region: str | None) -> None:
        self.number, self.masked = number, who.masked
        self.name = who.name or "姓名不详"
        self.facts = [
            Fact("性别", SEXES.get(who.sex or "", "不详")),
            Fact("出生年" if who.masked else "出生日期", who.birth_date or "不详"),
            Fact("证件号码", who.id_no or "无有效证件号码"),
            Fact("联系电话", who.phone or NOTHING),
            Fact("居住地", who.live_addr or NOTHING),
            Fact("居住区划", place_in_words(reach, region)),
        ]
        self.unmask_address = reverse("elderly:unmask", args=[number])


def place_in_words(reach: Reach, region: str | None) -> str:
    """Write an area of 6 to 12 digits: the county by name, a township by its code."""
    if not region:
        return "不详"
    name = reach.book.path(reach.book.resolve(region[:6]) or region[:6]) or region
    return f"{name} {region[:9]}" if len(region) > 6 else name


class PersonPage:
    """The whole page."""

    def __init__(self, known: Known, who: Identity, seen: dict[int, Identity], reach: Reach) -> None:
        self._known = known
        region = known.person.live_region
        named = next(
            (seen[one.pk].name for one in known.sightings if one.pk in seen and seen[one.pk].name), None
        )
        self.identity = IdentityPart(known.person.pk, replace(who, name=who.name or named), reach, region)
        self.provisional = known.person.number_from_id is None
        self.entries = [self._entry(way) for way in known.ways]
        self.sources = [self._source(one, seen) for one in known.sightings]
        self.total = f"{count(len(self.entries))} 份体检记录，{count(len(self.sources))} 个来源身份"
        self.county = ""
        self.county_address = ""
        if region and reach.holds(region[:6]):
            self.county = reach.name(region[:6])
            self.county_address = reverse("elderly:area", args=[region[:6]])

    def _entry(self, way: Way) -> Entry:
        record = way.record
        dataset = record.dataset
        return Entry(
            number=record.pk,
            day=f"{record.happened_on}",
            dataset=dataset.title,
            organisation=record.org or NOTHING,
            standing=Standing(record.standing).label,
            tone=STANDING_TONES[Standing(record.standing)],
            values=tuple(self._headline(record)),
            steps=tuple(self._steps(way)),
            remarks=tuple(self._remark(one) for one in way.findings),
            sendings=tuple(sending(row, way.attempts.get(row.pk, [])) for row in way.outbox),
            earlier=tuple(
                f"第 {one.version} 版：{self._batch(one.batch)}第 {one.row_number} 行，"
                f"{moment(one.recorded_at)} 入库，{moment(one.superseded_at)} 被取代"
                for one in way.earlier
            ),
            address=reverse("elderly:record", args=[record.pk]),
        )

    def _headline(self, record: Any) -> list[Fact]:
        """The values a doctor looks at first."""
        fields = record.dataset.fields

        def said(name: str) -> str:
            unit = getattr(fields[name], "unit", "") or ""
            return written(fields[name], getattr(record, name)) + (f" {unit}" if unit else "")

        facts = []
        for side, word in (("left", "左"), ("right", "右")):
            high, low = getattr(record, f"sbp_{side}"), getattr(record, f"dbp_{side}")
            if high is not None and low is not None:
                facts.append(Fact(f"血压（{word}）", f"{high:g}/{low:g} mmHg"))
        others = {"bmi": "体质指数", "fpg": "空腹血糖", "selfcare_self": "自理能力自评", "doctor": "责任医生"}
        facts += [
            Fact(title, said(name)) for name, title in others.items() if getattr(record, name) is not None
        ]
        return facts

    def _batch(self, number: int) -> str:
        found = self._known.batches.get(number)
        return f"{found.sender.name} 批次 {number} " if found else f"批次 {number} "

    def _steps(self, way: Way) -> list[Step]:
        record, batch = way.record, self._known.batches.get(way.record.batch_id)
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
            f"{self._known.senders.get(record.sender, NOTHING)}，"
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

    def _remark(self, one: Finding) -> Remark:
        return Remark(
            SEVERITY_IN_WORDS.get(one.severity, one.severity),
            SEVERITY_TONES.get(one.severity, ""),
            title_of(one.dataset, one.field),
            one.value or NOTHING,
            sentence_of(one.dataset, one.rule, one.field),
            remedy_of(one.dataset, one.rule),
            f"批次 {one.batch_id} 第 {one.row_number} 行",
            one.current,
        )

    def _source(self, sighting: Sighting, seen: dict[int, Identity]) -> Source:
        person, pk = self._known.person, sighting.pk
        who = seen.get(pk)
        gives = [title for name, title in GOLDEN.items() if getattr(person, name) == pk]
        gives += [
            title
            for name, title in SOURCES.items()
            if getattr(person, name) is not None and self._first_with(name) == pk
        ]
        link = next((one for one in self._known.links if one.sighting_id == pk), None)
        return Source(
            sender=self._known.senders.get(sighting.sender, NOTHING),
            batch=f"批次 {sighting.batch_id}",
            at=moment(sighting.created_at),
            how=How(link.how).label if link else NOTHING,
            name=(who.name if who else None) or NOTHING,
            id_no=(who.id_no if who else None) or "无",
            phone=(who.phone if who else None) or NOTHING,
            gives="、".join(gives) or NOTHING,
        )

    def _first_with(self, name: str) -> int | None:
        """The newest sighting that says what the person's value is."""
        wanted = getattr(self._known.person, name)
        return next((one.pk for one in self._known.sightings if getattr(one, name) == wanted), None)
