"""Writing what came of rows: a receipt for each, and findings. In bulk, under row security."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
from django.db import connection

from qinkang.intake.models import Batch, Finding, Receipt
from qinkang.records.writing.rows import array_text

Columns = Mapping[str, Sequence[Any]]
"""Column name to one value per row; a scope is a list of unit numbers."""

_ARROW = {"int": pa.int32(), "bigint": pa.int64(), "text": pa.string(), "boolean": pa.bool_()}
_RECEIPT = {
    "row_number": "int",
    "source_no": "text",
    "by_key": "boolean",
    "standing": "text",
    "outcome": "text",
    "record": "bigint",
    "scope": "text",
}
_FINDING = {
    "row_number": "int",
    "record_key": "text",
    "field": "text",
    "rule": "text",
    "severity": "text",
    "value": "text",
    "current": "boolean",
    "scope": "text",
}
# What is said of the newest version of a record takes the place of what was said of older ones.
_OUTDATED = """
UPDATE intake_finding f SET current = false
WHERE f.sender_id = %s AND f.dataset = %s AND f.batch_id < %s AND f.current
  AND f.record_key = ANY(%s::text[])
"""


def write_receipts(batch: Batch, columns: Columns) -> None:
    """Enter one receipt for each row; the columns are those of `Receipt` but for the batch."""
    _insert(Receipt._meta.db_table, {"batch_id": batch.pk}, _RECEIPT, columns)


def write_findings(batch: Batch, columns: Columns) -> None:
    """Enter findings; the columns are those of `Finding` but for batch, sender and data set."""
    fixed = {"batch_id": batch.pk, "sender_id": batch.sender_id, "dataset": batch.dataset}
    _insert(Finding._meta.db_table, fixed, _FINDING, columns)


def outdate_findings(batch: Batch, record_keys: Sequence[str]) -> None:
    """Let older batches' findings about these records of the sender be current no more."""
    with connection.cursor() as cursor:
        keys = array_text(pa.array(record_keys, pa.string()))
        cursor.execute(_OUTDATED, [batch.sender_id, batch.dataset, batch.pk, keys])


def _insert(table: str, fixed: Mapping[str, Any], kinds: Mapping[str, str], columns: Columns) -> None:
    """INSERT … SELECT from arrays: one statement however many rows, with row security in force."""
    if not columns["row_number"]:
        return
    values = [_parameter(columns[name], kind, lists=name == "scope") for name, kind in kinds.items()]
    arrays = ", ".join(f"%s::{kind}[]" for kind in kinds.values())
    selected = ", ".join("g.scope::int[]" if name == "scope" else f"g.{name}" for name in kinds)
    constant = ", ".join(["%s"] * len(fixed))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join([*fixed, *kinds])})"  # noqa: S608  the names are ours
            f" SELECT {constant}, {selected} FROM unnest({arrays}) AS g({', '.join(kinds)})",
            [*fixed.values(), *values],
        )


def _parameter(column: Sequence[Any], kind: str, *, lists: bool) -> str:
    """One column as an array literal; lists of units as texts of arrays, each distinct one written once."""
    if lists:
        written = {units: "{" + ",".join(map(str, units)) + "}" for units in set(map(tuple, column))}
        column = [written[tuple(units)] for units in column]
    return array_text(pa.array(column, _ARROW[kind]))
