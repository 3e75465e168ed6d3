"""Rows that stood back behind a batch which is withdrawn are taken in again, from their sealed files.

In the transaction of the withdrawal, in the order in which their batches arrived, by the rules that they were
judged by then: the truth is what it would be had the withdrawn batch never come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

import qinkang.cleansing.rules  # noqa: F401  - makes the rules known
from qinkang.cleansing.across.rule import ACROSS
from qinkang.cleansing.cleansed import Cleansing
from qinkang.cleansing.file_check import stated_units
from qinkang.cleansing.rulebook import Rulebook
from qinkang.cleansing.sayings import rules_by_code
from qinkang.intake.landing import open_landed
from qinkang.intake.models import Batch, RulebookUsed
from qinkang.intake.sealed_file import Tampered
from qinkang.intake.withdrawing.next_in_line import tell_taken
from qinkang.mistake import Mistake
from qinkang.pipeline.people import link_people
from qinkang.pipeline.storing import OLD_NEWS, Storing
from qinkang.pipeline.take_in import columns_of
from qinkang.readers import Source, Unreadable, open_source
from qinkang.records.writing.decision import Outcome
from qinkang.standards.dataset import DATASETS

STILL_BACK = (*OLD_NEWS, Outcome.CONFLICT, "")


class CannotTakeAgain(Mistake):
    """Rows that must enter cannot be read again; says what to do."""


@dataclass(frozen=True)
class TakenAgain:
    """The rows of one batch that entered after all, with their records."""

    batch: Batch
    rows: Sequence[int]
    records: Sequence[int]


def take_again(number: int, rows: Sequence[int]) -> TakenAgain:
    """Take in some rows of a stored batch that were not taken at the time.

    Raises:
        CannotTakeAgain: the file cannot be read as it was; nothing may be committed then.
    """
    batch = Batch.objects.select_for_update(no_key=True, of=("self",)).select_related("sender").get(pk=number)
    try:
        with open_landed(batch) as plain, open_source(plain, batch.file_name) as source:
            return _taken(batch, source, rows)
    except (OSError, Unreadable, Tampered) as problem:
        raise CannotTakeAgain(
            f"批次 {number} 有 {len(rows):,} 行须重新采用，但它的原始文件读不出来。请联系运维人员。"
        ) from problem


def _taken(batch: Batch, source: Source, rows: Sequence[int]) -> TakenAgain:
    dataset = DATASETS[batch.dataset]
    mapping, _, asked = columns_of(batch, dataset, source)
    if asked:
        raise CannotTakeAgain(
            f"批次 {batch.pk} 有 {len(rows):,} 行须重新采用，但它的列对照后来改过。"
            f"请先在报送系统“{batch.sender.name}”中恢复当时的列对照。"
        )
    book = Rulebook.from_json(RulebookUsed.objects.get(hash=batch.rulebook).content)
    storing = Storing(
        batch, Cleansing(dataset, book, frozenset(mapping.fields), stated_units(dataset, mapping))
    )
    wanted = pa.array(rows, pa.int32())
    taken_rows: list[int] = []
    records: list[int] = []
    for chunk in source.chunks():
        chosen = pc.is_in(chunk.row_numbers, value_set=wanted)
        if not pc.any(chosen).as_py():
            continue
        raw = {name: chunk.batch.column(place).filter(chosen) for name, place in mapping.fields.items()}
        entered = storing.enter(chunk.row_numbers.filter(chosen), raw)
        taken = np.flatnonzero(~np.isin(entered.outcome, [str(one) for one in STILL_BACK]))
        if not len(taken):
            continue
        numbers = entered.rows["row_number"].to_pylist()
        mine = [numbers[place] for place in taken]
        tell_taken(
            batch, mine, [str(entered.outcome[place]) for place in taken],
            [entered.record[place] for place in taken],
            [key for place in taken if (key := entered.keys[place])],
            sorted(rules_by_code(dataset.code).keys() - ACROSS.keys()),
        )  # fmt: skip
        taken_rows += mine
        records += [entered.record[place] for place in taken if entered.record[place] is not None]
    if len(storing.names) or storing.resting:
        link_people(storing, batch)
    return TakenAgain(batch, taken_rows, records)
