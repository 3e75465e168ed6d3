"""Whose a row is: who may see it, and whether its sender had any business sending it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa

from qinkang.cleansing.cleansed import Cleansed
from qinkang.cleansing.findings import Citation
from qinkang.cleansing.outside import OUTSIDE
from qinkang.registry.questions import organisation_for, outside, scopes_for
from qinkang.standards.dataset import Dataset
from qinkang.standards.field import AreaCode


class Belonging:
    """Where the rows of a chunk belong on the day they were received.

    Args:
        dataset: it names the areas and institutions whose units see a row.
        rows: typed and amended.
        unit: the sender's.
        on: the day whose management tree counts.
    """

    def __init__(self, dataset: Dataset, rows: pa.Table, unit: int, on: date) -> None:
        fields = [dataset.fields[name] for name in dataset.seen_by]
        self._areas = [field for field in fields if isinstance(field, AreaCode)]
        self._where = (
            [rows[field.name] for field in self._areas],
            [
                organisation_for(rows[field.name], _codes(rows, field.name), on=on)
                for field in fields
                if field not in self._areas
            ],
        )
        self._unit, self._on = unit, on

    @property
    def scopes(self) -> list[list[int]]:
        """Who may see each row."""
        return scopes_for(*self._where, self._unit, self._on)

    def told(self, cleansed: Cleansed) -> Cleansed:
        """Return the same rows with a remark on each that is about another unit's people."""
        apart = outside(*self._where, self._unit, self._on)
        return cleansed.remarked(Citation(OUTSIDE, self._areas[0]), np.flatnonzero(apart))


def _codes(rows: pa.Table, name: str) -> pa.ChunkedArray | None:
    return rows[f"{name}_uscc"] if f"{name}_uscc" in rows.column_names else None
