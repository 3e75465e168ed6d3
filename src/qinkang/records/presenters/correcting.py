"""The form of a correction: the data set's own form, with what stands in it now and what shall stand there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from qinkang.accounts.models import Duty, Line
from qinkang.kernel import clock
from qinkang.records.correcting.content import REASONS, RELEASE_REASONS, Content
from qinkang.records.correcting.holding import cannot_be_settled, faults_of
from qinkang.records.correcting.judging import Judged, Said
from qinkang.records.models import Correction, PersonLink
from qinkang.records.presenters.wording import NOTHING, day, in_words, masked, moment, person_page
from qinkang.records.reading import identities_of
from qinkang.records.tables import Recorded, Standing, sighting_fields
from qinkang.registry.questions import rulebook
from qinkang.standards.dataset import Dataset
from qinkang.standards.dataset import Section as Declared
from qinkang.standards.field import Choice, Choices, Day, Field, Month, Number

PREFIX = "f_"
"""Before the name of a column in the form, so that no column is taken for anything else."""


@dataclass(frozen=True)
class Control:
    """One field of the form.

    Attributes:
        kind: which control draws it: text, number, day, month, choice, choices; masked shows it only.
        value: what stands in it now, draft included.
        was: what the record says, as people read it.
    """

    name: str
    title: str
    kind: str
    value: str
    chosen: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    unit: str
    was: str
    original: str
    changed: bool
    needed: bool


@dataclass(frozen=True)
class Section:
    """One section of the form.

    Attributes:
        identity: whether it says who somebody is; then `shown` tells whether it has been unmasked.
        filled: how many of its fields the record has.
        folded: fields of repeated groups that are empty, shown on demand.
    """

    anchor: str
    title: str
    identity: bool
    shown: bool
    controls: tuple[Control, ...]
    folded: tuple[Control, ...]
    filled: int
    changed: int


class CorrectingPage:
    """Everything the form shows."""

    def __init__(
        self,
        record: Recorded,
        line: Line,
        duty: Duty,
        texts: Mapping[str, str],
        draft: Correction | None,
        content: Content,
        *,
        shown: bool = False,
        returned: Correction | None = None,
    ) -> None:
        dataset: Dataset = record.dataset
        self.record, self.duty, self.line = record, duty, line
        self._texts, self._changes, self._shown = texts, content.changes, shown
        self._dataset = dataset
        self.dataset = dataset.title
        self.sections = [self.section(number) for number in range(len(dataset.sections))]
        self.content, self.reasons = content, REASONS
        self.draft = draft
        self.kept_at = moment(draft.changed_at) if draft else ""
        self.returned = returned
        self.held = record.standing == Standing.HELD
        self.faults = faults_of(record, rulebook(clock.today())) if self.held else []
        self.not_released = cannot_be_settled(self.faults)
        self.release_reasons = RELEASE_REASONS
        self.withdrawn = record.standing == Standing.WITHDRAWN
        self.files = [] if draft is None else list(draft.evidence.order_by("id").values("id", "kind", "size"))
        self.here = address(line, duty, record)
        self.unmask = address(line, duty, record, "_unmask")
        self.list = reverse(f"{line}:corrections")
        self.person, self.who = whose(record, line)
        self.about = f"{day(record.happened_on)} · 第 {record.version} 版 · {Standing(record.standing).label}"

    def section(self, number: int) -> Section:
        """Return one section of the form."""
        declared: Declared = self._dataset.sections[number]
        names = declared.columns
        identity = bool(set(names) & self._dataset.identity_names)
        part = next((one for one in self._dataset.parts.values() if names and names[0] in one.flat()), None)
        open_until = len(names) if part is None else self._last_group(names, len(part.fields))
        shown = not identity or self._shown
        return Section(
            anchor=f"s{number}",
            title=declared.title,
            identity=identity,
            shown=shown,
            controls=tuple(self._control(name, shown=shown) for name in names[:open_until]),
            folded=tuple(self._control(name, shown=shown) for name in names[open_until:]),
            filled=sum(name in self._texts for name in names),
            changed=sum(name in self._changes for name in names),
        )

    def _last_group(self, names: Collection[str], width: int) -> int:
        """Return how many fields of a repeated group are open: the filled groups and one more."""
        said = {**self._texts, **{name: text or "" for name, text in self._changes.items()}}
        filled = [place for place, name in enumerate(names) if said.get(name)]
        return ((filled[-1] // width + 2) if filled else 1) * width

    def _control(self, name: str, *, shown: bool) -> Control:
        field, original = self._dataset.columns[name], self._texts.get(name)
        value = self._changes.get(name, original) or ""
        return Control(
            name=PREFIX + name,
            title=field.title,
            kind=kind_of(field) if shown else "masked",
            value=value if shown else "",
            chosen=tuple(value.split("、")) if shown and isinstance(field, Choices) else (),
            options=options_of(field),
            unit=field.unit if isinstance(field, Number) else "",
            was=in_words(field, original) if shown else masked(field, original),
            original=(original or "") if shown else "",
            changed=name in self._changes,
            needed=field.required,
        )


class VerdictPart:
    """What the rules say of the form as it stands, and whether it has been kept."""

    def __init__(self, judged: Judged | None, changes: Mapping[str, str | None], draft: Correction) -> None:
        self.kept_at = moment(draft.changed_at)[-5:]
        self.changed = len(changes)
        said: tuple[Said, ...] = judged.said if judged else ()
        self.stops = [one for one in said if one.stops]
        self.fresh = [one for one in said if one.fresh and not one.stops]
        self.old = len([one for one in said if not one.fresh and not one.stops])
        self.gone = judged.gone if judged else 0
        self.held = judged.held if judged else False


def kind_of(field: Field) -> str:
    """Return which control draws a field."""
    match field:
        case Choice():
            return "choice"
        case Choices():
            return "choices"
        case Day():
            return "day"
        case Month():
            return "month"
        case Number():
            return "number"
    return "text"


def options_of(field: Field) -> tuple[tuple[str, str], ...]:
    """Return codes and labels of a field that has a list."""
    return tuple(field.codes.labels.items()) if isinstance(field, Choice | Choices) else ()


def address(line: Line, duty: Duty, record: Any, more: str = "") -> str:
    """Return the form of one record for those who enter, or for those who review."""
    name = ("review_correct" if duty is Duty.REVIEW else "correct") + more
    return reverse(f"{line}:{name}", args=[record.dataset.code, record.pk])


def whose(record: Recorded, line: Line) -> tuple[str, str]:
    """Return the address of the person's page, if the line has one, and the masked name."""
    pointed = [getattr(record, f"{name}_id") for name in sighting_fields(record.dataset).values()]
    if not pointed:
        return "", ""
    who = identities_of(pointed[:1]).get(pointed[0])
    person = PersonLink.objects.filter(sighting=pointed[0]).values_list("person_id", flat=True).first()
    page = person_page(line, person) if person else ""
    return page, (who.name if who else None) or NOTHING
