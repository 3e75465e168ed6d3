"""What the national system refuses, by code: checks on the message and on each record."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

MOST_RECORDS = 500
DATASET = "nat_health_check"
ENVELOPE = (
    "msg_id", "dataset_code", "dataset_version", "source_org", "batch_no", "seq", "record_count", "sm3",
    "sent_at", "payload",
)  # fmt: skip
MANDATORY = {"XM": "姓名", "ZJHM": "证件号码", "TJRQ": "体检日期", "JGMC": "体检机构"}
SAYS = {
    "E1001": "身份证号码校验不通过",
    "E1002": "性别与证件号码不符",
    "E1003": "机构代码不在已备案机构名单",
    "E1004": "体检日期晚于上报日期",
    "E1005": "出生日期与证件号码不符",
    "E1006": "必填项缺失",
    "E1007": "日期格式不正确",
    "E2001": "重复上报：同一人同日同机构已有记录",
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
    if message["dataset_code"] != DATASET:
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


def of_record(record: dict[str, Any], sent_on: date, filed: Collection[str] | None) -> tuple[str, str]:
    """Code and field of the first thing wrong with a record, ("", "") if nothing.

    Args:
        record: one record of the payload.
        sent_on: the day of the message.
        filed: codes of the institutions on file; None accepts every well-formed code.
    """
    if record["operation"] == "D":
        return "", ""
    missing = [name for name in MANDATORY if not record.get(name)]
    if missing:
        return "E1006", missing[0]
    try:
        examined = datetime.strptime(record["TJRQ"], "%Y%m%d").date()  # noqa: DTZ007  a day, not a moment
    except (TypeError, ValueError):
        return "E1007", "TJRQ"
    if examined > sent_on:
        return "E1004", "TJRQ"
    if record.get("ZJLX", "01") == "01" and (wrong := _of_citizen(record)):
        return wrong
    code = record.get("JGDM")
    if code and not (code in filed if filed is not None else _well_formed(code)):
        return "E1003", "JGDM"
    return "", ""


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
