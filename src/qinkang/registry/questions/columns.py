"""Columns as callers have them, a list or an Arrow array, turned into answers over distinct values."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Column = Any
"""A sequence, or an Arrow array or chunked array."""

A = TypeVar("A")


def values(column: Column) -> Sequence[Any]:
    """The column's values; None where null."""
    return column.to_pylist() if hasattr(column, "to_pylist") else column


def answered(columns: Sequence[Column], answer: Callable[..., A]) -> list[A]:
    """Answer each row, working every distinct row out once; equal rows share one answer.

    Raises ValueError when the columns differ in length, or there is none.
    """
    if not columns:
        raise ValueError("at least one column is needed to know how many rows there are")
    rows = list(zip(*map(values, columns), strict=True))
    answers = {row: answer(*row) for row in set(rows)}
    return [answers[row] for row in rows]
