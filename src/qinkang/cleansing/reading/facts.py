"""Facts: what reading learned of a value and rules may ask, as columns beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from qinkang.cleansing.reading.kinds import reader_of
from qinkang.cleansing.rulebook import Rulebook
from qinkang.standards.dataset import Dataset
from qinkang.standards.field import AreaCode, CreditCode, DocumentNumber, Field, Number, PersonName, Telephone

_OF_KIND: dict[type[Field], dict[str, pa.DataType]] = {
    DocumentNumber: {
        "problem": pa.string(),  # see kernel.citizen_id.Problem
        "birth": pa.date32(),
        "sex": pa.string(),
        "prefix": pa.string(),  # first six digits
        "kind": pa.string(),  # the id_type that alone has its pattern
        "fits": pa.string(),  # every id_type that has its pattern, parted by spaces
    },
    PersonName: {"problem": pa.string()},  # see kernel.person_name.Problem
    Telephone: {"problem": pa.string()},  # see kernel.phone.Problem
    CreditCode: {"problem": pa.string()},
    AreaCode: {"level": pa.string(), "from": pa.date32(), "until": pa.date32(), "now": pa.string()},
}


def fact_types(field: Field) -> dict[str, pa.DataType]:
    """Names and types of a field's facts, in the order in which a cell gives them."""
    if isinstance(field, Number):
        return {f"{field.name}_unit": pa.string()} if field.confused_with else {}
    return {f"{field.name}_{fact}": kind for fact, kind in _OF_KIND.get(type(field), {}).items()}


def facts_of(dataset: Dataset, row: Mapping[str, Any], book: Rulebook) -> dict[str, Any]:
    """The facts of one row of typed values: what reading them would have told.

    Facts that stand in the row already are kept.
    """
    facts: dict[str, Any] = {}
    for field in dataset.columns.values():
        names = fact_types(field)
        if names and row.get(field.name) is not None:
            cell = reader_of(field, book)(str(row[field.name]))
            facts |= dict(zip(names, cell.facts, strict=True))
    return facts | {name: value for name, value in row.items() if name in facts}
