"""For each request: who it is, whether the page is open to them, and the transaction in which they act."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from qinkang.accounts import stay
from qinkang.accounts.actions.signing_in import next_step
from qinkang.accounts.audit import audit
from qinkang.accounts.models import AuditEvent, SignIn, User
from qinkang.accounts.needs import Need, Who, need_of
from qinkang.accounts.scope import Acting, Scope, acting_as
from qinkang.accounts.standing import Standing, standing_of
from qinkang.kernel import clock

STEP_PAGES = {"factor": "accounts:second_factor", "password": "accounts:password", "enrol": "accounts:enrol"}
NOBODY = Standing("", {}, ())


class Asked(HttpRequest):
    """What a view finds on its request besides Django's own."""

    user: User | None
    stay: SignIn | None
    step: str | None
    standing: Standing
    acting: Acting | None
    today: date
    client_address: str


def client_address(request: HttpRequest) -> str:
    """Return where a request comes from; behind our own proxies, as the outermost of them saw it."""
    told = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()]
    proxies = settings.PROXIES
    return told[-proxies] if proxies and len(told) >= proxies else request.META.get("REMOTE_ADDR", "")


class RightsMiddleware:
    """Opens a view to those whom its `needs` names, and runs it in their scope. Fails closed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Put defaults on the request: a page of an error is shown to nobody in particular."""
        request.user = request.stay = request.step = request.acting = None
        request.standing = NOBODY
        request.today = clock.today()
        request.client_address = client_address(request)
        return self.get_response(request)

    def process_view(self, request: Any, view: Callable[..., Any], args: Any, kwargs: Any) -> HttpResponse:
        """Decide, and run the view; its answer goes back through the other layers."""
        need = need_of(view)
        if need is None:
            raise ImproperlyConfigured(
                f"{request.resolver_match.view_name}: the view does not say who may open it"
            )
        if need.who is Who.PROGRAM:
            return view(request, *args, **kwargs)
        self.recognise(request, need)
        if (elsewhere := self.detour(request, need)) is not None:
            return elsewhere
        actor = f"user:{request.user.pk}" if request.user else "anonymous"
        because = f"页面：{need.title or request.resolver_match.view_name}"
        if request.user and need.who not in (Who.ANYONE, Who.ON_THE_WAY) and not request.standing.may(need):
            with acting_as(Scope(()), actor=actor, because=because):
                audit(
                    "open_page", "route", request.resolver_match.view_name, outcome=AuditEvent.Outcome.REFUSED
                )
            raise PermissionDenied
        if need.alone:
            return view(request, *args, **kwargs)
        scope = Scope(request.standing.scope_of(need))
        with acting_as(scope, actor=actor, because=because) as request.acting:
            response = view(request, *args, **kwargs)
            render = getattr(response, "render", None)
            return render() if callable(render) else response

    def recognise(self, request: Any, need: Need) -> None:
        """Find the stay, the account, what is missing of the sign-in and, if nothing is, the rights."""
        request.stay = stay.find(request.COOKIES.get(stay.COOKIE), background=need.background)
        if request.stay:
            request.user = request.stay.user
            request.step = next_step(request.stay)
            if request.step is None:
                request.standing = standing_of(request.user)

    def detour(self, request: Any, need: Need) -> HttpResponse | None:
        """Return where somebody must go first; None where they may stay."""
        if need.who is Who.ANYONE:
            return None
        if request.user is None:
            return sent(request, f"{reverse('accounts:sign_in')}{onward(request)}")
        if need.who is Who.ON_THE_WAY:
            wrong = need.steps and request.step is not None and request.step not in need.steps
            return sent(request, reverse(STEP_PAGES[request.step])) if wrong else None
        return sent(request, reverse(STEP_PAGES[request.step])) if request.step else None


def onward(request: HttpRequest) -> str:
    """Return the part of an address that leads back to the page, where going back to it makes sense."""
    if request.method != "GET" or request.headers.get("HX-Request"):
        return ""
    return f"?next={quote(request.get_full_path())}" if request.path != "/" else ""


def sent(request: HttpRequest, address: str) -> HttpResponse:
    """Send a browser to another page, also when it asked for a part of one."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
