"""How a refusal is said: as `application/problem+json` (RFC 9457), in a sentence that names the remedy."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, JsonResponse

JSON = {"json_dumps_params": {"ensure_ascii": False}}


class Problem(Exception):
    """A call that is refused.

    Args:
        status: HTTP status.
        code: a word for programs.
        says: a sentence for people, without any value of the call.
        more: further members for programs.
    """

    def __init__(self, status: int, code: str, says: str, **more: Any) -> None:
        super().__init__(says)
        self.status = status
        self.code = code
        self.says = says
        self.more = more

    def answer(self) -> HttpResponse:
        """Return it as an answer."""
        body = {"status": self.status, "code": self.code, "detail": self.says, **self.more}
        headers = {"WWW-Authenticate": "Bearer"} if self.status == 401 else {}
        return JsonResponse(
            body, status=self.status, headers=headers, content_type="application/problem+json", **JSON
        )


def saying_problems(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer with the problem that a view raises."""

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except Problem as problem:
            return problem.answer()

    return answered
