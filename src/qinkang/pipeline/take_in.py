"""The way of a batch: from landed bytes to receipts, findings, persons, records and announcements.

One transaction for each batch. Whatever dies on the way, the database forgets the attempt, the sealed
file is still there, and the batch is still `landed`: nothing is lost and nothing happens twice.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from typing import Any

from django.db import OperationalError, connection

import qinkang.cleansing.rules  # noqa: F401  - makes the rules known
from qinkang.accounts.scope import Acting, acting, deed
from qinkang.cleansing.cleansed import Cleansing
from qinkang.cleansing.file_check import absent_columns, stated_units
from qinkang.cleansing.rulebook import Rulebook
from qinkang.fault import places
from qinkang.intake.landing import Arrival, land, open_landed
from qinkang.intake.missing import ask_about_missing
from qinkang.intake.models import Batch, Contract, RulebookUsed, State
from qinkang.intake.progress import telling
from qinkang.intake.proposal import proposal_of, unsure
from qinkang.intake.results import write_findings
from qinkang.intake.waiting import ask_for_columns, tell_unreadable
from qinkang.kernel import clock
from qinkang.pipeline.across.judging import judge_batch
from qinkang.pipeline.everywhere import everywhere
from qinkang.pipeline.people import link_people
from qinkang.pipeline.storing import Storing
from qinkang.pipeline.telling import tell_stored
from qinkang.readers import Mapping, SeveralFiles, Source, Unreadable, open_source, propose
from qinkang.readers.archive import Archive
from qinkang.registry.questions import rulebook
from qinkang.standards.dataset import DATASETS, Dataset

MOST_ATTEMPTS = 3
ACTOR = "job:take_in"

log = logging.getLogger(__name__)


class _Asks(Exception):
    """The batch cannot be taken in without somebody: in which state it waits, and what is asked."""

    def __init__(self, state: State, says: str, proposal: dict[str, Any] | None = None) -> None:
        super().__init__(says)
        self.state = state
        self.says = says
        self.proposal = proposal


def take_in_next() -> bool:
    """Take in a landed batch that nobody else is at, the oldest if it can be; say whether there was one.

    Batches of one sender are taken in one after another, because they speak of the same people. Those of
    one data set would wait for each other at its table, so one of another is taken first where there is one.
    A batch that fails for a reason of ours is tried again, and after three times left to the operating
    team as `stuck`; the others go on.
    """
    acting = everywhere(ACTOR, "批次入库")
    batch = None
    try:
        with deed(acting):
            batch = _chosen()
            if batch is not None:
                _take_in(batch)
    except _Asks as asks:
        _set_aside(acting, batch, asks.state, asks.says, asks.proposal)
    except OperationalError:
        raise  # the database went away: the batch is not to blame
    except Exception:
        # The trace names code places only: what failed may have held personal data.
        log.error("batch %s failed at %s", batch and batch.pk, places(sys.exception()))
        _set_aside(acting, batch, None, "处理时出错，已自动重试。")
    return batch is not None


def _chosen() -> Batch | None:
    free = Batch.objects.select_for_update(skip_locked=True, no_key=True, of=("self", "sender"))
    waiting = free.select_related("sender").filter(state=State.LANDED).order_by("attempts", "id")
    datasets = (
        Batch.objects.filter(state=State.LANDED).order_by("attempts", "id").values_list("dataset", flat=True)
    )
    for dataset in dict.fromkeys(datasets):
        if _alone_with(dataset) and (batch := waiting.filter(dataset=dataset).first()) is not None:
            return batch
    return waiting.first()


def _alone_with(dataset: str) -> bool:
    """Whether nobody else takes in this data set; then nobody else will until this transaction has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [f"qinkang take in {dataset}"])
        (alone,) = cursor.fetchone()
    return bool(alone)


def _set_aside(
    acting: Acting,
    batch: Batch | None,
    state: State | None,
    says: str,
    proposal: dict[str, Any] | None = None,
) -> None:
    """Note what a batch waits for; without a state it failed, and is tried again some times."""
    if batch is None:
        return
    with deed(acting):
        fresh = Batch.objects.select_for_update(of=("self",)).select_related("sender").get(pk=batch.pk)
        if fresh.state != State.LANDED:
            return  # somebody else has taken it in meanwhile
        fresh.problem = says
        fresh.attempts += state is None
        fresh.state = state or (State.STUCK if fresh.attempts >= MOST_ATTEMPTS else State.LANDED)
        fresh.proposal = proposal
        fresh.save(update_fields=["problem", "attempts", "state", "proposal"])
        if state == State.UNMAPPED:
            ask_for_columns(fresh.sender, fresh.dataset, says)
        if state == State.UNREADABLE:
            tell_unreadable(fresh)


def _take_in(batch: Batch) -> None:
    dataset = DATASETS[batch.dataset]
    try:
        with open_landed(batch) as plain, open_source(plain, batch.file_name) as source:
            _read(batch, dataset, source)
            batch.encoding = source.encoding or ""
            batch.notes = list(source.notes)
    except SeveralFiles:
        _split(batch)
        return
    except Unreadable as problem:
        raise _Asks(State.UNREADABLE, str(problem)) from problem
    batch.state = State.STORED
    batch.stored_at = clock.now()
    batch.save()
    tell_stored(batch)


def _split(batch: Batch) -> None:
    """Let each file of an archive be a batch of its own; the archive itself rests as it came."""
    by = acting()
    with open_landed(batch) as plain:
        archive = Archive(plain)
        for place, name in enumerate(archive.names):
            arrival = Arrival(
                batch.sender, batch.dataset, f"{batch.file_name}/{name}", batch.received_at, batch.live
            )
            land(archive.member(place).stream, arrival, by=by)
    batch.problem = f"压缩包里的 {len(archive.names)} 个文件已分别成为批次。"
    batch.state = State.SPLIT
    batch.save(update_fields=["problem", "state"])


def _read(batch: Batch, dataset: Dataset, source: Source) -> None:
    mapping, contract, asked = columns_of(batch, dataset, source)
    if asked:
        raise _Asks(State.UNMAPPED, "\n".join(asked), proposal_of(dataset, source, mapping))
    book = rulebook(batch.received_at.astimezone(clock.SHANGHAI).date())
    batch.rulebook = book.hash
    _tell_absent_columns(batch, dataset, mapping)
    cleansing = Cleansing(dataset, book, frozenset(mapping.fields), stated_units(dataset, mapping))
    storing = Storing(batch, cleansing)
    with telling(f"batch:{batch.pk}", batch.expected) as tell:
        for chunk in source.chunks():
            raw = {name: chunk.batch.column(place) for name, place in mapping.fields.items()}
            storing.store(chunk, raw)
            tell(batch.rows)
    link_people(storing, batch)
    judge_batch(batch, book)
    if contract and contract.whole:
        ask_about_missing(batch)
    remember(book)  # last: whoever writes down the same rulebook waits until this transaction has ended


def columns_of(
    batch: Batch, dataset: Dataset, source: Source
) -> tuple[Mapping, Contract | None, Sequence[str]]:
    """Return which column is which field, by what was confirmed for the sender; and what must be asked."""
    contract = Contract.objects.filter(sender=batch.sender, dataset=batch.dataset).first()
    confirmed = contract.columns if contract else None
    mapping = propose(
        source.header,
        source.sample(),
        dataset.columns.values(),
        above=source.header_above,
        confirmed=confirmed,
    )
    return mapping, contract, mapping.problems or unsure(mapping, confirmed)


def remember(book: Rulebook) -> None:
    """Keep the rulebook as it stood, so that the batch's verdicts can be repeated."""
    if not RulebookUsed.objects.filter(hash=book.hash).exists():
        RulebookUsed.objects.bulk_create(
            [RulebookUsed(hash=book.hash, content=book.to_json())], ignore_conflicts=True
        )


def _tell_absent_columns(batch: Batch, dataset: Dataset, mapping: Mapping) -> None:
    absent = list(absent_columns(dataset, mapping))
    count = len(absent)
    write_findings(
        batch,
        {
            "row_number": [None] * count,
            "record_key": [None] * count,
            "field": [finding.field for finding in absent],
            "rule": [finding.rule for finding in absent],
            "severity": [finding.severity for finding in absent],
            "value": [None] * count,
            "current": [True] * count,
            "scope": [batch.scope] * count,
        },
    )
