"""Rows come in by messages, and their receipts go out."""

from __future__ import annotations

import io
import re
from typing import Any

from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_http_methods

from qinkang.accounts.scope import deed
from qinkang.accounts.stay import token_hash
from qinkang.cleansing.sayings import remedy_of, sentence_of
from qinkang.intake.api.payload import body_of, refuse_wrong_shape
from qinkang.intake.api.problem import JSON, Problem
from qinkang.intake.api.token import acting_for, with_token
from qinkang.intake.landing import Arrival, land
from qinkang.intake.models import AccessToken, Batch, Finding, Message, Receipt
from qinkang.intake.waking import TAKE_IN, wake
from qinkang.kernel import clock
from qinkang.standards.dataset import Dataset

BATCH_NO = re.compile(r"[0-9A-Za-z._-]{1,64}")
MOST_SEQUENCE = 1_000_000
PAGE, LARGEST_PAGE = 1_000, 5_000  # receipts in one answer


@with_token("接口：报送数据")
@require_http_methods(["PUT", "POST"])
def deliver(request: Any, token: AccessToken, dataset: Dataset, batch_no: str, seq: int) -> HttpResponse:
    """Take a message. Said again with the same content it is the same message, whatever broke meanwhile."""
    if not BATCH_NO.fullmatch(batch_no) or seq > MOST_SEQUENCE:
        raise Problem(
            400, "bad_number", "批次号最多 64 位，由字母、数字、点、横线、下划线组成；序号为正整数。"
        )
    body = body_of(request)
    rows = refuse_wrong_shape(body, dataset)
    digest = token_hash(body.decode())
    sender = token.client.sender
    numbers = {"sender": sender, "dataset": dataset.code, "batch_no": batch_no, "sequence": seq}
    by = acting_for(token, "接口：报送数据")
    with deed(by):
        _one_at_a_time(f"{sender.pk} {dataset.code} {batch_no} {seq}")
        known = Message.objects.filter(**numbers).select_related("batch").first()
        if known is not None and bytes(known.digest) != digest:
            raise Problem(
                409, "said_otherwise",
                "这个批次号和序号已用于内容不同的报文。请使用新的序号；更正请提高记录的 source_version。",
            )  # fmt: skip
        if known is None:
            arrival = Arrival(sender, dataset.code, f"{batch_no}-{seq}.json", clock.now(), expected=rows)
            batch = land(io.BytesIO(body), arrival, by=by).batch
            known = Message.objects.create(**numbers, digest=digest, batch=batch)
            wake(TAKE_IN)
    return _told(known.batch, status=202)


@with_token("接口：批次状态")
@require_GET
def batch(request: Any, token: AccessToken, number: int) -> HttpResponse:
    """Tell how far a batch has come."""
    with deed(acting_for(token, "接口：批次状态")):
        return _told(_own(token, number))


@with_token("接口：逐行回执")
@require_GET
def receipts(request: Any, token: AccessToken, number: int) -> HttpResponse:
    """Give the receipts of a batch in the order of its rows, each with what was found in the row."""
    after, limit = _number(request, "after", 0), min(_number(request, "limit", PAGE), LARGEST_PAGE)
    with deed(acting_for(token, "接口：逐行回执")):
        found = _own(token, number)
        rows = list(
            Receipt.objects.filter(batch=found, row_number__gt=after)
            .order_by("row_number")
            .values("row_number", "source_no", "by_key", "standing", "outcome")[:limit]
        )
        last = rows[-1]["row_number"] if rows else after
        told: dict[int, list[dict[str, Any]]] = {}
        of_rows = Finding.objects.filter(batch=found, row_number__gt=after, row_number__lte=last)
        for one in of_rows.order_by("row_number", "id"):
            told.setdefault(one.row_number, []).append(_finding(one))
    answer = {
        "batch": found.pk,
        "state": found.state,
        "receipts": [{**row, "findings": told.get(row["row_number"], [])} for row in rows],
        "next_after": last if len(rows) == limit else None,
    }
    return JsonResponse(answer, **JSON)


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "field": one.field or None,
        "rule": one.rule,
        "severity": one.severity,
        "value": one.value,
        "message": sentence_of(one.dataset, one.rule, one.field),
        "suggestion": remedy_of(one.dataset, one.rule),
    }


def _own(token: AccessToken, number: int) -> Batch:
    """A batch of the caller's sender; another's answers as one that does not exist."""
    found = Batch.objects.filter(pk=number, sender=token.client.sender, dataset__in=token.datasets).first()
    if found is None:
        raise Problem(404, "no_batch", "没有这个批次。")
    return found


def _told(found: Batch, status: int = 200) -> HttpResponse:
    counts = ("rows", "accepted", "corrected", "flagged", "held", "rejected")
    answer = {
        "batch": found.pk,
        "dataset": found.dataset,
        "state": found.state,
        "says": found.get_state_display(),
        "problem": found.problem or None,
        "received_at": found.received_at.astimezone(clock.SHANGHAI).isoformat(timespec="seconds"),
        **{name: getattr(found, name) for name in counts},
    }
    return JsonResponse(answer, status=status, **JSON)


def _number(request: Any, name: str, otherwise: int) -> int:
    told = request.GET.get(name, "")
    if not told:
        return otherwise
    if not (told.isascii() and told.isdigit() and len(told) < 10):
        raise Problem(400, "bad_number", f"{name} 应为非负整数。")
    return int(told)


def _one_at_a_time(what: str) -> None:
    """Let two calls that say the same wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"qinkang message {what}"])
