"""One person: who it is, masked; every record on its way in and out; and where each value comes from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from qinkang.elderly.asking import SEXES
from qinkang.elderly.presenters.entry import entry_of
from qinkang.elderly.presenters.record import written
from qinkang.elderly.presenters.wording import NOTHING, Fact, count, moment
from qinkang.elderly.questions.timeline import Known
from qinkang.elderly.reach import Reach
from qinkang.records.golden import GROUP_OF
from qinkang.records.models import Sighting
from qinkang.records.models.person import How
from qinkang.records.precedence import order_in_force
from qinkang.records.reading import Identity
from qinkang.records.reading.golden import CONFIRMED, Golden, believed_death, golden_values
from qinkang.standards.field import AreaCode
from qinkang.standards.sources import GROUPS

GOLDEN = {"name_from_id": "姓名", "number_from_id": "证件号码"}
SHOWN_GROUPS = ("identity", "living")
"""Groups of values that sightings give; about those that records give it stands beside each value."""
SOURCES = {"sex": "性别", "birth_date": "出生日期", "live_region": "居住区划"}


@dataclass(frozen=True)
class Source:
    """One sighting: who said what, and which of the person's values come from it."""

    sender: str
    kind: str
    batch: str
    at: str
    how: str
    name: str
    id_no: str
    phone: str
    gives: str


@dataclass(frozen=True)
class Kind:
    """How many records of one kind there are."""

    title: str
    number: int
    says: str


@dataclass(frozen=True)
class GoldenRow:
    """One value of the person, where it stands, and why that one."""

    title: str
    says: str
    dataset: str
    address: str
    day: str
    sender: str
    kind: str
    because: str


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

    def __init__(
        self, known: Known, who: Identity, seen: dict[int, Identity], reach: Reach, today: date
    ) -> None:
        self._known, self._order = known, order_in_force()
        records = [way.record for way in known.ways]
        self.death = believed_death(records)
        self.dead, self.suspected = self._told_of_death()
        self.golden = [self._golden(one, reach) for one in golden_values(records, today, self._order)]
        region = known.person.live_region
        named = next(
            (seen[one.pk].name for one in known.sightings if one.pk in seen and seen[one.pk].name), None
        )
        phone = next(
            (seen[one.pk].phone for one in known.sightings if one.pk in seen and seen[one.pk].phone), None
        )
        shown = replace(who, name=who.name or named, phone=phone)
        self.identity = IdentityPart(known.person.pk, shown, reach, region)
        self.because = [
            f"{GROUPS[group]}：{says}" for group, says in self._order.because.items() if group in SHOWN_GROUPS
        ]
        self.provisional = known.person.number_from_id is None
        self.entries = [entry_of(way, known.around, self.death) for way in known.ways]
        self.sources = [self._source(one, seen) for one in known.sightings]
        self.kinds = [
            Kind(title, number, f"{number} 份")
            for title, number in Counter(one.dataset for one in self.entries).items()
        ]
        self.total = f"{count(len(self.entries))} 份记录，{count(len(self.sources))} 个来源身份"
        self.county = ""
        self.county_address = ""
        if region and reach.holds(region[:6]):
            self.county = reach.name(region[:6])
            self.county_address = reverse("elderly:area", args=[region[:6]])

    def _told_of_death(self) -> tuple[str, str]:
        """The death as the page says it: confirmed, and only suspected."""
        if self.death is None:
            return "", ""
        source = written(self.death.dataset.fields["source"], self.death.source)
        if self.death.confirm_status == CONFIRMED:
            return f"{self.death.death_date} 去世（{source}，已确认）", ""
        return "", f"{source}报告 {self.death.death_date} 去世，尚未确认，请核实"

    def _golden(self, one: Golden, reach: Reach) -> GoldenRow:
        record, dataset = one.record, one.record.dataset
        says = written(one.field, one.value)
        if isinstance(one.field, AreaCode):
            says = place_in_words(reach, one.value)
        remarks = [self._order.because[one.owner.group]] if one.first else []
        remarks += [one.owner.believes.value]
        remarks += ["已超过12个月，请更新"] if one.stale else []
        remarks += [f"另有 {one.others} 份同类记录说法不同"] if one.others else []
        return GoldenRow(
            one.owner.title,
            says,
            dataset.title,
            reverse("elderly:record", args=[dataset.code.partition(".")[2], record.pk]),
            f"{record.happened_on}",
            self._known.around.senders.get(record.sender, NOTHING),
            self._known.around.kinds.get(record.sender, ""),
            "；".join(remarks),
        )

    def _source(self, sighting: Sighting, seen: dict[int, Identity]) -> Source:
        person, pk = self._known.person, sighting.pk
        who = seen.get(pk)
        gives = [title for name, title in GOLDEN.items() if getattr(person, name) == pk]
        gives += [
            title
            for name, title in SOURCES.items()
            if getattr(person, name) is not None and self._giver_of(name) == pk
        ]
        link = next((one for one in self._known.links if one.sighting_id == pk), None)
        return Source(
            sender=self._known.around.senders.get(sighting.sender, NOTHING),
            kind=self._known.around.kinds.get(sighting.sender, ""),
            batch=f"批次 {sighting.batch_id}",
            at=moment(sighting.created_at),
            how=How(link.how).label if link else NOTHING,
            name=(who.name if who else None) or NOTHING,
            id_no=(who.id_no if who else None) or "无",
            phone=(who.phone if who else None) or NOTHING,
            gives="、".join(gives) or NOTHING,
        )

    def _giver_of(self, name: str) -> int | None:
        """Of the sightings that say what the person's value is the one that is believed: the newest of the surest."""
        wanted = getattr(self._known.person, name)
        same = [one for one in self._known.sightings if getattr(one, name) == wanted]
        group = GROUP_OF[name]
        return min(same, key=lambda one: self._order.place(group, one.sender)).pk if same else None
