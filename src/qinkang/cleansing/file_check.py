"""One file through the rules, with no database: what a sender runs before sending."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa

from qinkang.cleansing.cleansed import Cleansed, Cleansing
from qinkang.cleansing.effect import Effect
from qinkang.cleansing.findings import Citation
from qinkang.cleansing.masking import mask_cell
from qinkang.cleansing.reading.number import unit_in_header
from qinkang.cleansing.rule import Rule
from qinkang.cleansing.rulebook import Rulebook
from qinkang.readers import Chunk, Mapping, Source, open_source, propose
from qinkang.standards.dataset import Dataset
from qinkang.standards.field import Need, Number

LINE_UNREADABLE = Rule(
    code="R-01",
    says="这一行无法读出。",
    because="引号没有配对、列数与表头不符，或文字编码损坏。",
    remedy="请改正这一行后重报；其他行不受影响。",
    effect=Effect.REJECT,
)
COLUMN_ABSENT = Rule(
    code="K-03",
    says="文件中没有“{title}”这一列，它是必填项。",
    because="整列缺失只说一次，不逐行列出。",
    remedy="请在导出时加上这一列；如已有这一列而未认出，请确认列对照。",
    effect=Effect.FLAG,
)


@dataclass(frozen=True)
class Finding:
    """One thing to put right.

    Attributes:
        row: the row number a person sees in the file; None for the whole file.
        field: English name of the field; None for a whole row.
        rule: code of the rule.
        severity: reject, hold, correct or flag.
        value: the cell's text as it stood, masked unless asked otherwise.
        message: what should be.
        suggestion: what to do.
    """

    row: int | None
    field: str | None
    rule: str
    severity: str
    value: str | None
    message: str
    suggestion: str


@dataclass
class FileCheck:
    """What came of checking one file. The counts are rows.

    `rows = accepted + held + rejected`; `corrected` and `flagged` count rows among the accepted and
    held that had a value amended or carry a remark.
    """

    dataset: Dataset
    source: Source
    mapping: Mapping
    rulebook: str
    counts: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)

    @property
    def rejected(self) -> int:
        """How many rows do not enter."""
        return self.counts["rejected"]


class MappingUnclear(Exception):
    """The columns cannot be told apart well enough to judge rows; the sentences say which."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def check_file(
    dataset: Dataset, file: Path | BinaryIO, book: Rulebook, *, name: str = "", show_values: bool = False,
    remark: Callable[[Cleansed], Cleansed] | None = None,
) -> FileCheck:  # fmt: skip
    """Check every row of a file in any supported format.

    `remark` says what only those know who know the sender.

    Raises:
        readers.Unreadable: the file is no table that can be read.
        MappingUnclear: two columns claim one field, or a key field has no column.
    """
    with open_source(file, name) as source:
        columns = dataset.columns
        mapping = propose(source.header, source.sample(), columns.values(), above=source.header_above)
        if mapping.problems:
            raise MappingUnclear(mapping.problems)
        check = FileCheck(dataset, source, mapping, book.hash)
        check.findings += absent_columns(dataset, mapping)
        cleansing = Cleansing(dataset, book, frozenset(mapping.fields), stated_units(dataset, mapping))
        judge = cleansing if remark is None else lambda raw: remark(cleansing(raw))
        for chunk in source.chunks():
            _take_in(check, chunk, judge, show_values)
    return check


def absent_columns(dataset: Dataset, mapping: Mapping) -> Iterator[Finding]:
    """One finding for each mandatory field without a column."""
    for absent in dataset.fields.values():
        if absent.need is Need.MANDATORY and absent.name not in mapping.fields:
            yield Finding(
                None,
                absent.name,
                COLUMN_ABSENT.code,
                COLUMN_ABSENT.effect.severity,
                None,
                COLUMN_ABSENT.sentence(absent.title),
                COLUMN_ABSENT.remedy,
            )


def stated_units(dataset: Dataset, mapping: Mapping) -> dict[str, str]:
    """Units that headers state, for the fields that believe them."""
    found = {}
    for column in mapping.columns:
        number = dataset.columns.get(column.field or "")
        if isinstance(number, Number) and number.confused_with and number.header_tells_unit:
            unit = unit_in_header(number, column.header)
            if unit:
                found[number.name] = unit
    return found


def _take_in(
    check: FileCheck, chunk: Chunk, judge: Callable[[dict[str, pa.Array]], Cleansed], show_values: bool
) -> None:
    check.counts["rows"] += chunk.batch.num_rows + len(chunk.problems)
    check.counts["rejected"] += len(chunk.problems)
    unread = LINE_UNREADABLE
    check.findings += [
        Finding(problem.row, None, unread.code, unread.effect.severity, None, problem.message, unread.remedy)
        for problem in chunk.problems
    ]
    if not chunk.batch.num_rows:
        return
    raw = {name: chunk.batch.column(place) for name, place in check.mapping.fields.items()}
    cleansed = judge(raw)
    _count(check, cleansed)
    numbers = chunk.row_numbers.to_pylist()
    for row, citation in cleansed.findings:
        text = raw[citation.field.name][row].as_py()
        check.findings.append(_finding(numbers[row], citation, text, show_values))


def _count(check: FileCheck, cleansed: Cleansed) -> None:
    check.counts["rejected"] += int(np.count_nonzero(cleansed.rejected))
    check.counts["held"] += int(np.count_nonzero(cleansed.held))
    check.counts["accepted"] += int(np.count_nonzero(~cleansed.rejected & ~cleansed.held))
    check.counts["corrected"] += int(np.count_nonzero(cleansed.corrected))
    check.counts["flagged"] += int(np.count_nonzero(cleansed.flagged))


def _finding(row: int, citation: Citation, text: str | None, show_values: bool) -> Finding:
    rule, about = citation.rule, citation.field
    value = text if show_values else mask_cell(about, text)
    return Finding(
        row, about.name, rule.code, rule.effect.severity, value, rule.sentence(about.title), rule.remedy
    )
