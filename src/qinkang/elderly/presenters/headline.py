"""What a record says at a glance: the values that stand on the line of time, by data set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from qinkang.elderly.presenters.record import written
from qinkang.elderly.presenters.wording import Fact
from qinkang.standards.field import Field

Parts = Mapping[str, Sequence[Any]]


def headline(record: Any, parts: Parts) -> tuple[Fact, ...]:
    """Return the values somebody looks at first; what was not given is left out."""
    return tuple(one for one in _BY_DATASET[record.dataset.code](record, parts) if one.says)


def place_of_record(record: Any) -> str:
    """Return the institution that a record names; empty where it names none."""
    for name in record.dataset.seen_by:
        if name not in record.dataset.identity_names:
            return getattr(record, name) or ""
    return ""


def _fields(record: Any, names: Sequence[str]) -> Iterator[Fact]:
    fields: Mapping[str, Field] = record.dataset.fields
    for name in names:
        value = getattr(record, name)
        if value not in (None, [], ""):
            unit = getattr(fields[name], "unit", "") or ""
            yield Fact(fields[name].title, written(fields[name], value) + (f" {unit}" if unit else ""))


def _named(*names: str) -> Callable[[Any, Parts], Iterator[Fact]]:
    return lambda record, _: _fields(record, names)


def _health_check(record: Any, _: Parts) -> Iterator[Fact]:
    for side, word in (("left", "左"), ("right", "右")):
        high, low = getattr(record, f"sbp_{side}"), getattr(record, f"dbp_{side}")
        if high is not None and low is not None:
            yield Fact(f"血压（{word}）", f"{high:g}/{low:g} mmHg")
    yield from _fields(record, ("bmi", "fpg", "selfcare_self", "doctor"))


def _self_care(record: Any, _: Parts) -> Iterator[Fact]:
    yield from _fields(record, ("grade", "total"))
    items = {"meal": "进餐", "wash": "梳洗", "dress": "穿衣", "toilet": "如厕", "activity": "活动"}
    scores = [(word, getattr(record, f"{name}_score")) for name, word in items.items()]
    yield Fact("各项评分", " · ".join(f"{word} {score:g}" for word, score in scores if score is not None))
    yield from _fields(record, ("assessor", "next_assess_date"))


def _contract(record: Any, parts: Parts) -> Iterator[Fact]:
    yield Fact("协议期", f"{record.begin_date} 至 {record.end_date or '未填'}")
    yield from _fields(record, ("status", "stop_date", "stop_reason"))
    items = [one for one in parts.get("items", ()) if one.due_n]
    if items:
        done = sum((one.done_n or 0) >= one.due_n for one in items)
        yield Fact("履约", f"{done} / {len(items)} 项已做满")
    yield from _fields(record, ("doctor", "team"))


_BY_DATASET: Mapping[str, Callable[[Any, Parts], Iterator[Fact]]] = {
    "elderly.person": _named(
        "living_arrangement", "history_disease", "special_tags", "life_status", "doctor", "phr_no"
    ),
    "elderly.health_check": _health_check,
    "elderly.self_care": _self_care,
    "elderly.contract": _contract,
    "elderly.living": _named(
        "living_arrangement", "cohabit_n", "empty_nest", "left_behind", "caregiver_rel", "monthly_visit"
    ),
    "elderly.recertification": _named("result", "method", "cycle", "due_date", "next_due_date"),
    "elderly.death": _named(
        "confirm_status", "source", "death_place", "cause_text", "cause_underlying_icd10", "reported_at"
    ),
}
