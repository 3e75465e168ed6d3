"""Storing a batch chunk by chunk: cleansed, sighted, recorded, answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from qinkang.cleansing.cleansed import Cleansed, Cleansing
from qinkang.cleansing.corrected import CORRECTED_HERE
from qinkang.cleansing.effect import Effect
from qinkang.cleansing.file_check import LINE_UNREADABLE
from qinkang.cleansing.masking import mask_cell
from qinkang.exchange.targets import targets_of
from qinkang.intake.belonging import Belonging
from qinkang.intake.models import Batch, Finding, State
from qinkang.intake.results import outdate_findings, write_findings, write_receipts
from qinkang.kernel import clock
from qinkang.readers import Chunk
from qinkang.records.tables import Recorded, own_fields
from qinkang.records.writing.decision import Outcome
from qinkang.records.writing.records import Stored, store_records
from qinkang.records.writing.resting import resting_among
from qinkang.records.writing.sightings import Sighted, store_sightings
from qinkang.records.writing.staging import recorded_models
from qinkang.standards.dataset import Dataset
from qinkang.standards.envelope import WITHDRAWN

OLD_NEWS = (Outcome.IGNORED, Outcome.REPEATED, Outcome.CORRECTED)
"""Outcomes of rows that say nothing about the newest version of their record."""


@dataclass(frozen=True, repr=False)
class Entered:
    """What became of the rows of a chunk, row by row.

    Attributes:
        rows: as cleansed, with row_number, given_no and scope.
        scopes: the units that may see each row.
        outcome: a code of `Outcome`, "" for a rejected row.
        record: number of the record, None where there is none.
        keys: what ties findings to the record: the sender's number, else the keyed business key.
    """

    rows: pa.Table
    cleansed: Cleansed
    scopes: list[list[int]]
    outcome: np.ndarray
    record: np.ndarray
    keys: list[str | None]

    @property
    def newest(self) -> np.ndarray:
        """Which rows say something about the newest version of their record."""
        return ~np.isin(self.outcome, [str(one) for one in OLD_NEWS])


class Storing:
    """Takes the chunks of one batch and counts its rows as it goes.

    Args:
        batch: its counts grow; it is saved by the caller.
        cleansing: for this data set, rulebook and these columns.
        corrects: number of the record that the one row of an approved correction is about.
    """

    def __init__(self, batch: Batch, cleansing: Cleansing, corrects: int | None = None) -> None:
        self._batch = batch
        self._corrects = corrects
        self._cleansing = cleansing
        self._dataset: Dataset = cleansing.dataset
        self._model = _model_of(cleansing.dataset)
        self._names: list[pa.Array] = []
        self._resting: set[int] = set()
        later = Batch.objects.filter(dataset=batch.dataset, state=State.WITHDRAWN, pk__gt=batch.pk)
        self._gone = list(later.values_list("pk", flat=True))

    def store(self, chunk: Chunk, raw: Mapping[str, pa.Array]) -> None:
        """Take in one chunk: every row of it gets its receipt."""
        self._answer_unreadable(chunk)
        if not chunk.batch.num_rows:
            return
        entered = self.enter(chunk.row_numbers, raw)
        rows, cleansed, scopes, outcome, keys = (
            entered.rows, entered.cleansed, entered.scopes, entered.outcome, entered.keys,
        )  # fmt: skip
        standing = np.select([cleansed.rejected, cleansed.held], ["rejected", "held"], "accepted")
        self._count(cleansed)
        write_receipts(
            self._batch,
            {
                "row_number": rows["row_number"].to_pylist(),
                "source_no": pc.fill_null(rows["given_no"], "").to_pylist(),
                "by_key": pc.is_null(rows["given_no"]).to_pylist(),
                "standing": standing.tolist(),
                "outcome": outcome.tolist(),
                "record": entered.record.tolist(),
                "scope": scopes,
            },
        )
        newest = entered.newest
        outdate_findings(self._batch, [key for key, new in zip(keys, newest, strict=True) if key and new])
        self._tell(cleansed, raw, rows, keys, newest, scopes)
        self._tell_corrected(rows, keys, outcome, scopes)

    def enter(self, row_numbers: pa.Array, raw: Mapping[str, pa.Array]) -> Entered:
        """Judge rows and let into the truth what enters; nothing is said of it yet."""
        cleansed = self._cleansing(raw)
        rows = cleansed.rows.append_column("row_number", row_numbers)
        rows = rows.append_column("given_no", self._record_numbers(rows))
        day = self._batch.received_at.astimezone(clock.SHANGHAI).date()
        belonging = Belonging(self._dataset, rows, self._batch.sender.unit_id, day)
        cleansed, scopes = belonging.told(cleansed), belonging.scopes
        rows = rows.append_column("scope", pa.array(scopes, pa.list_(pa.int32())))
        entering = ~cleansed.rejected
        outcome = np.full(len(entering), "", dtype=object)
        record = np.full(len(entering), None, dtype=object)
        keys = rows["given_no"].to_pylist()
        if entering.any():
            stored = self._record(rows, cleansed, entering)
            outcome[entering] = stored.outcome.to_pylist()
            record[entering] = stored.record.to_pylist()
            for place, key in zip(np.flatnonzero(entering), stored.business_key.to_pylist(), strict=True):
                keys[place] = keys[place] or (key.hex() if key else None)
        return Entered(rows, cleansed, scopes, outcome, record, keys)

    @property
    def names(self) -> pa.ChunkedArray:
        """The names of those who were not known before, as `count_names` takes them."""
        return pa.chunked_array(self._names, pa.binary())

    @property
    def resting(self) -> list[int]:
        """The sightings of its rows that were at rest, as `wake_sightings` takes them."""
        return sorted(self._resting)

    def _record_numbers(self, rows: pa.Table) -> pa.ChunkedArray:
        """The sender's number of each record: the envelope's, else the data set's own."""
        numbered_by = self._dataset.numbered_by
        return pc.coalesce(rows["source_no"], rows[numbered_by]) if numbered_by else rows["source_no"]

    def _record(self, rows: pa.Table, cleansed: Cleansed, entering: np.ndarray) -> Stored:
        """Store the rows that enter."""
        batch = self._batch
        wanted = rows.filter(pa.array(entering))
        sighted = self._sight(wanted)
        withdraw = pc.fill_null(pc.equal(wanted["operation"], WITHDRAWN), False)
        standing = pc.if_else(pa.array(cleansed.held[entering]), "held", "accepted")
        given = {
            "source_no": wanted["given_no"],
            "source_version": pc.cast(wanted["source_version"], pa.int64(), safe=False),
            "withdraw": withdraw,
            "standing": standing,
            "scope": wanted["scope"],
            "row_number": wanted["row_number"],
        }
        parts = [name for group in self._dataset.parts.values() for name in group.flat()]
        content = pa.table(
            {
                **{name: wanted[name] for name in (*own_fields(self._dataset), *parts)},
                **{name: wanted[name] for name in self._dataset.identity_names},
                **given,
            }
        )
        return store_records(
            self._model,
            content,
            sighted=sighted,
            sender=batch.sender_id,
            batch=batch.pk,
            targets=self._targets(cleansed, entering) if batch.live else {},
            corrects=self._corrects,
            gone=self._gone,
        )

    def _sight(self, rows: pa.Table) -> dict[str, Sighted]:
        """Find or store the identity of each party of each row."""
        sighted = {}
        for role, party in self._dataset.parties.items():
            identity = {f.name.removeprefix(party.prefix): rows[f.name] for f in party.fields()}
            sighted[role] = store_sightings(
                pa.table({**identity, "scope": rows["scope"]}),
                sender=self._batch.sender_id,
                batch=self._batch.pk,
            )
            self._names.append(sighted[role].names)
            self._resting.update(resting_among(sighted[role].ids.unique()))
        return sighted

    def _targets(self, cleansed: Cleansed, entering: np.ndarray) -> dict[str, pa.Array]:
        """For each receiver, which of the entering rows no rule keeps from it."""
        may_go = {}
        for target in targets_of(self._dataset.code):
            free = np.ones(len(entering), dtype=bool)
            free[cleansed.findings.rows_blocked_for(target)] = False
            may_go[target] = pa.array(free[entering])
        return may_go

    def _count(self, cleansed: Cleansed) -> None:
        batch = self._batch
        batch.rows += cleansed.rows.num_rows
        batch.rejected += int(np.count_nonzero(cleansed.rejected))
        batch.held += int(np.count_nonzero(cleansed.held))
        batch.accepted += int(np.count_nonzero(~cleansed.rejected & ~cleansed.held))
        batch.corrected += int(np.count_nonzero(cleansed.corrected))
        batch.flagged += int(np.count_nonzero(cleansed.flagged))

    def _tell(
        self,
        cleansed: Cleansed,
        raw: Mapping[str, pa.Array],
        rows: pa.Table,
        keys: list[str | None],
        newest: np.ndarray,
        scopes: list[list[int]],
    ) -> None:
        numbers = rows["row_number"].to_pylist()
        found = list(cleansed.findings)
        write_findings(
            self._batch,
            {
                "row_number": [numbers[row] for row, _ in found],
                "record_key": [keys[row] for row, _ in found],
                "field": [cited.field.name for _, cited in found],
                "rule": [cited.rule.code for _, cited in found],
                "severity": [cited.rule.effect.severity for _, cited in found],
                "value": [mask_cell(c.field, raw[c.field.name][row].as_py()) for row, c in found],
                "current": [bool(newest[row]) for row, _ in found],
                "scope": [scopes[row] for row, _ in found],
            },
        )

    def _tell_corrected(
        self, rows: pa.Table, keys: list[str | None], outcome: np.ndarray, scopes: list[list[int]]
    ) -> None:
        """Rows that would have undone a correction: their sender is to put its own record right."""
        found = np.flatnonzero(outcome == Outcome.CORRECTED).tolist()
        if not found:
            return
        numbers, count = rows["row_number"].to_pylist(), len(found)
        told = Finding.objects.filter(
            sender=self._batch.sender_id, dataset=self._batch.dataset, batch__lt=self._batch.pk,
            rule=CORRECTED_HERE.code, current=True, record_key__in=[keys[row] for row in found],
        )  # fmt: skip
        told.update(current=False)  # said again here
        write_findings(
            self._batch,
            {
                "row_number": [numbers[row] for row in found],
                "record_key": [keys[row] for row in found],
                "field": [""] * count,
                "rule": [CORRECTED_HERE.code] * count,
                "severity": [CORRECTED_HERE.effect.severity] * count,
                "value": [None] * count,
                "current": [True] * count,
                "scope": [scopes[row] for row in found],
            },
        )

    def _answer_unreadable(self, chunk: Chunk) -> None:
        """Lines that are no rows are rejected, each with its receipt and finding."""
        count = len(chunk.problems)
        self._batch.rows += count
        self._batch.rejected += count
        numbers = [problem.row for problem in chunk.problems]
        scopes = [self._batch.scope] * count
        write_receipts(
            self._batch,
            {
                "row_number": numbers,
                "source_no": [""] * count,
                "by_key": [False] * count,
                "standing": ["rejected"] * count,
                "outcome": [""] * count,
                "record": [None] * count,
                "scope": scopes,
            },
        )
        write_findings(
            self._batch,
            {
                "row_number": numbers,
                "record_key": [None] * count,
                "field": [""] * count,
                "rule": [LINE_UNREADABLE.code] * count,
                "severity": [Effect.REJECT.severity] * count,
                "value": [None] * count,
                "current": [True] * count,
                "scope": scopes,
            },
        )


def _model_of(dataset: Dataset) -> type[Recorded]:
    """The table of a data set."""
    return next(model for model in recorded_models() if model.dataset is dataset)
