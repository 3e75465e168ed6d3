"""How a rule about people is declared once for all data sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from typing import Any

from qinkang.cleansing.effect import Effect
from qinkang.cleansing.rule import Missing, Row, RowRule, register
from qinkang.cleansing.rules.people.party import PartyRow
from qinkang.standards import datasets  # noqa: F401  - a rule is for all of them
from qinkang.standards.dataset import DATASETS, Dataset

HAPPENED_ON = "happened_on"
"""Stands in `each` and in examples for the field of the data set that says when it happened."""


def everywhere(dataset: Dataset) -> bool:
    """A rule for every data set with people."""
    return True


def elderly(dataset: Dataset) -> bool:
    """A rule for the elderly-health data sets alone."""
    return dataset.code.startswith("elderly.")


def rule_of_people(
    *,
    code: str,
    each: Sequence[tuple[str, ...]],
    says: str,
    because: str,
    remedy: str,
    effect: Effect,
    accepts: Sequence[Row],
    rejects: Sequence[Row],
    only: Callable[[Dataset], bool] = everywhere,
    if_missing: Missing = Missing.PASSES,
    target: str | None = None,
    mends: Callable[..., Mapping[str, Any]] | None = None,
    mended: Sequence[tuple[Row, Row]] = (),
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a rule for every party of every data set; otherwise as `cleansing.rule.rule`.

    `each` and the examples name fields as the subject of a row has them; a party without one of these
    fields is left alone. The promise takes a `PartyRow` for the row.

    Args:
        only: which data sets it is for.
    """

    def declare(promise: Callable[..., Any]) -> Callable[..., Any]:
        for dataset in DATASETS.values():
            prefixes = dict(_applications(dataset, each))
            if not prefixes or not only(dataset):
                continue
            first = next(iter(prefixes.values()))
            register(
                RowRule(
                    code=code,
                    says=says,
                    because=because,
                    remedy=remedy,
                    effect=effect,
                    target=target,
                    dataset=dataset,
                    each=tuple(prefixes),
                    promise=_for_party(promise, dataset, prefixes),
                    if_missing=if_missing,
                    accepts=tuple(_named(row, dataset, first) for row in accepts),
                    rejects=tuple(_named(row, dataset, first) for row in rejects),
                    mends=_for_party(mends, dataset, prefixes) if mends else None,
                    mended=tuple(
                        (_named(row, dataset, first), _named(new, dataset, first)) for row, new in mended
                    ),
                )
            )
        return promise

    return declare


def _applications(dataset: Dataset, each: Sequence[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The fields of each application, with the party's prefix."""
    for party in dataset.parties.values():
        for bare in each:
            names = tuple(_name(name, dataset, party.prefix) for name in bare)
            if all(name in dataset.fields for name in names):
                yield names, party.prefix


def _name(bare: str, dataset: Dataset, prefix: str) -> str:
    return dataset.happened_on if bare == HAPPENED_ON else prefix + bare


def _named(row: Row, dataset: Dataset, prefix: str) -> Row:
    return {_name(bare, dataset, prefix): value for bare, value in row.items()}


def _for_party(
    function: Callable[..., Any], dataset: Dataset, prefixes: Mapping[tuple[str, ...], str]
) -> Callable[..., Any]:
    """The function called with the row as the party sees it whose fields it is given."""

    @wraps(function)
    def of_party(row: Any, *columns: Any, **decisions: Any) -> Any:
        prefix = prefixes[tuple(column.get_name() for column in columns)]
        return function(PartyRow(row, prefix, dataset.happened_on), *columns, **decisions)

    return of_party
