"""问题数据: what is wrong now in a line's data, a row for each finding, with the sentence and the remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from qinkang.accounts.models import Line
from qinkang.accounts.units import unit_tree
from qinkang.cleansing.sayings import remedy_of, sentence_of, title_of
from qinkang.intake.models import Finding
from qinkang.intake.presenters.findings import ASKED, narrowed
from qinkang.intake.presenters.senders import senders_met
from qinkang.intake.presenters.wording import SETTLED, dealt_with
from qinkang.reports.exports import Column, Head, Kind, Wanted, offer
from qinkang.reports.offers.heading import heading
from qinkang.standards.dataset import DATASETS

COLUMNS = (
    Column("数据集", width=16),
    Column("报送系统", width=20),
    Column("批次", Kind.COUNT, 9),
    Column("行号", Kind.COUNT, 8),
    Column("记录编号", width=18, identity=True),
    Column("规则", width=9),
    Column("处理", width=9),
    Column("字段", width=16),
    Column("原值（已脱敏）", width=16),
    Column("应当怎样", width=44),
    Column("怎么办", width=44),
)
HEX = 32  # characters from which a record's key is a hash of ours, and no number of the sender's


def offer_for(line: Line) -> None:
    """Offer the findings of one line under `<line>.findings`."""
    offer(
        f"{line}.findings", "问题数据", COLUMNS,
        lambda wanted: list(_found(line, wanted.question).values_list("pk", flat=True)),
        lambda wanted, keys: _rows(keys),
        line=line, head=lambda wanted: _head(wanted),
    )  # fmt: skip


def _found(line: Line, question: Mapping[str, str]) -> QuerySet[Finding]:
    """Return the findings that the page shows under the same question."""
    found = narrowed(Finding.objects.filter(dataset__startswith=f"{line}.", current=True), question)
    return found.order_by("-batch", "row_number", "id")


def _rows(keys: Sequence[int]) -> Iterator[Sequence[Any]]:
    found = Finding.objects.select_related("sender").in_bulk(keys)
    for key in keys:
        one = found.get(key)
        if one is not None:
            number = one.record_key or ""
            yield (
                DATASETS[one.dataset].title, one.sender.name, one.batch_id, one.row_number,
                "" if len(number) >= HEX else number, one.rule,
                dealt_with(one.severity, settled=bool(one.settled))[0], title_of(one.dataset, one.field), one.value,
                sentence_of(one.dataset, one.rule, one.field), remedy_of(one.dataset, one.rule),
            )  # fmt: skip


def _head(wanted: Wanted) -> Head:
    said = {name: wanted.question.get(name, "") for name in ASKED}
    sender = senders_met().filter(pk=said["sender"]).first() if said["sender"].isdigit() else None
    unit = unit_tree().name(int(said["unit"])) if said["unit"].isdigit() else ""
    told = [
        unit,
        DATASETS[said["dataset"]].title if said["dataset"] in DATASETS else "",
        f"批次 {said['batch']}" if said["batch"] else "",
        sender.name if sender else "",
        dealt_with(said["severity"], settled=said["severity"] == SETTLED)[0],
        f"规则 {said['rule']}" if said["rule"] else "",
    ]
    return heading(wanted, *told, source="只列现行问题；已更正或重报合格的不列")
