"""Keeping senders and what was agreed with them."""

from __future__ import annotations

from collections.abc import Mapping

from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.intake.models import Batch, Contract, Sender, State
from qinkang.kernel import clock
from qinkang.mistake import Mistake
from qinkang.registry.models import ManagementUnit
from qinkang.standards.dataset import DATASETS


def register_sender(code: str, name: str, unit: ManagementUnit, *, by: Acting) -> Sender:
    """Enter a sending system, or return the one of that code."""
    with deed(by):
        sender, new = Sender.objects.get_or_create(code=code, defaults={"name": name, "unit": unit})
        if new:
            audit("register_sender", "intake_sender", sender.pk)
    return sender


def confirm_columns(
    sender: Sender, dataset: str, columns: Mapping[str, str | None], *, by: Acting
) -> Contract:
    """Settle which column of this sender's files is which field; batches that waited for it go on.

    Raises:
        Mistake: a field that the data set does not have, or one that two columns claim.
    """
    known = DATASETS[dataset].columns
    fields = [field for field in columns.values() if field is not None]
    wrong = sorted({field for field in fields if field not in known or fields.count(field) > 1})
    if wrong:
        titles = "、".join(known[field].title if field in known else field for field in wrong)
        raise Mistake(f"列对照不能确认：{titles} 不存在，或对应了不止一列。请改正后再确认。")
    with deed(by):
        contract, _ = Contract.objects.update_or_create(
            sender=sender,
            dataset=dataset,
            defaults={
                "columns": dict(columns),
                "confirmed_by": by.actor,
                "confirmed_at": clock.now(),
            },
        )
        Batch.objects.filter(sender=sender, dataset=dataset, state=State.UNMAPPED).update(
            state=State.LANDED, problem=""
        )
        audit("confirm_columns", "intake_contract", contract.pk)
    return contract
