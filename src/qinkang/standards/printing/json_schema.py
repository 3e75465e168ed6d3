"""A data set as JSON Schema (draft 2020-12): the shape of one record sent as JSON.

A missing value may be left out or be null. Only what makes a row acceptable at all is `required`;
what is merely mandatory is told by `x-need`, because the platform takes such a row and says what is
missing. Limits are those outside which a value is not adopted.
"""

from __future__ import annotations

from typing import Any

from qinkang.standards.codes import CodeSystem
from qinkang.standards.dataset import Dataset
from qinkang.standards.envelope import ENVELOPE
from qinkang.standards.field import (
    Address,
    AreaCode,
    Choice,
    Choices,
    CreditCode,
    Day,
    Field,
    Month,
    Number,
    Text,
)
from qinkang.standards.part import Part
from qinkang.standards.printing.kinds import code_systems, meaning

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_DAY = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
_MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"


def json_schema(dataset: Dataset) -> dict[str, Any]:
    """The schema of one record; parts are arrays of objects under the part's name."""
    return {
        "$schema": DRAFT,
        "$id": f"urn:qinkang:{dataset.code}:{dataset.edition}",
        "title": dataset.title,
        "description": meaning(dataset),
        "x-standard": dataset.standard,
        "x-edition": dataset.edition,
        **_object(
            {name: _field(field) for name, field in {**ENVELOPE, **dataset.fields}.items()}
            | {name: _part(part) for name, part in dataset.parts.items()},
            required=[field.name for field in dataset.fields.values() if field.key],
        ),
        "$defs": {codes.name: _codes(codes) for codes in code_systems(dataset)},
    }


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _part(part: Part) -> dict[str, Any]:
    return {
        "title": part.title,
        "type": ["array", "null"],
        "maxItems": part.at_most,
        "items": _object({name: _field(f) for name, f in part.fields.items()}, [part.key_field()]),
    }


def _codes(codes: CodeSystem) -> dict[str, Any]:
    return {
        "title": codes.title,
        "description": codes.source,
        "type": "string",
        "oneOf": [{"const": code, "title": label} for code, label in codes.labels.items()],
    }


def _field(field: Field) -> dict[str, Any]:
    told: dict[str, Any] = {"title": field.title, **_value(field)}
    told |= {"x-need": field.need.value, "x-privacy": field.privacy.value}
    if field.clause:
        told["x-clause"] = field.clause
    if field.until:
        told["deprecated"] = True
    return told


def _value(field: Field) -> dict[str, Any]:
    """What the value may be; null too, unless a row without it is rejected."""
    match field:
        case Choice():
            return _or_null(field, {"$ref": f"#/$defs/{field.codes.name}"})
        case Choices():
            each = {"$ref": f"#/$defs/{field.codes.name}"}
            return {"type": _types(field, "array"), "items": each, "uniqueItems": True}
        case Number():
            return {"type": _types(field, "number" if field.decimals else "integer"), **_number(field)}
        case Day():
            return {"type": _types(field, "string"), "format": "date", "pattern": _DAY}
        case Month():
            return {"type": _types(field, "string"), "pattern": _MONTH}
        case CreditCode():
            return {"type": _types(field, "string"), "pattern": "^[0-9A-HJ-NP-RT-UW-Y]{18}$"}
        case AreaCode():
            return {"type": _types(field, "string"), "pattern": r"^[1-8]\d{5}(\d{3}|\d{6})?$"}
        case Text() | Address():
            return {"type": _types(field, "string"), "minLength": 1, "maxLength": field.longest}
        case _:
            return {"type": _types(field, "string"), "minLength": 1}


def _or_null(field: Field, value: dict[str, Any]) -> dict[str, Any]:
    return value if field.key else {"anyOf": [value, {"type": "null"}]}


def _types(field: Field, kind: str) -> str | list[str]:
    return kind if field.key else [kind, "null"]


def _number(field: Number) -> dict[str, Any]:
    told: dict[str, Any] = {"x-unit": field.unit} if field.unit else {}
    if field.limits:
        told |= {"minimum": field.limits.hard[0], "maximum": field.limits.hard[1]}
        if field.limits.soft:
            told["x-usual"] = list(field.limits.soft)
    return told
