"""A held record that two people have found right all the same: judged again, counted, announced."""

from __future__ import annotations

from qinkang.accounts import to_dos
from qinkang.accounts.audit import audit
from qinkang.cleansing.rulebook import Rulebook
from qinkang.intake.models import Finding
from qinkang.mistake import Mistake
from qinkang.pipeline.across.judging import judge_records
from qinkang.records.actions.correcting import tell_asker
from qinkang.records.actions.sending_back import TO_DO, subject_of
from qinkang.records.correcting.content import TABLE
from qinkang.records.correcting.holding import cannot_be_settled, faults_of, values_seen
from qinkang.records.models import Correction
from qinkang.records.models.correction import CorrectionState
from qinkang.records.tables import Recorded, Standing


class NotReleased(Mistake):
    """A record that stays held; the words go to whoever asked."""


def release(correction: Correction, record: Recorded, book: Rulebook) -> None:
    """Let the record count, and remember for which values, so that the same values do not hold it again.

    Nothing is written into the record. Where something holds it that nobody has looked at, it stays held.

    Raises:
        NotReleased: not held any more, held for something new, or not for people to release.
    """
    if record.standing != Standing.HELD:
        raise NotReleased("这条记录已不再存疑，不需要解除。")
    faults = faults_of(record, book)
    if because := cannot_be_settled(faults):
        raise NotReleased(because)
    if {one.rule for one in faults} - set(correction.fields):
        raise NotReleased("按现行规则，这条记录又有新的存疑问题。请核实后重新发起。")
    correction.settles = values_seen(record, correction.fields, book)
    correction.state, correction.applied_version = CorrectionState.APPLIED, record.version
    correction.business_key, correction.content = record.business_key, record.content
    correction.source_version, correction.batch_id = record.source_version, record.batch_id
    correction.save()
    Finding.objects.filter(
        sender=record.sender,
        dataset=correction.dataset,
        record_key=record.source_no or bytes(record.business_key).hex(),
        current=True,
        severity="hold",
    ).update(settled=correction.pk)
    judge_records(type(record), [record.pk])
    record.refresh_from_db(fields=["standing", "version"])
    if record.standing != Standing.ACCEPTED:
        raise NotReleased("解除后仍有其他原因使它存疑。请核实后重新发起。")
    correction.applied_version = record.version
    correction.save(update_fields=["applied_version"])
    audit("release_record", TABLE, correction.pk)
    to_dos.settle(TO_DO, subject_of(record))
    tell_asker(correction, "存疑已解除，记录恢复计入和报送", "")
