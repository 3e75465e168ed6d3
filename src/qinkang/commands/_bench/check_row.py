"""单条检查：一条健康体检记录走完全部规则，95% 在 20 毫秒以内

As an interface does it: a record comes as JSON, is read, repaired and judged by every rule of its data
set, and its findings go back as JSON. The rules are prepared before, as in a process that has been up for a
while. Every record is another one; its fields are those it has.
"""

from __future__ import annotations

import json
import time
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

import qinkang.cleansing.rules  # noqa: F401  - makes the rules known
from qinkang.cleansing.cleansed import Cleansing
from qinkang.cleansing.rulebook import Rulebook
from qinkang.commands._bench import Asked, Measured, check_ups
from qinkang.standards.datasets import HealthCheck

ROWS = 2_000
GOAL = 20.0  # milliseconds
WARMING = 20  # records before the clock runs
RECEIVED_ON = date(2025, 10, 31)


def measure(asked: Asked) -> Measured:
    """Check record after record."""
    wanted = asked.rows or ROWS
    asked.say("正在生成体检数据……")
    messages = records(asked, wanted + WARMING)
    book = Rulebook.packaged(RECEIVED_ON)
    asked.say(f"正在逐条检查 {wanted:,} 条……")
    for message in messages[:WARMING]:
        check(message, book)
    times = []
    for message in messages[WARMING:]:
        began = time.perf_counter()
        check(message, book)
        times.append((time.perf_counter() - began) * 1000)
    middle, high, last = np.percentile(times, [50, 95, 99]).round(2).tolist()
    parts = {"p50_ms": middle, "p99_ms": last, "records_per_second": round(1000 / float(np.mean(times)))}
    return Measured("check-row", GOAL, high <= GOAL, len(times), p95_ms=high, parts=parts)


def records(asked: Asked, count: int) -> list[bytes]:
    """Check-ups as messages."""
    found: list[bytes] = []
    for raw in check_ups.made(asked.folder).copies(count):
        for row in pa.table(raw).to_pylist():
            found.append(json.dumps({name: text for name, text in row.items() if text is not None}).encode())
    return found


def check(message: bytes, book: Rulebook) -> bytes:
    """One record through all rules; return what is wrong."""
    record: dict[str, str] = json.loads(message)
    # An absent field of a record is an empty one: the form has it, and rules about missing values speak.
    raw = {name: pa.array([record.get(name)], pa.string()) for name in HealthCheck.columns}
    cleansed = Cleansing(HealthCheck, book, frozenset(raw))(raw)
    findings: list[dict[str, Any]] = [
        {"field": cited.field.name, "rule": cited.rule.code, "severity": cited.rule.effect.severity}
        for _, cited in cleansed.findings
    ]
    return json.dumps(findings).encode()
