"""Keeping senders and what was agreed with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qinkang.accounts import to_dos
from qinkang.accounts.audit import audit
from qinkang.accounts.scope import Acting, deed
from qinkang.intake.models import Batch, Contract, Schedule, Sender, State, Upload, UploadState
from qinkang.intake.waiting import COLUMNS, columns_subject
from qinkang.intake.waking import wake
from qinkang.kernel import clock
from qinkang.mistake import Mistake
from qinkang.records.actions.judging import JUDGE_AGAIN
from qinkang.registry.models import ManagementUnit
from qinkang.standards.dataset import DATASETS
from qinkang.standards.sources import OTHER

CHANGEABLE = ("name", "kind", "unit", "contact", "active")


@dataclass(frozen=True)
class Terms:
    """What is agreed with a sender about one data set; see `Contract`."""

    dataset: str
    whole: bool = False
    schedule: str = Schedule.IRREGULAR
    edition: str = ""


class ColumnsMistake(Mistake):
    """A mapping that cannot be confirmed.

    Attributes:
        of_column: what is wrong with single columns, by the column's key.
    """

    def __init__(self, says: list[str], of_column: Mapping[str, str]) -> None:
        super().__init__("\n".join(says))
        self.of_column = dict(of_column)


def register_sender(code: str, name: str, unit: ManagementUnit, *, kind: str = OTHER, by: Acting) -> Sender:
    """Enter a sending system, or return the one of that code.

    Args:
        kind: a code of `standards.sources.KINDS`.
    """
    with deed(by):
        facts = {"name": name, "unit": unit, "kind": kind}
        sender, new = Sender.objects.get_or_create(code=code, defaults=facts)
        if new:
            audit("register_sender", "intake_sender", sender.pk)
            wake(JUDGE_AGAIN)
    return sender


def change_sender(sender: Sender, *, by: Acting, **facts: Any) -> None:
    """Change name, kind, unit, contact or whether it is active.

    What a sender has sent stays with the units that saw it then. The golden values of its people follow
    another kind as soon as the flow that settles persons gets to it.
    """
    given = {name: facts[name] for name in CHANGEABLE if name in facts}
    with deed(by):
        for name, value in given.items():
            setattr(sender, name, value)
        sender.save(update_fields=list(given))
        audit("change_sender", "intake_sender", sender.pk)
        wake(JUDGE_AGAIN)


def agree(sender: Sender, line: str, terms: Iterable[Terms], *, by: Acting) -> None:
    """Say which data sets of a line a sender sends, and how; those left out are sent no more.

    Confirmed columns stay, also of what is sent no more.
    """
    agreed = {one.dataset: one for one in terms}
    with deed(by):
        others = Contract.objects.filter(sender=sender, dataset__startswith=f"{line}.", active=True)
        others.exclude(dataset__in=agreed).update(active=False)
        for one in agreed.values():
            Contract.objects.update_or_create(
                sender=sender,
                dataset=one.dataset,
                defaults={
                    "whole": one.whole, "schedule": one.schedule, "edition": one.edition, "active": True,
                },
            )  # fmt: skip
        audit("agree_terms", "intake_sender", sender.pk, rows=len(agreed))


def confirm_columns(
    sender: Sender, dataset: str, columns: Mapping[str, str | None], *, by: Acting
) -> Contract:
    """Settle which column of this sender's files is which field; what waited for it goes on.

    Batches that waited are taken in, uploads that were tried are tried again.

    Raises:
        ColumnsMistake: a field that the data set does not have, one that two columns claim, or a key
            field without a column.
    """
    refuse_unclear(dataset, columns)
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
            state=State.LANDED, problem="", proposal=None
        )
        Upload.objects.filter(sender=sender, dataset=dataset, state=UploadState.TRIED).update(
            state=UploadState.ARRIVED, problem="", trial=None, attempts=0, changed_at=clock.now()
        )
        to_dos.settle(COLUMNS, columns_subject(sender.pk, dataset))
        audit("confirm_columns", "intake_contract", contract.pk)
    return contract


def refuse_unclear(dataset: str, columns: Mapping[str, str | None]) -> None:
    """Raise ColumnsMistake for columns that cannot be confirmed like this."""
    known = DATASETS[dataset].columns
    claims: dict[str, list[str]] = {}
    for key, field in columns.items():
        if field is not None:
            claims.setdefault(field, []).append(key)
    says, of_column = [], {}
    for field, keys in claims.items():
        title = known[field].title if field in known else field
        if field not in known:
            says.append(f"没有“{title}”这个字段，请从列表中选择。")
            of_column |= dict.fromkeys(keys, "没有这个字段，请从列表中选择。")
        elif len(keys) > 1:
            named = "、".join(f"“{key}”" for key in keys)
            says.append(f"{named}都对应“{title}”。请只留一列，其余选“不用”或改为别的字段。")
            of_column |= dict.fromkeys(keys, f"与另一列都对应“{title}”，请只留一列。")
    for field in known.values():
        if field.key and field.name not in claims:
            says.append(f"关键字段“{field.title}”还没有对应的列，没有它每一行都会被退回。请为它指定一列。")
    if says:
        raise ColumnsMistake(says, of_column)
