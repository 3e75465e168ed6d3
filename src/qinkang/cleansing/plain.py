"""The reference engine: the plan carried out on one row in plain Python.

It is slow beside the columns engine when there are many rows, fast when there are few, and obvious:
it says what is right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import ibis.expr.operations as ops

from qinkang.cleansing.plan import RECEIVED, Judgement, Plan
from qinkang.cleansing.rule import Row, RowRule, Verdict
from qinkang.cleansing.vocabulary import MEANING

Evaluation = Callable[[Row], Any]


def judge_row(plan: Plan, row: Row) -> tuple[dict[str, Any], list[Verdict]]:
    """The row as the amending rules leave it, and one verdict for each check of the plan, in their order.

    `row` holds typed values and facts.
    """
    steps = _steps(plan)
    verdicts = [Verdict.PASS] * len(plan.checks)
    current = {**row, RECEIVED: plan.book.received_on}
    for stage in steps.stages:
        changes: dict[str, Any] = {}
        for turn, verdict, mends in stage:
            verdicts[turn] = verdict(current)
            if verdicts[turn] is Verdict.FAIL:
                changes |= {name: mend(current) for name, mend in mends.items()}
        current |= changes
    for turn, verdict, _ in steps.judging:
        verdicts[turn] = verdict(current)
    del current[RECEIVED]
    return current, verdicts


_Step = tuple[int, Callable[[Row], Verdict], Mapping[str, Evaluation]]


class _Steps:
    def __init__(self, plan: Plan) -> None:
        turn = {check.place: number for number, check in enumerate(plan.checks)}
        self.stages = [[_step(one, turn[one.check.place]) for one in stage] for stage in plan.stages]
        self.judging = [_step(one, turn[one.check.place]) for one in plan.judging]


@lru_cache(maxsize=64)
def _steps(plan: Plan) -> _Steps:
    return _Steps(plan)


def _step(judgement: Judgement, turn: int) -> _Step:
    mends = {name: evaluation(expression) for name, expression in judgement.changes.items()}
    return turn, verdict_of(judgement.check.rule, judgement.promise), mends


def verdict_of(rule: RowRule, promise: Any) -> Callable[[Row], Verdict]:
    """A function from row to verdict; "cannot tell" becomes what the rule says."""
    holds = evaluation(promise)
    missing = rule.if_missing.value

    def verdict(row: Row) -> Verdict:
        answer = holds(row)
        if answer is None:
            return missing
        return Verdict.PASS if answer else Verdict.FAIL

    return verdict


def evaluation(expression: Any) -> Evaluation:
    """A function that works the expression out for a row; constants are allowed too."""
    if not hasattr(expression, "op"):
        return lambda _row: expression
    return _evaluation(expression.op())


def _evaluation(node: Any) -> Evaluation:
    if isinstance(node, ops.Field):
        name = node.name
        return lambda row: row.get(name)
    if isinstance(node, ops.Literal):
        value = node.value
        return lambda _row: value
    if isinstance(node, tuple):
        members = [_evaluation(member) for member in node]
        return lambda row: tuple([member(row) for member in members])
    if not isinstance(node, ops.Value):
        return lambda _row: node
    meaning = MEANING[type(node)]
    operands = [_evaluation(operand) for operand in node.args]
    match operands:
        case [one]:
            return lambda row: meaning(one(row))
        case [left, right]:
            return lambda row: meaning(left(row), right(row))
    return lambda row: meaning(*[operand(row) for operand in operands])
