"""退回核实: a held record is put before those who enter, for its sender to put it right or to confirm it."""

from collections.abc import Collection

from django.urls import reverse

from qinkang.accounts import to_dos
from qinkang.accounts.audit import audit
from qinkang.accounts.models import Duty, Line, ToDo
from qinkang.accounts.scope import Acting, deed
from qinkang.records.actions.correcting import CorrectionMistake
from qinkang.records.tables import Recorded, Standing
from qinkang.records.waiting import unit_to_ask

TO_DO = "held_to_check"


def subject_of(record: Recorded) -> str:
    """Return by what the work about a record is known."""
    return f"{record.dataset.code}/{record.pk}"


def send_back(record: Recorded, said: str, *, by: Acting) -> None:
    """Ask the unit of a held record to put it right at its source. Once it does not wait any more, the work closes.

    Raises:
        CorrectionMistake: not held, or no words.
    """
    if not said.strip():
        raise CorrectionMistake("请写明要报送单位核实什么。")
    if record.standing != Standing.HELD:
        raise CorrectionMistake("这条记录没有存疑，不需要退回。请刷新后再看。")
    dataset = record.dataset
    line = Line(dataset.code.split(".")[0])
    with deed(by):
        to_dos.file(
            TO_DO,
            subject_of(record),
            title="存疑记录退回核实",
            more=f"{dataset.title}，批次 {record.batch_id} 第 {record.row_number} 行：{said.strip()[:200]}",
            link=reverse(f"{line}:correct", args=[dataset.code, record.pk]),
            line=line,
            unit=unit_to_ask(line, record.scope, Duty.ENTER),
            duty=Duty.ENTER,
        )
        audit("send_back_record", record._meta.db_table, record.pk)


def close_answered(model: type[Recorded], records: Collection[int]) -> None:
    """Close the work about those of these records that do not wait any more."""
    before = f"{model.dataset.code}/"
    waiting = ToDo.objects.filter(kind=TO_DO, subject__startswith=before, settled_at=None)
    asked = {int(one.removeprefix(before)) for one in waiting.values_list("subject", flat=True)} & set(
        records
    )
    if asked:
        held = model.objects.filter(pk__in=asked, standing=Standing.HELD).values_list("pk", flat=True)
        for number in sorted(asked - set(held)):
            to_dos.settle(TO_DO, f"{before}{number}")
