"""更正, 作废: one person asks that a record be changed or withdrawn, a second one says yes or no.

Each is one transaction with its line in the audit trail. Nothing is written into the record here: an
approved request is a row in a known state, and the flow that stores corrections is woken.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from qinkang.accounts import to_dos
from qinkang.accounts.audit import audit
from qinkang.accounts.models import Duty, Line, User
from qinkang.accounts.scope import Acting, deed
from qinkang.cleansing.rulebook import Rulebook
from qinkang.kernel import clock
from qinkang.mistake import Mistake
from qinkang.records.correcting.content import REASONS, RELEASE_REASONS, TABLE, Content, sealed
from qinkang.records.correcting.holding import cannot_be_settled, faults_of
from qinkang.records.correcting.judging import NEVER_ASKED, Changes, Judged, judge
from qinkang.records.correcting.texts import texts_of
from qinkang.records.models import Correction
from qinkang.records.models.correction import OPEN, CorrectionState, Kind
from qinkang.records.tables import Recorded, Standing
from qinkang.records.waiting import unit_to_ask
from qinkang.records.writing.sightings import reserve_ids

STORE = "store_corrections"
"""The job that stores what was approved."""
TO_DO, NEWS = "correction_to_review", "correction_decided"


class CorrectionMistake(Mistake):
    """A request that cannot be carried out; says what to do."""


@dataclass(frozen=True)
class Wanted:
    """What somebody wants of one record: changes with a reason and grounds, or its withdrawal."""

    record: Recorded
    kind: Kind
    content: Content


def keep_draft(wanted: Wanted, *, by: Acting) -> Correction:
    """Keep what somebody has typed so far; there is one draft per person and record."""
    with deed(by):
        mine = Correction.objects.select_for_update().filter(state=CorrectionState.DRAFT, **_key(wanted, by))
        return _put(mine.first(), wanted, by)


def throw_away(wanted: Wanted, *, by: Acting) -> None:
    """Forget a draft, with its files."""
    with deed(by):
        draft = Correction.objects.filter(state=CorrectionState.DRAFT, **_key(wanted, by)).first()
        if draft:
            draft.evidence.all().delete()
            draft.state, draft.fields = CorrectionState.DROPPED, []
            draft.sealed = sealed(draft.pk, Content())
            draft.save(update_fields=["state", "fields", "sealed"])


def judged(wanted: Wanted, book: Rulebook) -> Judged:
    """Run the record with the changes through all rules of its data set."""
    return judge(wanted.record.dataset, texts_of(wanted.record), wanted.content.changes, book)


def real_changes(texts: dict[str, str], changes: Changes) -> dict[str, str | None]:
    """Return the changes that change anything."""
    return {
        name: text or None
        for name, text in changes.items()
        if name not in NEVER_ASKED and (text or None) != texts.get(name)
    }


def ask(wanted: Wanted, *, by: Acting, book: Rulebook) -> Correction:
    """Put a correction before a second person.

    Raises:
        CorrectionMistake: nothing changes, no reason or no grounds, a finding that must be put right
            first, nothing held that could be released, or another request about the record that waits.
    """
    record, content = wanted.record, wanted.content
    with deed(by):
        if content.reason not in reasons_of(wanted.kind) or not content.grounds.strip():
            raise CorrectionMistake("请选择原因，并写明依据（例如：已核对纸质体检表）。")
        if record.standing == Standing.WITHDRAWN:
            raise CorrectionMistake("该记录已作废，不能再更正。")
        if wanted.kind is Kind.CHANGE:
            _refuse_pointless(wanted, book)
        rules = _rules_to_settle(record, book) if wanted.kind is Kind.RELEASE else None
        if Correction.objects.filter(
            dataset=record.dataset.code, record_id=record.pk, state__in=OPEN
        ).exists():
            raise CorrectionMistake("这条记录已有更正申请在审核，请等办结后再发起。")
        mine = Correction.objects.select_for_update().filter(state=CorrectionState.DRAFT, **_key(wanted, by))
        asked = _put(mine.first(), wanted, by)
        asked.state = CorrectionState.ASKED
        asked.fields = asked.fields if rules is None else rules
        asked.save(update_fields=["state", "fields"])
        audit(f"ask_{wanted.kind}", TABLE, asked.pk)
        file_to_do(asked)
    return asked


def approve(number: int, *, by: Acting) -> Correction:
    """Say yes, as a second person; the record is written by the flow that is woken here.

    Raises:
        CorrectionMistake: not waiting, one's own, or the record has moved on since.
    """
    with deed(by):
        found = _waiting(number, by)
        found.state = CorrectionState.APPROVED
        _decided(found, by, "")
        audit("approve_correction", TABLE, found.pk)
        wake()
    return found


def give_back(number: int, said: str, *, by: Acting) -> Correction:
    """Say no, with words. Raises CorrectionMistake: not waiting, one's own, or no words."""
    if not said.strip():
        raise CorrectionMistake("请写明退回的意见，申请人据此修改。")
    with deed(by):
        found = _waiting(number, by)
        found.state = CorrectionState.RETURNED
        _decided(found, by, said.strip())
        audit("return_correction", TABLE, found.pk)
        tell_asker(found, "更正申请被退回", said.strip())
    return found


def drop(number: int, *, by: Acting) -> None:
    """Take one's own request back before anybody has decided. Raises CorrectionMistake where it is too late."""
    with deed(by):
        mine = Correction.objects.select_for_update().filter(
            pk=number, state=CorrectionState.ASKED, asked_by=by.actor
        )
        found = mine.first()
        if found is None:
            raise CorrectionMistake("只能撤回本人提出、尚未审核的申请。")
        found.state, found.changed_at = CorrectionState.DROPPED, clock.now()
        found.save(update_fields=["state", "changed_at"])
        audit("drop_correction", TABLE, found.pk)
        to_dos.settle(TO_DO, found.pk)


def file_to_do(asked: Correction) -> None:
    """Put a request before those who may decide it."""
    line = line_of(asked.dataset)
    to_dos.file(
        TO_DO,
        asked.pk,
        title=f"{Kind(asked.kind).label}申请待审核",
        more=f"申请 {asked.pk}，须由另一人审核",
        link=address_of(asked),
        line=line,
        unit=unit_to_ask(line, asked.scope, Duty.REVIEW, but=asked.asked_by),
        duty=Duty.REVIEW,
    )


def tell_asker(correction: Correction, title: str, more: str) -> None:
    """Tell whoever asked what came of it; a job needs no telling."""
    kind, _, number = correction.asked_by.partition(":")
    if kind == "user" and number.isdigit():
        user = User(pk=int(number))
        to_dos.tell(
            NEWS, title=f"{title}（申请 {correction.pk}）", more=more, link=address_of(correction), user=user
        )


def address_of(correction: Correction) -> str:
    """Return the page of a request."""
    return reverse(f"{line_of(correction.dataset)}:correction", args=[correction.pk])


def line_of(dataset: str) -> Line:
    """Return the line that a data set belongs to: the first word of its code."""
    return Line(dataset.split(".")[0])


def wake() -> None:
    """Wake the flow that stores what was approved."""
    try:
        with transaction.atomic():
            app.configure_task(STORE, queueing_lock=STORE).defer()
    except AlreadyEnqueued:
        pass


def _refuse_pointless(wanted: Wanted, book: Rulebook) -> None:
    if not wanted.content.changes:
        raise CorrectionMistake("没有改动任何内容。请修改需要更正的栏目后再提交。")
    if judged(wanted, book).stopped:
        raise CorrectionMistake("更正后的内容还有必须改正的问题，请按各栏下的说明修改。")


def reasons_of(kind: Kind) -> dict[str, str]:
    """Return the reasons that may be given for a kind of request."""
    return RELEASE_REASONS if kind is Kind.RELEASE else REASONS


def _rules_to_settle(record: Recorded, book: Rulebook) -> list[str]:
    if record.standing != Standing.HELD:
        raise CorrectionMistake("这条记录没有存疑，不需要解除。请刷新后再看。")
    faults = faults_of(record, book)
    if because := cannot_be_settled(faults):
        raise CorrectionMistake(because)
    return sorted(one.rule for one in faults)


def _key(wanted: Wanted, by: Acting) -> dict[str, object]:
    return {
        "dataset": wanted.record.dataset.code,
        "record_id": wanted.record.pk,
        "asked_by": by.actor,
    }


def _put(draft: Correction | None, wanted: Wanted, by: Acting) -> Correction:
    """Write the request down, a new one or the draft that is there."""
    record = wanted.record
    if draft is None:
        (number,) = reserve_ids(TABLE, 1).to_pylist()
        draft = Correction(pk=number, **_key(wanted, by))
    draft.record_version, draft.kind, draft.scope = record.version, wanted.kind, list(record.scope)
    draft.fields = sorted(wanted.content.changes) if wanted.kind is Kind.CHANGE else []
    draft.sealed = sealed(draft.pk, wanted.content)
    draft.changed_at = clock.now()
    draft.save()
    return draft


def _waiting(number: int, by: Acting) -> Correction:
    """Return the request that somebody decides."""
    found = Correction.objects.select_for_update().filter(pk=number, state=CorrectionState.ASKED).first()
    if found is None:
        raise CorrectionMistake("该申请已办结或已撤回，请刷新后再看。")
    if found.asked_by == by.actor:
        raise CorrectionMistake("更正须由两人办理：不能审核本人提出的申请，请由另一位审核员审核。")
    return found


def _decided(found: Correction, by: Acting, said: str) -> None:
    found.decided_by, found.decided_at, found.said = by.actor, clock.now(), said
    found.save(update_fields=["state", "decided_by", "decided_at", "said"])
    to_dos.settle(TO_DO, found.pk)
