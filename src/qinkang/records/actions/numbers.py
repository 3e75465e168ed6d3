"""Asking those who enter to put a wrong number right, record by record."""

from django.urls import reverse

from qinkang.accounts import to_dos
from qinkang.accounts.models import Duty, Line
from qinkang.records.models import LinkDecision
from qinkang.records.tables import Recorded
from qinkang.records.waiting import unit_to_ask
from qinkang.records.writing.staging import recorded_models

TO_DO = "number_to_check"


def ask_for_numbers(decision: LinkDecision) -> None:
    """Put each held record before those who enter: its sender is to be asked."""
    for model in recorded_models():
        numbers = [number for number, _ in decision.before.get("held", {}).get(model.dataset.code, ())]
        for record in model.objects.filter(pk__in=numbers):
            _ask(record)


def ask_no_more(decision: LinkDecision) -> None:
    """Close what was asked because of a decision that is taken back."""
    for dataset, held in decision.before.get("held", {}).items():
        for number, _ in held:
            to_dos.settle(TO_DO, f"{dataset}/{number}")


def _ask(record: Recorded) -> None:
    dataset = record.dataset
    line = Line(dataset.code.split(".")[0])
    to_dos.file(
        TO_DO,
        f"{dataset.code}/{record.pk}",
        title="证件号码待向报送单位核对",
        more=f"{dataset.title}，批次 {record.batch_id} 第 {record.row_number} 行；核对前暂停计入",
        link=reverse(f"{line}:correct", args=[dataset.code, record.pk]),
        line=line,
        unit=unit_to_ask(line, record.scope, Duty.ENTER),
        duty=Duty.ENTER,
    )
