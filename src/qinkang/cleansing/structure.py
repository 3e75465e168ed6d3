"""Rules that follow from the declaration: what must be there, and within which limits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import Missing, RowRule
from qinkang.standards.dataset import Dataset
from qinkang.standards.field import Choices, Day, Field, Limits, Need, Number


def structural_rules(dataset: Dataset) -> Iterator[RowRule]:
    """The rules of this data set's structure: K-01, K-02, and one or two for each set of limits."""
    keys = tuple((f.name,) for f in dataset.fields.values() if f.need is Need.KEY)
    yield RowRule(
        code="K-01",
        says="{title}缺失或无法读出，这一行不能确定是谁、何时、在哪家机构。",
        because="关键项缺失的记录无法归到人和机构。",
        remedy="请补全后重报这一行。",
        effect=Effect.REJECT,
        dataset=dataset,
        each=keys,
        promise=_is_there,
        if_missing=Missing.FAILS,
        accepts=({keys[0][0]: _any_value(dataset.fields[keys[0][0]])},),
        rejects=({},),
    )
    mandatory = tuple((f.name,) for f in dataset.fields.values() if f.need is Need.MANDATORY)
    if mandatory:
        first = dataset.fields[mandatory[0][0]]
        yield RowRule(
            code="K-02",
            says="{title}是必填项，不应为空。",
            because=f"{dataset.standard}的必填项。",
            remedy="请在源系统中补填后重报。",
            effect=Effect.FLAG,
            dataset=dataset,
            each=mandatory,
            promise=_is_there,
            if_missing=Missing.FAILS,
            accepts=({first.name: _any_value(first)},),
            rejects=({},),
        )
    limits: dict[Limits, list[Number]] = {}
    for number in dataset.of_kind(Number):
        if number.limits:
            limits.setdefault(number.limits, []).append(number)
    by_code: dict[str, dict[Limits, list[Number]]] = {}
    for found, numbers in limits.items():
        by_code.setdefault(found.rule, {})[found] = numbers
    for code, sharing in by_code.items():
        yield from _limit_rules(dataset, code, sharing)


def _limit_rules(dataset: Dataset, code: str, sharing: dict[Limits, list[Number]]) -> Iterator[RowRule]:
    """One rule for the hard limits under this code, one for the soft ones if any field has them."""
    limits = {number.name: found for found, numbers in sharing.items() for number in numbers}
    titles = {number.name: number for numbers in sharing.values() for number in numbers}
    first, of_first = next(iter(limits.items()))
    yield RowRule(
        code=code,
        says="{title}应在可能的范围内。",
        because="范围："
        + "；".join(_range(titles[n], found.hard) for n, found in limits.items())
        + "。超出的多半是单位或小数点错误。",
        remedy="该值未采用，请核实数值和单位后重报。",
        effect=Effect.BLANK,
        dataset=dataset,
        each=tuple((name,) for name in limits),
        promise=_within({name: found.hard for name, found in limits.items()}),
        if_missing=Missing.PASSES,
        accepts=({first: of_first.hard[0]}, {first: of_first.hard[1]}, {}),
        rejects=({first: of_first.hard[0] - 0.1}, {first: of_first.hard[1] + 0.1}),
    )
    soft = {name: found.soft for name, found in limits.items() if found.soft}
    if not soft:
        return
    first, (low, high) = next(iter(soft.items()))
    yield RowRule(
        code=f"{code}W",
        says="{title}少见，请核实。",
        because="常见范围：" + "；".join(_range(titles[n], found) for n, found in soft.items()) + "。",
        remedy="请核对原始记录；无误可不处理，有误请更正后重报。",
        effect=Effect.FLAG,
        dataset=dataset,
        each=tuple((name,) for name in soft),
        promise=_within(soft),
        if_missing=Missing.PASSES,
        accepts=({first: low}, {first: high}, {}),
        rejects=({first: low - 0.1}, {first: high + 0.1}),
    )


def _any_value(field: Field) -> Any:
    match field:
        case Number():
            return 1
        case Day():
            return date(2025, 1, 1)
        case Choices():
            return ["1"]
    return "1"


def _is_there(_row: Any, column: Any) -> Any:
    return column.notnull()


def _within(limits: dict[str, tuple[float, float]]) -> Any:
    def promise(_row: Any, column: Any) -> Any:
        return column.between(*limits[column.get_name()])

    return promise


def _range(number: Number, limits: tuple[float, float]) -> str:
    return f"{number.title} {limits[0]:g}–{limits[1]:g}{number.unit}"
