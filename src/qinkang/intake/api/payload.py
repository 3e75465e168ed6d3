"""The shape of a message: a list of records, each an object of the data set's own names."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from qinkang.intake.api.problem import Problem
from qinkang.standards.dataset import Dataset
from qinkang.standards.envelope import ENVELOPE

LARGEST = 8 << 20  # bytes of one message
MOST_ROWS = 5_000
NAMED = 10  # unknown names that a refusal lists


def body_of(request: Any) -> bytes:
    """Read what was sent. Raises Problem: too large, or nothing."""
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise Problem(415, "encoding", "请不要压缩请求内容（Content-Encoding）。")
    body: bytes = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise Problem(413, "too_large", f"一次最多 {LARGEST >> 20} MB，请分几次发送（seq 递增）。")
    if not body.strip():
        raise Problem(400, "empty", "请求没有内容。请发送由记录组成的 JSON 数组。")
    return body


def refuse_wrong_shape(body: bytes, dataset: Dataset, most: int = MOST_ROWS) -> int:
    """Make sure that this is a list of records with known names only; return how many.

    Values are not looked at: a row with wrong values is taken and answered by its receipt.

    Raises:
        Problem: no JSON, no list of objects, too many, a name twice, or names that are not declared.
    """
    try:
        records = json.loads(body, object_pairs_hook=_members)
    except (ValueError, RecursionError) as error:
        raise Problem(
            400, "not_json", "请求内容不是 JSON（UTF-8 编码），或同一个名称出现两次。请检查后重发。"
        ) from error
    if not isinstance(records, list) or not records or not all(isinstance(one, dict) for one in records):
        raise Problem(400, "not_a_list", "请求内容应是由记录（JSON 对象）组成的非空数组。")
    if len(records) > most:
        raise Problem(413, "too_many", f"一次最多 {most} 条，请分几次发送（seq 递增）。")
    unknown = sorted(set(_unknown(records, dataset)))
    if unknown:
        raise Problem(
            422, "unknown_names", "有的名称在数据集规范中没有，请按规范改正。", names=unknown[:NAMED]
        )
    missing = [
        one.title for one in dataset.fields.values() if one.key and not any(one.name in r for r in records)
    ]
    if missing:
        raise Problem(
            422, "missing_names",
            f"所有记录都缺少关键项：{'、'.join(missing)}。请补充；仅作废记录时可写为 null。",
        )  # fmt: skip
    return len(records)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name twice")
    return found


def _unknown(records: Iterable[dict[str, Any]], dataset: Dataset) -> Iterable[str]:
    plain = {*ENVELOPE, *dataset.fields}
    for record in records:
        for name, value in record.items():
            if name in plain:
                if isinstance(value, dict) or (
                    isinstance(value, list) and any(isinstance(one, dict | list) for one in value)
                ):
                    yield name[:64]
            elif name not in dataset.parts:
                yield name[:64]
            elif value is not None:
                yield from _unknown_in_part(name, value, dataset)


def _unknown_in_part(name: str, value: Any, dataset: Dataset) -> Iterable[str]:
    part = dataset.parts[name]
    if not isinstance(value, list) or len(value) > part.at_most:
        yield name
        return
    for group in value:
        if not isinstance(group, dict):
            yield name
            continue
        yield from (
            f"{name}.{inner}"[:64]
            for inner, held in group.items()
            if inner not in part.fields or isinstance(held, dict)
        )
