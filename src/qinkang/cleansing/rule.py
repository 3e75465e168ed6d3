"""A rule: one promise about data, said once.

`Rule` is what people read about any rule. A `RowRule` also carries the promise itself, a function
over the columns of one data set that is called once, on an unbound table (see `engine`).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from qinkang.cleansing.effect import Effect
from qinkang.standards.dataset import Dataset
from qinkang.standards.mistakes import DeclarationMistake

Row = Mapping[str, Any]
"""One row as field name to typed value; a field not named is missing."""


class Verdict(Enum):
    """What a rule says of one row."""

    PASS = "pass"
    FAIL = "fail"
    CANNOT_TELL = "cannot tell"


class Missing(Enum):
    """What a promise becomes that cannot be told because a value is missing."""

    PASSES = Verdict.PASS
    FAILS = Verdict.FAIL
    CANNOT_TELL = Verdict.CANNOT_TELL


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule:
    """What people read about a rule.

    Attributes:
        code: cited in letters; never reused.
        says: the promise, as the sender reads it when it is broken. `{title}` stands for the
            title of the field it is about.
        because: the reason, with its clause and the usual cause.
        remedy: what the sender should do.
        effect: what follows.
        target: the one receiver that a `BLOCK` keeps the row from.
    """

    code: str
    says: str
    because: str
    remedy: str
    effect: Effect
    target: str | None = None

    def sentence(self, title: str) -> str:
        """The promise for the field of this title."""
        return self.says.replace("{title}", title)


@dataclass(frozen=True, kw_only=True, eq=False)
class RowRule(Rule):
    """A promise about one row.

    Attributes:
        each: the fields it is about, once per application: a rule on pressures names the left pair
            and the right pair. The first field of a tuple is the one findings name.
        promise: `(row, [book], *fields) -> boolean expression`, true in the good case.
        mends: for a repair, the new values by field name.
        if_missing: what "cannot tell" becomes.
        accepts, rejects: rows that keep and that break the promise at its first application.
        mended: for a repair, a row and what becomes of it.
    """

    dataset: Dataset
    each: tuple[tuple[str, ...], ...]
    promise: Callable[..., Any]
    if_missing: Missing
    accepts: tuple[Row, ...]
    rejects: tuple[Row, ...]
    mends: Callable[..., Mapping[str, Any]] | None = None
    mended: tuple[tuple[Row, Row], ...] = ()


RULES: dict[tuple[str, str], RowRule] = {}
"""Every row rule by data set and code, in the order of declaration."""


def rules_of(dataset: Dataset) -> tuple[RowRule, ...]:
    """The row rules of a data set, in the order in which they were declared."""
    return tuple(rule for (code, _), rule in RULES.items() if code == dataset.code)


def rule(
    dataset: Dataset,
    *,
    code: str,
    each: Sequence[tuple[str, ...]],
    says: str,
    because: str,
    remedy: str,
    effect: Effect,
    accepts: Sequence[Row],
    rejects: Sequence[Row],
    if_missing: Missing = Missing.PASSES,
    target: str | None = None,
    mends: Callable[..., Mapping[str, Any]] | None = None,
    mended: Sequence[tuple[Row, Row]] = (),
) -> Callable[[Callable[..., Any]], RowRule]:
    """Declare a row rule. The decorated function is its promise.

    A promise takes the row, then one column for each field of the tuple in `each`, and a parameter
    named `book` if it needs the office's decisions. It compares with `&`, `|`, `~`; there is no
    `and`, `or`, `not`, and no chained comparison.

    Raises:
        DeclarationMistake: a code used twice, a field that does not exist, no example, a repair
            without a mend, or an operation outside the vocabulary (found when the plan is made).
    """

    def declare(promise: Callable[..., Any]) -> RowRule:
        declared = RowRule(
            code=code,
            says=says,
            because=because,
            remedy=remedy,
            effect=effect,
            target=target,
            dataset=dataset,
            each=tuple(each),
            promise=promise,
            if_missing=if_missing,
            accepts=tuple(accepts),
            rejects=tuple(rejects),
            mends=mends,
            mended=tuple(mended),
        )
        register(declared)
        return declared

    return declare


def register(declared: RowRule) -> None:
    """Make a rule known, or refuse it with the reason."""
    where = f"规则 {declared.code}（{declared.dataset.code}）"
    if (declared.dataset.code, declared.code) in RULES:
        raise DeclarationMistake(f"{where}：代码已被使用")
    unknown = {name for names in declared.each for name in names} - set(declared.dataset.columns)
    if unknown or not declared.each:
        raise DeclarationMistake(
            f"{where}：数据集没有字段 {'、'.join(sorted(unknown)) or '（一个也没有写）'}"
        )
    if not declared.accepts or not declared.rejects:
        raise DeclarationMistake(f"{where}：缺少应通过或应不通过的例子")
    if (declared.effect is Effect.REPAIR) != (declared.mends is not None):
        raise DeclarationMistake(f"{where}：修正类规则须给出修正办法，其他规则不得给出")
    if (declared.effect is Effect.REPAIR) != bool(declared.mended):
        raise DeclarationMistake(f"{where}：修正类规则须给出修正前后的例子")
    if (declared.effect is Effect.BLOCK) != (declared.target is not None):
        raise DeclarationMistake(f"{where}：阻断类规则须写明阻断的对象")
    RULES[declared.dataset.code, declared.code] = declared


def applied(function: Callable[..., Any], row: Any, book: Any, columns: Sequence[Any]) -> Any:
    """Call a promise or a mend with what it asks for."""
    if "book" in inspect.signature(function).parameters:
        return function(row, *columns, book=book)
    return function(row, *columns)
