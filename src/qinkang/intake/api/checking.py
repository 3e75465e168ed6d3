"""Rows tried against the rules at once and kept nowhere: what a sender's program asks before it sends."""

from __future__ import annotations

import io
from dataclasses import asdict
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

import qinkang.cleansing.rules  # noqa: F401  - makes the rules known
from qinkang.accounts.scope import deed
from qinkang.cleansing.file_check import MappingUnclear, check_file
from qinkang.intake.api.payload import body_of, refuse_wrong_shape
from qinkang.intake.api.problem import JSON, Problem
from qinkang.intake.api.token import acting_for, with_token
from qinkang.intake.belonging import Belonging
from qinkang.intake.models import AccessToken
from qinkang.kernel import clock
from qinkang.readers import Unreadable
from qinkang.registry.questions import rulebook
from qinkang.standards.dataset import Dataset

MOST_ROWS = 500  # above it a file is quicker


@with_token("接口：预校验")
@require_POST
def check(request: Any, token: AccessToken, dataset: Dataset) -> HttpResponse:
    """Judge up to MOST_ROWS records and say what is wrong with each; `row` counts them from 1."""
    body = body_of(request)
    refuse_wrong_shape(body, dataset, MOST_ROWS)
    unit, today = token.client.sender.unit_id, clock.today()
    try:
        with deed(acting_for(token, "接口：预校验")):
            came = check_file(
                dataset, io.BytesIO(body), rulebook(today), name="预校验",
                remark=lambda cleansed: Belonging(dataset, cleansed.rows, unit, today).told(cleansed),
            )  # fmt: skip
    except (Unreadable, MappingUnclear) as problem:
        raise Problem(422, "unreadable", str(problem)) from problem
    names = ("rows", "accepted", "corrected", "flagged", "held", "rejected")
    answer = {
        "dataset": dataset.code,
        **{name: came.counts[name] for name in names},
        "rulebook": came.rulebook,
        "findings": [asdict(one) for one in came.findings],
    }
    return JsonResponse(answer, **JSON)
