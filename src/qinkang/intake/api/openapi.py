"""The interface described for programs and people (OpenAPI 3.1), its records from the declarations."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from qinkang.accounts.needs import for_anyone
from qinkang.intake.api import checking, payload
from qinkang.intake.api.problem import JSON
from qinkang.intake.models import State
from qinkang.standards.dataset import DATASETS
from qinkang.standards.printing.json_schema import json_schema

VERSION = "1"
COUNTS = {
    "rows": "行数", "accepted": "接收", "corrected": "其中自动修正", "flagged": "其中有提示", "held": "存疑",
    "rejected": "退回",
}  # fmt: skip
FINDING = {
    "field": "字段英文名，整行问题为 null", "rule": "规则编号", "severity": "reject 退回、hold 存疑、correct 自动修正、flag 提示",
    "value": "原值（已脱敏）", "message": "应当怎样", "suggestion": "如何处理",
}  # fmt: skip


@for_anyone(title="接口：接口说明", alone=True)
@require_GET
def document(request: Any) -> HttpResponse:
    """Give the description; it holds what the published specifications hold."""
    return JsonResponse(description(), **JSON)


def description() -> dict[str, Any]:
    """Return the whole description."""
    schemas = {code: _schema(code) for code in DATASETS}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "秦康 数据报送接口",
            "version": VERSION,
            "description": "报送系统逐批发送记录，平台逐行回执。先取令牌，再发送；同一批次号和序号可以放心重发。",
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"client": []}],
        "paths": {
            "/token": {"post": _token()},
            "/datasets/{dataset}/check": {"post": _check()},
            "/datasets/{dataset}/batches/{batch_no}/{seq}": {"put": _deliver()},
            "/batches/{batch}": {"get": _get("查询批次状态", "Batch", [_path("batch", "integer", "批次")])},
            "/batches/{batch}/receipts": {"get": _receipts()},
        },
        "components": {
            "securitySchemes": {
                "client": {
                    "type": "oauth2",
                    "flows": {"clientCredentials": {"tokenUrl": "/api/v1/token", "scopes": _scopes()}},
                }
            },
            "schemas": {
                **schemas,
                "Problem": _object(
                    status=("integer", "HTTP 状态码"), code=("string", "错误代码"), detail=("string", "说明和处理办法")
                ),
                "Batch": _object(
                    batch=("integer", "平台批次号"),
                    dataset=("string", "数据集"),
                    state=("string", "状态：" + "、".join(f"{one.value} {one.label}" for one in State)),
                    says=("string", "状态名称"),
                    problem=(["string", "null"], "需要人处理的问题"),
                    received_at=("string", "接收时间"),
                    **{name: ("integer", says) for name, says in COUNTS.items()},
                ),
                "Finding": _object(**{name: (["string", "null"], says) for name, says in FINDING.items()}),
                "Receipt": _object(
                    row_number=("integer", "第几条记录，从 1 起"),
                    source_no=("string", "源记录编号；空表示按业务主键识别"),
                    by_key=("boolean", "是否按业务主键识别"),
                    standing=("string", "accepted 接收、held 存疑、rejected 退回"),
                    outcome=("string", "入库结果"),
                )
                | {"x-more": "另有 findings：问题列表（Finding）"},
            },
        },
    }  # fmt: skip


def _schema(code: str) -> dict[str, Any]:
    """One record's schema; what it defines of its own moves with it."""
    return {name: value for name, value in json_schema(DATASETS[code]).items() if name != "$schema"}


def _scopes() -> dict[str, str]:
    return {code: one.title for code, one in DATASETS.items()}


def _object(**members: tuple[Any, str]) -> dict[str, Any]:
    properties = {name: {"type": kind, "description": says} for name, (kind, says) in members.items()}
    return {"type": "object", "properties": properties, "required": list(properties)}


def _path(name: str, kind: str, says: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": kind}, "description": says}


def _answers(good: int, says: str, schema: dict[str, Any]) -> dict[str, Any]:
    refused = {"application/problem+json": {"schema": _ref("Problem")}}
    return {
        str(good): {"description": says, "content": {"application/json": {"schema": schema}}},
        "default": {"description": "没有受理；detail 说明原因和处理办法", "content": refused},
    }


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _records() -> dict[str, Any]:
    one = {"anyOf": [_ref(code) for code in DATASETS]}
    schema = {"type": "array", "minItems": 1, "maxItems": payload.MOST_ROWS, "items": one}
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _token() -> dict[str, Any]:
    form = _object(grant_type=("string", "固定为 client_credentials"))
    form["properties"]["scope"] = {
        "type": "string",
        "description": "所需数据集，以空格分隔；不写为全部已授权的",
    }
    answer = _object(
        access_token=("string", "令牌"), token_type=("string", "Bearer"), expires_in=("integer", "有效秒数"),
        scope=("string", "可报送的数据集"),
    )  # fmt: skip
    return {
        "summary": "取令牌",
        "description": "以 HTTP Basic 携带接口账号和密钥（RFC 6749 第4.4节）。",
        "security": [],
        "requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": form}}},
        "responses": _answers(200, "令牌", answer),
    }


def _deliver() -> dict[str, Any]:
    return {
        "summary": "发送一批记录",
        "description": (
            f"一次最多 {payload.MOST_ROWS} 条、{payload.LARGEST >> 20} MB。批次号和序号由发送方编；"
            "没有收到应答时，用同一批次号、序号和内容重发，不会重复入库。"
        ),
        "parameters": [
            _path("dataset", "string", "数据集"),
            _path("batch_no", "string", "发送方的批次号，最多64位"),
            _path("seq", "integer", "批次内的序号"),
        ],
        "requestBody": _records(),
        "responses": _answers(202, "已接收，稍后可取逐行回执", _ref("Batch")),
    }


def _check() -> dict[str, Any]:
    answer = _object(
        dataset=("string", "数据集"), rulebook=("string", "规则手册"),
        **{name: ("integer", says) for name, says in COUNTS.items()},
    )  # fmt: skip
    answer["properties"]["findings"] = {"type": "array", "items": _ref("Finding")}
    return {
        "summary": "预校验",
        "description": f"按同一套规则检查，最多 {checking.MOST_ROWS} 条，不入库。",
        "parameters": [_path("dataset", "string", "数据集")],
        "requestBody": _records(),
        "responses": _answers(200, "检查结果", answer),
    }


def _receipts() -> dict[str, Any]:
    listed = {
        "type": "object",
        "properties": {
            "batch": {"type": "integer"},
            "state": {"type": "string"},
            "receipts": {"type": "array", "items": _ref("Receipt")},
            "next_after": {"type": ["integer", "null"], "description": "还有下一页时，作为 after 再取"},
        },
    }
    after = {"name": "after", "in": "query", "schema": {"type": "integer"}, "description": "从第几条之后取"}
    got = _get("取逐行回执", "Batch", [_path("batch", "integer", "批次"), after])
    return {**got, "responses": _answers(200, "回执", listed)}


def _get(summary: str, schema: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {"summary": summary, "parameters": parameters, "responses": _answers(200, summary, _ref(schema))}
