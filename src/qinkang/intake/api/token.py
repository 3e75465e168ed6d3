"""Who calls: the token endpoint, and what a call shows."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from qinkang.accounts import tries
from qinkang.accounts.needs import for_programs
from qinkang.accounts.scope import Acting, Scope, acting_as
from qinkang.intake.api.problem import Problem, saying_problems
from qinkang.intake.clients import authenticated, issue_token, token_shown
from qinkang.intake.models import AccessToken
from qinkang.standards.dataset import DATASETS, Dataset


@csrf_exempt
@for_programs(title="接口：取令牌")
@require_POST
@sensitive_variables()
def token(request: Any) -> HttpResponse:
    """Give a client that shows its secret a token (RFC 6749 4.4); errors as in 5.2 there."""
    if request.POST.get("grant_type") != "client_credentials":
        return _error("unsupported_grant_type", "grant_type 只支持 client_credentials。")
    client_id, secret = _credentials(request)
    with acting_as(Scope(()), actor="anonymous", because="接口：取令牌"):
        allowed = tries.count(client_id, request.client_address)
    with acting_as(Scope(()), actor="anonymous", because="接口：取令牌"):
        client = authenticated(client_id, secret) if allowed else None
        if client is None:
            return _error("invalid_client", "接口账号或密钥不正确，或尝试次数过多。", status=401)
        tries.take_back(client_id, request.client_address)
        wanted = request.POST.get("scope", "").split() or client.datasets
        if not set(wanted) <= set(client.datasets):
            return _error("invalid_scope", "scope 中有未授权的数据集。")
        shown = issue_token(client, wanted)
    answer = {
        "access_token": shown, "token_type": "Bearer", "expires_in": settings.CLIENT_TOKEN_SECONDS,
        "scope": " ".join(wanted),
    }  # fmt: skip
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


def _credentials(request: Any) -> tuple[str, str]:
    """From the Basic header, else from the form."""
    kind, _, told = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "basic":
        try:
            client_id, _, secret = base64.b64decode(told, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return "", ""
        return client_id, secret
    return request.POST.get("client_id", ""), request.POST.get("client_secret", "")


def _error(code: str, says: str, *, status: int = 400) -> HttpResponse:
    headers = {"WWW-Authenticate": "Basic"} if status == 401 else {}
    return JsonResponse(
        {"error": code, "error_description": says},
        status=status,
        headers=headers,
        json_dumps_params={"ensure_ascii": False},
    )


def with_token(title: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Run a view for whoever shows a token that holds, in the scope of the sender's unit.

    The view is called with the token and, in its place, the data set of the address. One that the token
    does not open answers as one that does not exist.
    """

    def shown(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @for_programs(title=title)
        @saying_problems
        @wraps(view)
        def answered(request: Any, **kwargs: Any) -> HttpResponse:
            token = _token(request)
            if "dataset" in kwargs:
                kwargs["dataset"] = _dataset(token, kwargs["dataset"])
            return view(request, token, **kwargs)

        return answered

    return shown


def _token(request: Any) -> AccessToken:
    kind, _, told = request.headers.get("Authorization", "").partition(" ")
    with acting_as(Scope(()), actor="anonymous", because="接口：核对令牌"):
        token = token_shown(told.strip()) if kind.lower() == "bearer" else None
    if token is None:
        raise Problem(
            401, "no_token", "没有令牌，或令牌已失效。请先取令牌，再在 Authorization 中以 Bearer 携带。"
        )
    return token


def _dataset(token: AccessToken, code: str) -> Dataset:
    if code not in token.datasets or code not in DATASETS:
        raise Problem(404, "no_dataset", "没有这个数据集，或本接口账号无权报送。")
    return DATASETS[code]


def acting_for(token: AccessToken, because: str) -> Acting:
    """How a call acts: for the sender's unit, named by the client's number."""
    return Acting(Scope((token.client.sender.unit_id,)), f"client:{token.client_id}", because)
