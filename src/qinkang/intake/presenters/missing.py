"""Records that a full file lacked, masked, each with its question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

from qinkang.accounts.filters import Filter, choices
from qinkang.accounts.models import Line
from qinkang.intake.missing import model_of
from qinkang.intake.models import MissingAnswer, MissingRecord
from qinkang.intake.presenters.batches import of_datasets, of_senders
from qinkang.intake.presenters.wording import title_of_dataset, titles
from qinkang.kernel import masking
from qinkang.records.presenters.wording import day, moment, names_of
from qinkang.records.reading import identities_of
from qinkang.records.tables import sighting_fields

ROWS = 50
TONES = {
    MissingAnswer.OPEN: "wait",
    MissingAnswer.VALID: "good",
    MissingAnswer.VOID: "bad",
    MissingAnswer.RETURNED: "good",
    MissingAnswer.MOOT: "",
}


@dataclass(frozen=True)
class MissingRow:
    """One record that is asked about."""

    number: int
    name: str
    id_no: str
    record: str
    dataset: str
    happened: str
    sender: str
    batch: int
    asked: str
    answer: str
    tone: str
    more: str


class MissingPage:
    """What is asked; what was answered, on request."""

    def __init__(self, line: Line, given: Mapping[str, Any]) -> None:
        sender, dataset, answer = given.get("sender", ""), given.get("dataset", ""), answer_of(given)
        found = asked_of(line, given)
        self.open = answer == MissingAnswer.OPEN
        self.page = Paginator(found.select_related("sender"), ROWS).get_page(given.get("page"))
        self.rows = rows_of(list(self.page))
        self.total = self.page.paginator.count
        answers = {one.value: f"答复：{one.label}" for one in MissingAnswer}
        self.filters = [
            Filter("answer", "答复", choices(answers, str(answer))),
            of_senders("报送系统", sender),
            of_datasets(line, dataset),
        ]
        self.asked = {"sender": sender, "dataset": dataset}


def answer_of(given: Mapping[str, Any]) -> MissingAnswer:
    """Return the answer that an address asks for; usually none yet."""
    asked = given.get("answer", "")
    return MissingAnswer(asked) if asked in MissingAnswer.values else MissingAnswer.OPEN


def asked_of(line: Line, given: Mapping[str, Any]) -> QuerySet[MissingRecord]:
    """Return the questions that an address asks for."""
    sender, dataset = given.get("sender", ""), given.get("dataset", "")
    found = MissingRecord.objects.filter(dataset__startswith=f"{line}.", answer=answer_of(given))
    if sender.isdigit():
        found = found.filter(sender=int(sender))
    if dataset in titles(line):
        found = found.filter(dataset=dataset)
    return found.order_by("id")


def rows_of(questions: Sequence[MissingRecord], *, masked: bool = True) -> list[MissingRow]:
    """Write the questions with whose records they are: three queries for each data set, however many rows."""
    by_dataset: dict[str, list[int]] = defaultdict(list)
    for one in questions:
        by_dataset[one.dataset].append(one.record)
    records, who = {}, {}
    for dataset, numbers in by_dataset.items():
        model = model_of(dataset)
        subject = next(iter(sighting_fields(model.dataset).values()), None)
        for record in model.objects.filter(pk__in=numbers):
            sighting = getattr(record, f"{subject}_id") if subject else None
            records[dataset, record.pk] = (record, sighting)
    sightings = {sighting for _, sighting in records.values() if sighting}
    who = identities_of(sightings, masked=masked) if sightings else {}
    answered = names_of(one.answered_by for one in questions)
    rows = []
    for one in questions:
        record, sighting = records.get((one.dataset, one.record), (None, None))
        person = who.get(sighting)
        answer = MissingAnswer(one.answer)
        more = f"{answered.get(one.answered_by, '')} {moment(one.answered_at)} {one.because}".strip()
        rows.append(
            MissingRow(
                one.pk, (person and person.name) or "姓名不详", (person and person.id_no) or "无有效证件号码",
                _number(record.source_no, masked=masked) if record else "—",
                title_of_dataset(one.dataset), day(record.happened_on) if record else "—", one.sender.name,
                one.batch_id, moment(one.asked_at), answer.label, TONES[answer],
                more if one.answered_at else "",
            )
        )  # fmt: skip
    return rows


def _number(source_no: str | None, *, masked: bool) -> str:
    return (masking.record_number(source_no) if masked else source_no) or "按业务主键"
