"""Requests for corrections: the list, and one before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse

from qinkang.accounts.models import Duty, Line
from qinkang.records.actions.correcting import address_of, reasons_of
from qinkang.records.correcting.content import Content
from qinkang.records.correcting.holding import fault
from qinkang.records.correcting.judging import Judged
from qinkang.records.models import Correction, Outbox
from qinkang.records.models.correction import CorrectionState, Kind
from qinkang.records.models.outbox import State
from qinkang.records.presenters.correcting import address, whose
from qinkang.records.presenters.wording import NOTHING, day, identifies, in_words, masked, moment, names_of
from qinkang.records.sources import receiver_name
from qinkang.records.tables import Recorded, Standing
from qinkang.standards.dataset import DATASETS

ROWS = 50
TONES = {
    CorrectionState.ASKED: "wait",
    CorrectionState.RETURNED: "bad",
    CorrectionState.APPROVED: "wait",
    CorrectionState.APPLIED: "good",
}
TABS = {
    "asked": ("待审核", (CorrectionState.ASKED, CorrectionState.APPROVED)),
    "mine": ("我提出的", tuple(CorrectionState)),
    "done": ("已办结", (CorrectionState.APPLIED, CorrectionState.RETURNED, CorrectionState.DROPPED)),
}
NONE = {"asked": "没有等待审核的申请", "mine": "您没有提出过申请", "done": "还没有办结的申请"}
NAMED = 3  # fields named in the list


@dataclass(frozen=True)
class Tab:
    """One of the lists."""

    title: str
    address: str
    chosen: bool


@dataclass(frozen=True)
class Row:
    """One request in the list."""

    number: int
    address: str
    kind: str
    dataset: str
    fields: str
    asked_by: str
    at: str
    state: str
    tone: str


@dataclass(frozen=True)
class Change:
    """One field before and after. `stored` is what the rules make of it, where that differs."""

    title: str
    before: str
    after: str
    stored: str
    identity: bool


class CorrectionsPage:
    """One of the lists, the newest first; what waits, the oldest first."""

    def __init__(self, line: Line, actor: str, given: Mapping[str, Any]) -> None:
        chosen = tab_of(given)
        here = reverse(f"{line}:corrections")
        self.tabs = [Tab(title, f"{here}?tab={code}", code == chosen) for code, (title, _) in TABS.items()]
        self.chosen = chosen
        self.none = NONE[chosen]
        found = found_under(line, chosen, actor).defer("sealed")
        self.page = Paginator(found, ROWS).get_page(given.get("page"))
        names = names_of(one.asked_by for one in self.page)
        self.rows = [_row(one, line, names) for one in self.page]


def tab_of(given: Mapping[str, Any]) -> str:
    """Return the list that an address asks for, a key of `TABS`."""
    return given["tab"] if given.get("tab") in TABS else "asked"


def found_under(line: Line, tab: str, actor: str) -> QuerySet[Correction]:
    """Return the requests of one list; what waits, the oldest first. Drafts are their author's alone."""
    found = Correction.objects.filter(dataset__startswith=f"{line}.", state__in=TABS[tab][1])
    mine = found.filter(asked_by=actor) if tab == "mine" else found.exclude(state=CorrectionState.DRAFT)
    return mine.order_by("id" if tab == "asked" else "-id")


def titles_of(one: Correction) -> list[str]:
    """Return the titles of the fields that a request changes."""
    columns = DATASETS[one.dataset].columns
    return [columns[name].title for name in one.fields if name in columns]


def _row(one: Correction, line: Line, names: Mapping[str, str]) -> Row:
    dataset, state = DATASETS[one.dataset], CorrectionState(one.state)
    titles = titles_of(one)
    more = f" 等 {len(titles)} 项" if len(titles) > NAMED else ""
    draft = state is CorrectionState.DRAFT
    where = reverse(f"{line}:correct", args=[one.dataset, one.record_id]) if draft else address_of(one)
    return Row(
        one.pk, where, Kind(one.kind).label, dataset.title,
        "整条记录" if one.kind in (Kind.WITHDRAW, Kind.RELEASE) else "、".join(titles[:NAMED]) + more,
        names.get(one.asked_by, NOTHING), moment(one.changed_at), state.label, TONES.get(state, ""),
    )  # fmt: skip


class CorrectionPage:
    """One request: what changes, why, what the rules say, whom it is told to, and who decides."""

    def __init__(
        self,
        correction: Correction,
        record: Recorded,
        line: Line,
        content: Content,
        before: Mapping[str, str],
        judged: Judged | None,
        actor: str,
        *,
        may_decide: bool,
        shown: bool = False,
    ) -> None:
        dataset, state = DATASETS[correction.dataset], CorrectionState(correction.state)
        self.number, self.kind = correction.pk, Kind(correction.kind)
        self.state, self.tone = state.label, TONES.get(state, "")
        self.dataset = dataset.title
        self.person, self.who = whose(record, line)
        self.about = f"{dataset.title} · {day(record.happened_on)} · 第 {correction.record_version} 版"
        self.changes = [
            _change(dataset.columns[name], before.get(name), text, judged, shown=shown)
            for name, text in sorted(
                content.changes.items(), key=lambda one: list(dataset.columns).index(one[0])
            )
        ]
        self.other_person = bool(content.sightings)
        self.hidden = not shown and any(one.identity for one in self.changes)
        releases = self.kind is Kind.RELEASE
        self.settles = [fault(dataset.code, rule) for rule in correction.fields] if releases else []
        self.reason = reasons_of(self.kind).get(content.reason, "")
        self.grounds = content.grounds
        self.files = list(correction.evidence.order_by("id").values("id", "kind", "size"))
        names = names_of([correction.asked_by, correction.decided_by])
        self.asked = f"{names.get(correction.asked_by, NOTHING)}　{moment(correction.changed_at)}"
        self.decided = (
            f"{names[correction.decided_by]}　{moment(correction.decided_at)}"
            if correction.decided_by
            else ""
        )
        self.said = correction.said
        self.waits = state is CorrectionState.ASKED
        self.mine = correction.asked_by == actor
        self.decides = self.waits and may_decide and not self.mine
        self.outrun = self.waits and record.version != correction.record_version
        said = judged.said if judged and self.waits else ()
        self.fresh = [one for one in said if one.fresh]
        self.gone = judged.gone if judged and self.waits else 0
        self.held = bool(judged and self.waits and judged.held)
        self.told = _told(correction)
        self.lifts = self.kind is Kind.RESENT
        self.standing = Standing(record.standing).label
        self.again = (
            address(line, Duty.ENTER, record)
            if self.mine and state is CorrectionState.RETURNED and self.kind is not Kind.RESENT
            else ""
        )
        self.here = address_of(correction)
        self.does = {
            what: reverse(f"{line}:correction_{what}", args=[correction.pk])
            for what in ("decide", "drop", "unmask")
        }


def _change(
    field: Any, before: str | None, after: str | None, judged: Judged | None, *, shown: bool
) -> Change:
    written = in_words if shown else masked
    stored = judged.values.get(field.name) if judged else after
    differs = judged is not None and stored != after
    return Change(
        title=field.title,
        before=written(field, before),
        after=written(field, after) if after else "（清空）",
        stored=(written(field, stored) if stored else "不采用") if differs else "",
        identity=identifies(field),
    )


def _told(correction: Correction) -> list[str]:
    """Whom the record was announced to, and how that stands; they will hear of the correction."""
    rows = Outbox.objects.filter(dataset=correction.dataset, record_id=correction.record_id)
    newest: dict[str, Outbox] = {row.target: row for row in rows.order_by("version")}
    return [
        f"{receiver_name(target)}：第 {row.version} 版{State(row.state).label}"
        for target, row in sorted(newest.items())
    ]
