"""What the demonstration does to the platform, and what it asks of it: the same actions as people's."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as time_of_day
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connection
from django.db.models import Count, Sum

from qinkang.accounts.scope import Acting, deed
from qinkang.commands._demo.simulation import Announced, SentFile
from qinkang.intake.agreements import Terms, agree, confirm_columns, register_sender
from qinkang.intake.landing import Arrival, land
from qinkang.intake.models import Batch, Contract, Finding, Receipt, Sender, State
from qinkang.kernel import clock
from qinkang.measures.building import build
from qinkang.mistake import Mistake
from qinkang.pipeline.everywhere import everywhere
from qinkang.pipeline.jobs import wake_take_in
from qinkang.readers import open_source, propose
from qinkang.readers.mapping import BY_VALUES
from qinkang.records.models import Outbox, Person
from qinkang.registry.actions import answer_for_area
from qinkang.registry.models import ManagementUnit
from qinkang.registry.workbooks import organisations_from_workbook
from qinkang.standards.dataset import DATASETS

A = TypeVar("A")
BACK_WITHIN = 120.0  # seconds a database that was killed may take to come back
UNDER_WAY = ("waiting", "leased", "unreachable", "unclear")
SINCE = date(2015, 1, 1)
COUNTED = ("reject", "hold", "correct")


@dataclass(frozen=True)
class Progress:
    """How far everything is.

    Attributes:
        waiting_batches: batches not yet taken in.
        rows: rows taken in.
        deliveries: outbox rows by state.
        set_aside: a batch that waits for a person; none does when all goes well.
    """

    waiting_batches: int
    rows: int
    deliveries: Mapping[str, int]
    set_aside: Batch | None

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return not self.waiting_batches and not any(self.deliveries.get(state) for state in UNDER_WAY)


def prepare(announced: Announced) -> int:
    """Enter the townships of zones, the institutions and the senders; return how many institutions."""
    by = _by("登记管辖区域和报送单位")
    for code, townships in announced.townships.items():
        unit = ManagementUnit.objects.get(code=code)
        for township in townships:
            answer_for_area(unit, township, since=SINCE, remark="演示条目，虚构", by=by)
    outcome = organisations_from_workbook(announced.register, by=by)
    if outcome.problems:
        raise Mistake(f"机构登记表有 {len(outcome.problems)} 行无法登记。")
    for one in announced.senders:
        unit = ManagementUnit.objects.get(code=one["unit"])
        sender = register_sender(one["code"], one["title"], unit, kind=one["kind"], by=by)
        agree(sender, "elderly", [Terms(code, whole=whole) for code, whole in one["datasets"].items()], by=by)
    return outcome.added


def receive(file: SentFile) -> None:
    """Let one file arrive, at ten in the morning of the day it was sent.

    The first file of a sender about a data set is looked at, and its columns are confirmed as proposed.
    """
    at = datetime.combine(file.sent_on, time_of_day(10), clock.SHANGHAI)

    def arrive() -> None:
        by = everywhere("user:demo", "演示：收到报送文件")
        sender = Sender.objects.get(code=file.sender)
        if Contract.objects.filter(sender=sender, dataset=file.dataset, columns__isnull=True).exists():
            confirm_columns(sender, file.dataset, _proposed(file), by=by)
        with file.path.open("rb") as plain, deed(by):
            land(plain, Arrival(sender, file.dataset, file.path.name, at, live=file.live), by=by)
            wake_take_in()

    patiently(arrive)


def _proposed(file: SentFile) -> Mapping[str, str | None]:
    """What a person would confirm: columns that are known by their titles, not guessed from their values."""
    with open_source(file.path) as source:
        fields = DATASETS[file.dataset].columns.values()
        mapping = propose(source.header, source.sample(), fields, above=source.header_above)
    return {column.key: None if column.how == BY_VALUES else column.field for column in mapping.columns}


def progress() -> Progress:
    """How far everything is now."""

    def look() -> Progress:
        with _acting(_by("查看进度")):
            states = Outbox.objects.values_list("state").annotate(rows=Count("id"))
            return Progress(
                Batch.objects.filter(state=State.LANDED).count(),
                Batch.objects.aggregate(rows=Sum("rows", default=0))["rows"],
                Counter(dict(states)),
                Batch.objects.exclude(state__in=[State.LANDED, State.STORED]).first(),
            )

    now = patiently(look)
    if now.set_aside is not None:
        raise Mistake(
            f"批次 {now.set_aside.pk}（{now.set_aside.get_state_display()}）：{now.set_aside.problem}"
        )
    return now


def counts() -> dict[str, Any]:
    """The rows of all batches by what became of them, in all and by data set, and the persons."""
    names = {"received": "rows"} | {n: n for n in ("accepted", "corrected", "flagged", "held", "rejected")}
    sums = {name: Sum(field) for name, field in names.items()}
    with _acting(_by("汇总")):
        by_dataset = {row.pop("dataset"): row for row in Batch.objects.values("dataset").annotate(**sums)}
        return {
            **{f"rows_{name}": sum(row[name] for row in by_dataset.values()) for name in names},
            "receipts": Receipt.objects.count(),
            "persons": Person.objects.count(),
            "datasets": {
                dataset.title: by_dataset[code] for code, dataset in DATASETS.items() if code in by_dataset
            },
        }


def found() -> list[tuple[str, int, str]]:
    """File, row and rule of every finding with an effect on its row or value."""
    with _acting(_by("比对植入的问题")):
        rows = Finding.objects.filter(severity__in=COUNTED, row_number__isnull=False)
        return list(rows.values_list("batch__file_name", "row_number", "rule"))


def make_figures() -> None:
    """Build the analytical file of everything that has arrived and was delivered by now."""
    patiently(lambda: build(everywhere("job:figures", "演示：生成统计数据").scope))


def outbox(target: str) -> list[tuple[str, int, str]]:
    """Subject, version and state of every row announced to a system."""
    with _acting(_by("核对报送台账")):
        return list(Outbox.objects.filter(target=target).values_list("subject", "version", "state"))


def patiently(action: Callable[[], A]) -> A:
    """Do it, waiting for the database to come back where it went away. The action must bear repeating."""
    deadline = time.monotonic() + BACK_WITHIN
    while True:
        try:
            return action()
        except (OperationalError, InterfaceError, Mistake):
            if time.monotonic() > deadline:
                raise
            connection.close()
            time.sleep(0.2)


def _by(because: str) -> Acting:
    return patiently(lambda: everywhere("user:demo", f"演示：{because}"))


def _acting(by: Acting) -> AbstractContextManager[Acting]:
    return deed(by)
