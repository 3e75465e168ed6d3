"""The kinds of field in words, as printed specifications and templates say them."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from qinkang.standards.codes import CodeSystem
from qinkang.standards.dataset import Dataset
from qinkang.standards.field import (
    Address,
    AreaCode,
    Choice,
    Choices,
    CreditCode,
    Day,
    DocumentNumber,
    Field,
    Month,
    Number,
    PersonName,
    Telephone,
    Text,
)


def kind_in_words(field: Field) -> str:
    """What may stand in the field, without limits and codes: 数值，1位小数."""
    match field:
        case Text() | Address():
            return f"文本，最多{field.longest}字"
        case Number():
            return f"数值，{field.decimals}位小数" if field.decimals else "数值，整数"
        case Choice():
            return "代码，单选"
        case Choices():
            return "代码，可多选"
        case _:
            return _IN_WORDS[type(field)]


_IN_WORDS: dict[type[Field], str] = {
    Day: "日期，YYYY-MM-DD",
    Month: "年月，YYYY-MM",
    PersonName: "姓名",
    DocumentNumber: "证件号码；居民身份证18位",
    Telephone: "电话号码",
    CreditCode: "统一社会信用代码，18位",
    AreaCode: "行政区划代码，6、9或12位",
}


def meaning(dataset: Dataset) -> str:
    """What one row means, without the indentation that older Pythons leave in a docstring."""
    return inspect.cleandoc(dataset.means)


def range_in_words(limits: tuple[float, float], unit: str = "") -> str:
    """Both ends and the unit: 60–260 mmHg."""
    return f"{limits[0]:g}–{limits[1]:g} {unit}".rstrip()


def limits_in_words(field: Field) -> str:
    """The possible and the usual range of a number; empty where there is none."""
    if not isinstance(field, Number) or field.limits is None:
        return ""
    possible = f"可能范围 {range_in_words(field.limits.hard, field.unit)}"
    if field.limits.soft is None:
        return possible
    return f"{possible}；常见范围 {range_in_words(field.limits.soft, field.unit)}"


def codes_of(field: Field) -> CodeSystem | None:
    """The field's code system, if it is coded."""
    return field.codes if isinstance(field, (Choice, Choices)) else None


def code_systems(dataset: Dataset) -> Iterator[CodeSystem]:
    """The code systems a data set uses, each once, in the order of its fields."""
    seen = set()
    for column in dataset.columns.values():
        codes = codes_of(column)
        if codes and codes.name not in seen:
            seen.add(codes.name)
            yield codes


def editions_in_words(field: Field) -> str:
    """From which to which edition the field exists; empty where it always has."""
    since = f"{field.since}版起" if field.since else ""
    return since + (f"{field.until}版止" if field.until else "")
