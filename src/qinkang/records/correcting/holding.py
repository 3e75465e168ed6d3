"""What holds a record, and what of it two people have settled: by rule, for the values they saw."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.misnumbered import WRONG_NUMBER
from qinkang.cleansing.plan import RECEIVED, fields_read, make_plan
from qinkang.cleansing.rulebook import Rulebook
from qinkang.cleansing.sayings import rules_by_code, title_of
from qinkang.records.correcting.judging import NEVER_ASKED, judge
from qinkang.records.correcting.texts import texts_of
from qinkang.records.key_check import ring_in_force
from qinkang.records.keys import Family
from qinkang.records.models import Correction, CrossFinding
from qinkang.records.models.correction import CorrectionState, Kind
from qinkang.records.sealing import index_many
from qinkang.records.tables import Recorded
from qinkang.records.writing.staging import recorded_models
from qinkang.standards.dataset import Dataset

APART, MISSING = "\x1f", "\x1e"


@dataclass(frozen=True)
class Fault:
    """One rule that holds a record, in words."""

    rule: str
    title: str
    says: str
    remedy: str


def fault(dataset: str, rule: str, field: str = "") -> Fault:
    """Return a rule in words."""
    known = rules_by_code(dataset).get(rule)
    title = title_of(dataset, field)
    return Fault(rule, title, known.sentence(title) if known else rule, known.remedy if known else "")


def faults_of(record: Recorded, book: Rulebook) -> list[Fault]:
    """Return what holds a record by the present rules: its own values, then other records, each rule once."""
    code = record.dataset.code
    own = [
        (one.rule, one.field)
        for one in judge(record.dataset, texts_of(record), {}, book).said
        if one.severity == Effect.HOLD.severity
    ]
    others = CrossFinding.objects.filter(dataset=code, record_id=record.pk, effect=Effect.HOLD.value)
    found: dict[str, Fault] = {}
    for rule, field in (*own, *others.order_by("rule").values_list("rule", "field")):
        found.setdefault(rule, fault(code, rule, field))
    return list(found.values())


def values_seen(record: Recorded, rules: Collection[str], book: Rulebook) -> dict[str, str]:
    """Return a keyed hash of the values for which each rule holds the record.

    Of a rule about one row, the fields it looks at; where that cannot be said, the whole record. Of a rule
    across records the whole record and the one that shows the fault.
    """
    texts = texts_of(record)
    others = dict(
        CrossFinding.objects.filter(dataset=record.dataset.code, record_id=record.pk).values_list(
            "rule", "other"
        )
    )
    said = {}
    for rule in sorted(rules):
        if rule in others:
            values = [bytes(record.content).hex(), others[rule], _content_of(others[rule])]
        else:
            names = _looked_at(record.dataset, rule, book) or set(record.dataset.columns) - NEVER_ASKED
            values = [f"{name}{MISSING}{texts.get(name, '')}" for name in sorted(names)]
        said[rule] = APART.join((f"v1|settled|{record.dataset.code}|{rule}", *values))
    hashes = index_many(ring_in_force().writing(Family.INDEX), list(said.values()))
    return {rule: bytes(value or b"").hex() for rule, value in zip(said, hashes, strict=True)}


def settled(model: type[Recorded], records: Collection[int], book: Rulebook) -> dict[int, dict[str, int]]:
    """Return what of these records two people have settled and is still as they saw it: rule to request."""
    released = Correction.objects.filter(
        dataset=model.dataset.code, kind=Kind.RELEASE, state=CorrectionState.APPLIED
    )
    if not released.exists():  # nearly always; a list of all records of a batch is long
        return {}
    released = released.filter(record_id__in=list(records))
    known: dict[int, list[tuple[int, Mapping[str, str]]]] = {}
    for number, record, settles in released.order_by("id").values_list("id", "record_id", "settles"):
        known.setdefault(record, []).append((number, settles or {}))
    found: dict[int, dict[str, int]] = {}
    for record in model.objects.filter(pk__in=known):
        asked = {rule for _, settles in known[record.pk] for rule in settles}
        now = values_seen(record, asked, book)
        found[record.pk] = {
            rule: number
            for number, settles in known[record.pk]
            for rule, seen in settles.items()
            if seen == now[rule]
        }
    return found


def cannot_be_settled(faults: Collection[Fault]) -> str:
    """Return why a record is not released whatever people say of its values; "" where it may be."""
    if any(one.rule == WRONG_NUMBER.code for one in faults):
        return "这条记录因证件号码是他人的而存疑，不能直接解除：请更正号码，或在判定记录中撤销那次判定。"
    return ""


def _looked_at(dataset: Dataset, rule: str, book: Rulebook) -> set[str]:
    """The fields that a rule about one row looks at; none where it looks at more than fields of the form.

    What the normaliser computes from a field (`id_no_problem`) is that field.
    """
    judgements = [one for one in make_plan(dataset, book).judging if one.check.rule.code == rule]
    found: set[str] = set()
    seen = {name for one in judgements for name in (*one.check.fields, *fields_read(one.promise))}
    for name in seen - {RECEIVED}:
        of = [column for column in dataset.columns if name == column or name.startswith(f"{column}_")]
        if not of:
            return set()
        found.add(max(of, key=len))
    return found


def _content_of(other: str) -> str:
    """What another record says, `death/17`, as a hash; "" where no single record is named."""
    name, _, number = other.partition("/")
    for model in recorded_models():
        if number.isdigit() and model.dataset.code.endswith(f".{name}"):
            content = model.objects.filter(pk=int(number)).values_list("content", flat=True).first()
            return bytes(content).hex() if content else ""
    return ""
