"""Invented check-ups as raw text columns, as many as wanted.

A few thousand rows are those of a simulated sender, with its habits and planted defects. They are given
again and again with other people: number, name, phone, address and record number differ in every copy,
so that texts of persons hardly repeat and those of findings do, as in real files.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from qinkang.commands._demo import simulation
from qinkang.readers import open_source, propose
from qinkang.standards.datasets import HealthCheck

SCALE = 0.3  # of the simulated province: several thousand distinct rows
SEED = 1
YEARS = 2  # as many files of check-ups it sends
SENDER = "BJ-JGWX"  # writes CSV with nearly all columns of the form
WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])  # GB 11643
CHECKS = np.frombuffer(b"10X98765432", np.uint8)
COPIES = 500  # sequence numbers of one sex that one area and day have
BESIDE = {"corrected_left": "vision_left", "corrected_right": "vision_right"} | {
    f"home_bed_{n}_{ours}": f"hospital_{n}_{theirs}"
    for n in (1, 2)
    for ours, theirs in {"opened": "admitted", "closed": "discharged", "reason": "reason", "org": "org", "mrn": "mrn"}.items()
}  # fmt: skip
"""Columns that the sender has not, and the like ones whose texts they take."""


@dataclass(frozen=True)
class CheckUps:
    """The distinct rows, by field name; every column of the form is there."""

    columns: dict[str, pa.Array]

    @property
    def rows(self) -> int:
        """How many distinct rows there are."""
        return len(self.columns["id_no"])

    def copies(self, count: int, first: int = 0) -> Iterator[dict[str, pa.Array]]:
        """Give so many rows in pieces, each a copy of all distinct rows about other people."""
        copy = first
        while count > 0:
            columns = self.copy(copy)
            yield {name: column.slice(0, count) for name, column in columns.items()}
            count -= self.rows
            copy += 1

    def copy(self, number: int) -> dict[str, pa.Array]:
        """All rows, about the people of one copy; copy 0 is as the sender wrote it."""
        if not number:
            return dict(self.columns)
        own = self.columns
        tail = pa.scalar(f"-{number}")
        return own | {
            "id_no": numbers(own["id_no"], number),
            "name": names(own["name"], number),
            "phone": phones(own["phone"], number),
            "live_addr": pc.binary_join_element_wise(own["live_addr"], pa.scalar(f"{number}号"), ""),
            "record_no": pc.binary_join_element_wise(own["record_no"], tail, ""),
        }


def made(folder: Path, scale: float = SCALE) -> CheckUps:
    """Let the simulated sender write its files, and read them as the product does."""
    years: list[CheckUps] = []
    with simulation.send(folder / "sent", scale, SEED) as sendings:
        coming = sendings.announced.files
        while coming and len(years) < YEARS:
            if (one := sendings.next()) is None:
                time.sleep(0.05)
                continue
            coming -= 1
            if one.sender == SENDER and one.dataset == HealthCheck.code and "修订" not in one.path.name:
                years.append(one_year(read(one.path)))
    # The simulated people are examined every year; here each row is about somebody else.
    apart = [year.copy(COPIES // len(years) * place) for place, year in enumerate(years)]
    return CheckUps({name: pa.concat_arrays([year[name] for year in apart]) for name in apart[0]})


def one_year(table: pa.Table) -> CheckUps:
    """The rows of one file, with the columns that it has not."""
    columns = {name: table[name].combine_chunks() for name in table.column_names}
    return CheckUps(columns | {ours: columns[theirs] for ours, theirs in BESIDE.items()})


def read(file: Path) -> pa.Table:
    """One file's raw columns under the names of the fields they were found to be."""
    with open_source(file) as source:
        mapping = propose(
            source.header, source.sample(), HealthCheck.columns.values(), above=source.header_above
        )
        chunks = [chunk.batch for chunk in source.chunks()]
    whole = pa.Table.from_batches(chunks)
    return pa.table({name: whole.column(place) for name, place in mapping.fields.items()})


def numbers(given: pa.Array, copy: int) -> pa.Array:
    """Citizen numbers of the same area, birth date and sex with other sequence numbers; others stay."""
    sound = pc.fill_null(pc.match_substring_regex(given, r"^[1-9]\d{16}[\dX]$"), False)
    digits = np.frombuffer("".join(given.filter(sound).to_pylist()).encode(), np.uint8).reshape(-1, 18).copy()
    sequence = (digits[:, 14:17] - 48) @ np.array([100, 10, 1])
    sequence = (sequence + 2 * (copy % COPIES)) % 1000
    digits[:, 14], digits[:, 15], digits[:, 16] = (
        sequence // 100 + 48, sequence // 10 % 10 + 48, sequence % 10 + 48,
    )  # fmt: skip
    digits[:, 17] = CHECKS[((digits[:, :17] - 48) * WEIGHTS).sum(axis=1) % 11]
    return pc.replace_with_mask(given, sound, _texts(digits))


def names(given: pa.Array, copy: int) -> pa.Array:
    """The surname of each row with the given name of another; odd spellings stay."""
    plain = pc.fill_null(pc.match_substring_regex(given, r"^\p{Han}{2,3}$"), False)
    chosen = given.filter(plain)
    turned = chosen.take(pa.array(np.roll(np.arange(len(chosen)), 37 * copy)))
    first = pc.utf8_slice_codeunits(chosen, 0, 1)
    rest = pc.utf8_slice_codeunits(turned, 1)
    return pc.replace_with_mask(given, plain, pc.binary_join_element_wise(first, rest, ""))


def phones(given: pa.Array, copy: int) -> pa.Array:
    """Mobile numbers with other last digits; others stay."""
    mobile = pc.fill_null(pc.match_substring_regex(given, r"^1[3-9]\d{9}$"), False)
    digits = (
        np.frombuffer("".join(given.filter(mobile).to_pylist()).encode(), np.uint8).reshape(-1, 11).copy()
    )
    digits[:, 3:] = (digits[:, 3:] - 48 + np.array([3, 1, 7, 9, 1, 3, 7, 1]) * copy) % 10 + 48
    return pc.replace_with_mask(given, mobile, _texts(digits))


def _texts(digits: Any) -> pa.Array:
    """Rows of ASCII bytes as texts."""
    count, width = digits.shape
    offsets = np.arange(0, (count + 1) * width, width, dtype=np.int32)
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(digits.tobytes()))
