"""The closed vocabulary of rules: each operation with its meaning in plain Python.

DuckDB and Spark carry out the same expression trees over columns. This file says what each operation
means for one row, nulls, rounding and text included, and so judges them. An operation that does not
stand here cannot be used in a rule: the plan refuses it. `tests/spec/cleansing/test_vocabulary.py`
draws each one; property tests compare with DuckDB.

`None` is a missing value. Numbers are floats, except where counted (lengths, years, days).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import ibis.expr.operations as ops

Meaning = Callable[..., Any]


def _strict(operation: Meaning) -> Meaning:
    """Missing as soon as one operand is missing."""

    def meaning(*operands: Any) -> Any:
        return None if None in operands else operation(*operands)

    return meaning


def _and(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _or(left: bool | None, right: bool | None) -> bool | None:
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def _divide(left: float, right: float) -> float | None:
    """Division as IEEE 754 has it: by zero gives an infinity or not-a-number, never an error."""
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _round(value: float, digits: int | None) -> float:
    """Half away from zero, on the binary value: 2.5 gives 3, -2.5 gives -3."""
    scale = 10.0 ** (digits or 0)
    scaled = value * scale
    if not math.isfinite(scaled):
        return value
    whole = math.floor(abs(scaled))
    rounded = whole + 1 if abs(scaled) - whole >= 0.5 else whole
    return math.copysign(rounded, scaled) / scale


def _least(operands: tuple[Any, ...]) -> Any:
    known = [value for value in operands if value is not None]
    return min(known) if known else None


def _greatest(operands: tuple[Any, ...]) -> Any:
    known = [value for value in operands if value is not None]
    return max(known) if known else None


def _among(value: Any, options: tuple[Any, ...]) -> bool | None:
    if value is None:
        return None
    return True if value in options else (None if None in options else False)


def _first_known(operands: tuple[Any, ...]) -> Any:
    return next((value for value in operands if value is not None), None)


def _case(cases: tuple[bool | None, ...], results: tuple[Any, ...], default: Any) -> Any:
    return next((result for case, result in zip(cases, results, strict=True) if case is True), default)


def _as_type(value: Any, to: Any) -> Any:
    if to.is_integer():
        return int(value)
    return float(value)


MEANING: dict[type, Meaning] = {
    # logic, three-valued
    ops.And: _and,
    ops.Or: _or,
    ops.Not: _strict(lambda value: not value),
    ops.IsNull: lambda value: value is None,
    ops.NotNull: lambda value: value is not None,
    # comparison
    ops.Equals: _strict(lambda left, right: left == right),
    ops.NotEquals: _strict(lambda left, right: left != right),
    ops.Less: _strict(lambda left, right: left < right),
    ops.LessEqual: _strict(lambda left, right: left <= right),
    ops.Greater: _strict(lambda left, right: left > right),
    ops.GreaterEqual: _strict(lambda left, right: left >= right),
    ops.Between: lambda value, low, high: _and(
        MEANING[ops.LessEqual](low, value), MEANING[ops.LessEqual](value, high)
    ),
    ops.InValues: _among,
    # arithmetic on numbers
    ops.Add: _strict(lambda left, right: left + right),
    ops.Subtract: _strict(lambda left, right: left - right),
    ops.Multiply: _strict(lambda left, right: left * right),
    ops.Divide: _strict(_divide),
    ops.Negate: _strict(lambda value: -value),
    ops.Abs: _strict(abs),
    ops.Round: lambda value, digits: None if value is None else _round(value, digits),
    ops.Least: _least,
    ops.Greatest: _greatest,
    ops.Cast: lambda value, to: None if value is None else _as_type(value, to),
    # choice
    ops.Coalesce: _first_known,
    ops.NullIf: lambda value, unwanted: None if value == unwanted else value,
    ops.IfElse: lambda condition, then, otherwise: then if condition is True else otherwise,
    ops.SearchedCase: _case,
    # days
    ops.ExtractYear: _strict(lambda day: day.year),
    ops.ExtractMonth: _strict(lambda day: day.month),
    ops.ExtractDay: _strict(lambda day: day.day),
    ops.DateDelta: lambda part, left, right: None if None in (left, right) else (left - right).days,
    # text
    ops.StringLength: _strict(len),
    ops.StartsWith: _strict(str.startswith),
    ops.Substring: _strict(lambda text, start, length: text[start : start + length]),
    ops.StringContains: _strict(lambda text, part: part in text),
    ops.StringConcat: lambda operands: None if None in operands else "".join(operands),
    # several choices
    ops.ArrayContains: _strict(lambda choices, code: code in choices),
    ops.ArrayLength: _strict(len),
    ops.ArrayRemove: _strict(lambda choices, code: [choice for choice in choices if choice != code]),
}
