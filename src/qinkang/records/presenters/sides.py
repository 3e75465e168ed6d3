"""Two sightings side by side: what each says, masked unless there is a reason, and what comparing them showed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qinkang.accounts.models import Line
from qinkang.kernel.id_document import IdType
from qinkang.records.models import Sighting
from qinkang.records.presenters.wording import NOTHING, area_in_words, moment, person_page
from qinkang.records.questions import facts_of_persons, facts_of_sightings
from qinkang.records.reading import Identity, identities_of
from qinkang.records.sources import sources_of
from qinkang.standards.codes.person import ID_TYPE, SEX

STRONG = 3.0  # bits from which a level is said to speak clearly


@dataclass(frozen=True)
class Compared:
    """One line: what both sides say, and what that means."""

    title: str
    left: str
    right: str
    found: str
    tone: str
    says: str


@dataclass(frozen=True)
class Side:
    """What else is known of one of the two."""

    person: int
    address: str
    source: str
    at: str
    facts: str
    own_facts: str


class Sides:
    """Two sightings with the stored explanation of how they compare."""

    def __init__(
        self,
        line: Line,
        sightings: tuple[int, int],
        persons: tuple[int, int],
        explanation: Sequence[Mapping[str, Any]],
        *,
        shown: bool,
    ) -> None:
        self.shown = shown
        known = {one.pk: one for one in Sighting.objects.filter(pk__in=sightings).defer("sealed")}
        who = identities_of(sightings, masked=not shown)
        levels = {one["comparison"]: one for one in explanation}
        left, right = (who[one] for one in sightings)
        regions = [known[one].live_region for one in sightings]
        self.rows = [
            _compared(title, code, levels, values)
            for title, code, values in (
                ("姓名", "name", (left.name, right.name)),
                ("证件号码", "number", (_number(left), _number(right))),
                ("性别", "sex", tuple(SEX.labels.get(one.sex or "", one.sex) for one in (left, right))),
                ("出生日期", "birth_date", (left.birth_date, right.birth_date)),
                ("联系电话", "phone", (left.phone, right.phone)),
                ("居住地", "residence", tuple(one and area_in_words(one) for one in regions)),
                ("住址", "", (left.live_addr, right.live_addr)),
            )
        ]
        sources = sources_of(list(known.values()))
        facts, own = facts_of_persons(set(persons)), facts_of_sightings(sightings)
        self.left, self.right = (
            Side(
                person, person_page(line, person), sources[one], moment(known[one].created_at),
                counts_in_words(facts.get(person)), counts_in_words(own.get(one)),
            )
            for one, person in zip(sightings, persons, strict=True)
        )  # fmt: skip


def _compared(
    title: str, code: str, levels: Mapping[str, Mapping[str, Any]], values: tuple[str | None, ...]
) -> Compared:
    level = levels.get(code)
    left, right = (value or NOTHING for value in values)
    if level is None:
        return Compared(title, left, right, "", "", "")
    weight = level["weight"]
    strong = "有力" if abs(weight) >= STRONG else ""
    says = f"{strong}支持同一人" if weight > 0 else f"{strong}反对同一人" if weight < 0 else "不影响"
    tone = "for" if weight > 0 else "against" if weight < 0 else ""
    return Compared(title, left, right, level["label"], tone, says)


def _number(who: Identity) -> str | None:
    if who.id_no and who.id_type not in (None, IdType.CITIZEN_ID):
        return f"{who.id_no}（{ID_TYPE.labels.get(who.id_type or '', who.id_type)}）"
    return who.id_no


def counts_in_words(facts: Counter[str] | None) -> str:
    """Write how many records there are, by data set."""
    return "、".join(f"{title} {many}" for title, many in sorted((facts or {}).items())) or "没有记录"
