"""试校验: what would happen if a file were taken in. Nothing is written, and no value leaves unmasked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from qinkang.cleansing.cleansed import Cleansed, Cleansing
from qinkang.cleansing.file_check import LINE_UNREADABLE, absent_columns, stated_units
from qinkang.cleansing.findings import Citation
from qinkang.cleansing.masking import mask_cell
from qinkang.cleansing.rulebook import Rulebook
from qinkang.intake.belonging import Belonging
from qinkang.readers import Chunk, Source
from qinkang.readers import Mapping as Columns
from qinkang.standards.dataset import Dataset

EXAMPLES = 3  # rows named for each rule and field


class Trial:
    """Tries the rows of one file, chunk by chunk, and counts what came of them."""

    def __init__(self, dataset: Dataset, book: Rulebook, mapping: Columns, unit: int) -> None:
        self._dataset = dataset
        self._unit = unit  # the sender's
        self._mapping = mapping
        self._book = book
        self._cleansing = Cleansing(dataset, book, frozenset(mapping.fields), stated_units(dataset, mapping))
        self._counts: Counter[str] = Counter()
        self._found: Counter[int] = Counter()
        self._examples: dict[int, list[list[Any]]] = {}
        self._unread: list[int] = []
        self._citations: tuple[Citation, ...] = ()
        self._of_file = [
            {"rule": one.rule, "field": one.field or "", "severity": one.severity, "rows": 0, "examples": []}
            for one in absent_columns(dataset, mapping)
        ]

    def run(self, source: Source, tell: Callable[[int], None]) -> dict[str, Any]:
        """Try every row; return what would happen, as JSON.

        Raises:
            readers.Unreadable: damage is met inside the file.
        """
        for chunk in source.chunks():
            self._try(chunk)
            tell(self._counts["rows"])
        names = ("rows", "accepted", "corrected", "flagged", "held", "rejected")
        return {
            **{name: self._counts[name] for name in names},
            "format": source.format,
            "encoding": source.encoding or "",
            "sheet": source.sheet or "",
            "notes": list(source.notes),
            "rulebook": self._book.hash,
            "findings": self._findings(),
        }

    def _try(self, chunk: Chunk) -> None:
        problems = len(chunk.problems)
        self._counts.update(rows=chunk.batch.num_rows + problems, rejected=problems, unread=problems)
        self._unread += [one.row for one in chunk.problems[: EXAMPLES - len(self._unread)]]
        if not chunk.batch.num_rows:
            return
        raw = {name: chunk.batch.column(place) for name, place in self._mapping.fields.items()}
        cleansed = self._cleansing(raw)
        belonging = Belonging(self._dataset, cleansed.rows, self._unit, self._book.received_on)
        cleansed = belonging.told(cleansed)
        self._citations = cleansed.findings.citations
        for name, chosen in (
            ("rejected", cleansed.rejected),
            ("held", cleansed.held),
            ("accepted", ~cleansed.rejected & ~cleansed.held),
            ("corrected", cleansed.corrected),
            ("flagged", cleansed.flagged),
        ):
            self._counts[name] += int(np.count_nonzero(chosen))
        self._count(cleansed, raw, chunk)

    def _count(self, cleansed: Cleansed, raw: Mapping[str, pa.Array], chunk: Chunk) -> None:
        found = cleansed.findings
        places, first, counts = np.unique(found.places, return_index=True, return_counts=True)
        for place, at, count in zip(places.tolist(), first.tolist(), counts.tolist(), strict=True):
            self._found[place] += count
            examples = self._examples.setdefault(place, [])
            if len(examples) < EXAMPLES:
                rows = found.rows[at:][found.places[at:] == place][: EXAMPLES - len(examples)]
                field = found.citations[place].field
                examples += [
                    [chunk.row_numbers[row].as_py(), mask_cell(field, raw[field.name][row].as_py()) or ""]
                    for row in rows.tolist()
                ]

    def _findings(self) -> list[dict[str, Any]]:
        of_rows = [
            {
                "rule": self._citations[place].rule.code,
                "field": self._citations[place].field.name,
                "severity": self._citations[place].rule.effect.severity,
                "rows": count,
                "examples": self._examples[place],
            }
            for place, count in self._found.most_common()
        ]
        if self._counts["unread"]:
            unread = LINE_UNREADABLE
            examples = [[row, ""] for row in self._unread]
            of_rows.insert(
                0,
                {
                    "rule": unread.code, "field": "", "severity": unread.effect.severity,
                    "rows": self._counts["unread"], "examples": examples,
                },
            )  # fmt: skip
        return self._of_file + of_rows
