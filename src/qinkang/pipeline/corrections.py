"""The way of an approved correction: judged as a row of its data set, stored as a new version, announced.

One transaction for each, in the name of whoever asked. Whatever dies on the way, the request is still
`approved`. A request that the record has outrun, or that cannot be stored, goes back to whoever asked.
"""

from __future__ import annotations

import logging
import sys

import pyarrow as pa
from django.db import OperationalError

from qinkang.accounts import to_dos
from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.cleansing.cleansed import Cleansing
from qinkang.fault import places
from qinkang.intake.models import Batch, Receipt
from qinkang.intake.models.batch import Kind as BatchKind
from qinkang.intake.models.batch import State
from qinkang.intake.results import outdate_findings
from qinkang.kernel import clock
from qinkang.pipeline.across.judging import judge_batch
from qinkang.pipeline.everywhere import everywhere
from qinkang.pipeline.people import link_people
from qinkang.pipeline.releasing import NotReleased, release
from qinkang.pipeline.storing import Storing
from qinkang.pipeline.take_in import remember
from qinkang.readers import Chunk
from qinkang.records.actions.correcting import tell_asker
from qinkang.records.actions.numbers import TO_DO as NUMBER_TO_CHECK
from qinkang.records.correcting.content import TABLE, content_of
from qinkang.records.correcting.judging import changed, columns_spoken_of, judge, raw_row
from qinkang.records.correcting.texts import texts_of
from qinkang.records.models import Correction
from qinkang.records.models.correction import CorrectionState, Kind
from qinkang.records.tables import Recorded
from qinkang.records.writing.decision import LABELS, Outcome
from qinkang.records.writing.staging import recorded_models
from qinkang.registry.questions import rulebook
from qinkang.standards.envelope import REVISED, WITHDRAWN

ACTOR = "job:corrections"
STORED = (Outcome.SUPERSEDED, Outcome.WITHDRAWN, Outcome.UNCHANGED)

log = logging.getLogger(__name__)


class _Refused(Exception):
    """The correction cannot be stored; the words go to whoever asked."""


def store_next_correction() -> bool:
    """Store the oldest approved correction; say whether there was one."""
    with deed(everywhere(ACTOR, "写入已核准的更正")):
        waiting = Correction.objects.filter(state=CorrectionState.APPROVED).order_by("id").first()
    if waiting is None:
        return False
    actor = waiting.decided_by if waiting.kind == Kind.RESENT else waiting.asked_by
    acting = everywhere(actor, f"更正申请 {waiting.pk}，由 {waiting.decided_by} 审核")
    try:
        with deed(acting):
            locked = Correction.objects.select_for_update(skip_locked=True, no_key=True)
            found = locked.filter(pk=waiting.pk, state=CorrectionState.APPROVED).first()
            if found:
                _store(found, acting)
    except (_Refused, NotReleased) as refused:
        _give_back(acting, waiting.pk, str(refused))
    except OperationalError:
        raise  # the database went away: the request is not to blame
    except Exception:
        log.error("correction %s failed at %s", waiting.pk, places(sys.exception()))
        _give_back(acting, waiting.pk, "写入时出错，请重新发起；再次出错请联系运维人员。")
    return True


def _store(correction: Correction, acting: Acting) -> None:
    model = next(one for one in recorded_models() if one.dataset.code == correction.dataset)
    record = model.objects.select_for_update().filter(pk=correction.record_id).first()
    if record is None or record.version != correction.record_version:
        raise _Refused("审核期间该记录有了新版本，请在新版本上重新发起。")
    content = content_of(correction)
    texts = texts_of(record, content.sightings)
    book = rulebook(clock.today())
    if correction.kind == Kind.RELEASE:
        release(correction, record, book)
        return
    if judge(model.dataset, texts, content.changes, book).rejected:
        raise _Refused("按现行规则，更正后的记录不能入库。请按问题说明修改后重新发起。")
    before = Batch.objects.filter(pk=record.batch_id).first()
    batch = _batch_of(correction, record, live=before.live if before else True, actor=acting.actor)
    remember(book)
    batch.rulebook = book.hash
    present = columns_spoken_of(texts, content.changes)
    row = raw_row(changed(texts, content.changes), sorted(present))
    row["operation"] = pa.array([WITHDRAWN if correction.kind == Kind.WITHDRAW else REVISED], pa.string())
    storing = Storing(batch, Cleansing(model.dataset, book, present), corrects=record.pk)
    storing.store(Chunk(pa.RecordBatch.from_pydict(row), pa.array([1], pa.int32())), row)
    outcome = Receipt.objects.get(batch=batch).outcome
    if outcome not in STORED:
        raise _Refused(f"没有写入：{LABELS[Outcome(outcome)]}。请核对后重新发起。")
    outdate_findings(batch, [record.source_no or bytes(record.business_key).hex()])
    link_people(storing, batch)
    judge_batch(batch, book)
    batch.save()
    _applied(correction, record, batch)


def _batch_of(correction: Correction, record: Recorded, *, live: bool, actor: str) -> Batch:
    """Enter the batch of the one row, so that its receipt, its findings and its identity have their place."""
    return Batch.objects.create(
        kind=BatchKind.CORRECTION,
        sender_id=record.sender,
        dataset=correction.dataset,
        file_name=f"更正申请 {correction.pk}",
        size=0,
        digest=f"correction:{correction.pk}".encode(),
        landing="",
        live=live,
        received_at=clock.now(),
        received_by=actor,
        state=State.STORED,
        stored_at=clock.now(),
        scope=list(record.scope),
    )


def _applied(correction: Correction, record: Recorded, batch: Batch) -> None:
    """Note what the correction made, and by what a later row of the sender is recognised."""
    correction.state = CorrectionState.APPLIED
    correction.business_key, correction.content = record.business_key, record.content
    correction.source_version, correction.batch_id = record.source_version, batch.pk
    correction.applied_version = type(record).objects.values_list("version", flat=True).get(pk=record.pk)
    correction.save()
    audit("apply_correction", TABLE, correction.pk)
    to_dos.settle(NUMBER_TO_CHECK, f"{correction.dataset}/{record.pk}")
    tell_asker(correction, "更正已生效" if correction.kind != Kind.WITHDRAW else "记录已作废", "")


def _give_back(acting: Acting, number: int, says: str) -> None:
    with deed(acting):
        found = Correction.objects.select_for_update().get(pk=number)
        if found.state == CorrectionState.APPROVED:
            found.state, found.said = CorrectionState.RETURNED, says
            found.save(update_fields=["state", "said"])
            audit("return_correction", TABLE, found.pk)
            tell_asker(found, "更正没有生效", says)
