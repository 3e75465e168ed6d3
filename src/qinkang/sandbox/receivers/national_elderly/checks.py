"""What the national system refuses, by code: checks on the message and on each record."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from qinkang.sandbox.receivers.national_elderly.tables import TABLES

MOST_RECORDS = 500
ENVELOPE = (
    "msg_id", "dataset_code", "dataset_version", "source_org", "batch_no", "seq", "record_count", "sm3",
    "sent_at", "payload",
)  # fmt: skip
SAYS = {
    "E1001": "身份证号码校验不通过",
    "E1002": "性别与证件号码不符",
    "E1003": "机构代码不在已备案机构名单",
    "E1004": "业务日期晚于上报日期",
    "E1005": "出生日期与证件号码不符",
    "E1006": "必填项缺失",
    "E1007": "日期格式不正确",
    "E1101": "总评分不等于各项评分之和",
    "E1201": "到期日期早于开始日期",
    "E1301": "死亡日期早于出生日期",
    "E2001": "重复上报：同一人同一事项已有记录",
    "E2002": "版本低于已接收的版本",
    "E2003": "同一版本的内容与已接收的不一致",
    "E9001": "报文缺少字段",
    "E9002": "记录数与实际不符",
    "E9003": "摘要不符",
    "E9004": "数据集代码不支持",
    "E9005": "报文格式不正确",
}
_CREDIT_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015


def of_envelope(message: Any) -> str:
    """The code of what is wrong with the message as a whole, "" if nothing."""
    if not isinstance(message, dict) or any(name not in message for name in ENVELOPE):
        return "E9001"
    if message["dataset_code"] not in TABLES:
        return "E9004"
    if not isinstance(message["payload"], list) or len(message["payload"]) != message["record_count"]:
        return "E9002"
    return "" if all(map(_referable, message["payload"])) else "E9005"


def _referable(record: Any) -> bool:
    match record:
        case {"our_ref": str(ref), "version": int(), "operation": "A" | "U" | "D"}:
            return bool(ref)
        case _:
            return False


def of_record(
    dataset: str, record: dict[str, Any], sent_on: date, filed: Collection[str] | None
) -> tuple[str, str]:
    """Code and field of the first thing wrong with a record, ("", "") if nothing.

    Args:
        dataset: code of the table.
        record: one record of the payload.
        sent_on: the day of the message.
        filed: codes of the institutions on file; None accepts every well-formed code.
    """
    table = TABLES[dataset]
    if record["operation"] == "D":
        return "", ""
    missing = [name for name in table.mandatory if record.get(name) in (None, "")]
    if missing:
        return "E1006", missing[0]
    for name in (table.day, *table.days):
        if name in record and not _is_day(record[name]):
            return "E1007", name
    if record[table.day] > f"{sent_on:%Y%m%d}":
        return "E1004", table.day
    if record.get("ZJLX", "01") == "01" and (wrong := _of_citizen(record)):
        return wrong
    code = record.get(table.organisation)
    if code and not (code in filed if filed is not None else _well_formed(code)):
        return "E1003", table.organisation
    return table.own(record)


def thing(dataset: str, record: dict[str, Any]) -> str | None:
    """What a record speaks of, in words; None for a withdrawal, which frees the place."""
    if record["operation"] == "D":
        return None
    return "|".join([dataset, *(str(record.get(name, "")) for name in TABLES[dataset].thing)])


def _is_day(text: Any) -> bool:
    try:
        return len(text) == 8 and bool(datetime.strptime(text, "%Y%m%d"))  # noqa: DTZ007  a day, not a moment
    except (TypeError, ValueError):
        return False


def _of_citizen(record: dict[str, Any]) -> tuple[str, str] | None:
    number = record["ZJHM"]
    if not isinstance(number, str) or not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return "E1001", "ZJHM"
    # GB 11643: the weights are powers of two modulo 11, and the whole sums to one.
    total = sum((10 if c == "X" else int(c)) * pow(2, 17 - i, 11) for i, c in enumerate(number))
    if total % 11 != 1:
        return "E1001", "ZJHM"
    if record.get("XB") in ("1", "2") and int(number[16]) % 2 != int(record["XB"]) % 2:
        return "E1002", "XB"
    if record.get("CSRQ") and record["CSRQ"] != number[6:14]:
        return "E1005", "CSRQ"
    return None


def _well_formed(code: str) -> bool:
    if len(code) != 18 or any(c not in _CREDIT_CODE for c in code):
        return False
    total = sum(_CREDIT_CODE.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
    return (total + _CREDIT_CODE.index(code[17])) % 31 == 0
