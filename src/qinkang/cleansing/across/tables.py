"""What a rule across records may read: one table for each data set about people, and a few beside them.

No table holds identity. A telephone number is its keyed hash, as text, equal where the numbers are.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import ibis
import pyarrow as pa

from qinkang.standards import datasets  # noqa: F401  - makes the data sets known
from qinkang.standards.dataset import DATASETS, Dataset
from qinkang.standards.mistakes import DeclarationMistake

EVERY = {
    "record": pa.int64(),  # number of the record in its data set's table
    "person": pa.int64(),
    "sighting": pa.int64(),
    "sender": pa.int32(),
    "day": pa.date32(),  # the day on which it happened
    "sex": pa.string(),  # as this source gives it
    "born": pa.date32(),
    "county": pa.string(),  # where the person lives, first six digits
    "phone": pa.string(),  # keyed hash
    "org_county": pa.string(),  # where the register has the institution
}
"""Columns of every record, whatever its data set."""

BESIDE: dict[str, dict[str, pa.DataType]] = {
    # Sightings that contradict others of their number and that nobody has decided on (see records.Conflict).
    "contradiction": {"sighting": pa.int64()},
    # Who gives a telephone number as his own: one row for each number and person.
    "bearer": {"phone": pa.string(), "person": pa.int64()},
}
"""Tables that are no data set's."""


DERIVED: dict[str, Callable[..., Any]] = {}
"""Tables computed from others, by name, with what computes them; made once for all rules that read them."""

F = TypeVar("F", bound=Callable[..., Any])


def derived(function: F) -> F:
    """Make a table known under the function's name, computed from those its parameters name."""
    if function.__name__ in {*people_datasets(), *BESIDE, *DERIVED}:
        raise DeclarationMistake(f"跨记录规则的表 {function.__name__} 已有")
    DERIVED[function.__name__] = function
    return function


def parameters(function: Callable[..., Any]) -> tuple[str, ...]:
    """The tables that a function reads, by its parameters."""
    return tuple(name for name in inspect.signature(function).parameters if name != "book")


@cache
def people_datasets() -> dict[str, Dataset]:
    """The data sets about people, by the name of their table here: the code's last word."""
    return {d.code.rpartition(".")[2]: d for d in DATASETS.values() if len(d.parties) == 1}


@cache
def kinds(name: str) -> dict[str, pa.DataType]:
    """Columns of a table by name, with their types; parts are left out."""
    if name in BESIDE:
        return BESIDE[name]
    dataset = people_datasets()[name]
    own = {n: f.arrow for n, f in dataset.fields.items() if n not in dataset.identity_names}
    return {**own, **EVERY}


@cache
def unbound(name: str) -> Any:
    """The table as expressions name it."""
    if name in DERIVED:
        made = DERIVED[name](*map(unbound, parameters(DERIVED[name])))
        return ibis.table(made.schema(), name=name)
    return ibis.table({column: ibis.dtype(kind) for column, kind in kinds(name).items()}, name=name)
