"""The way in: password, second factor, forced change of password, enrolment, and the way out."""

from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from qinkang.accounts import one_time_code, stay
from qinkang.accounts.actions import own_account, signing_in
from qinkang.accounts.forms.sign_in import CodeForm, PasswordForm, SignInForm
from qinkang.accounts.models import SignIn
from qinkang.accounts.needs import for_anyone, on_the_way

ISSUER = "秦康"


@for_anyone(title="登录", alone=True)
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def sign_in(request: Any) -> HttpResponse:
    """Ask for user name and password."""
    if request.user and request.method == "GET":
        return redirect("accounts:desk")
    form = SignInForm(request.POST or None)
    if form.is_valid():
        try:
            entered = signing_in.enter(
                **form.cleaned_data,
                address=request.client_address,
                browser=request.headers.get("User-Agent", ""),
            )
        except signing_in.NotIn as refused:
            form.add_error(None, str(refused))
        else:
            answer = redirect(onward(request))
            answer.set_cookie(
                stay.COOKIE,
                entered.token,
                httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
            return answer
    return render(request, "accounts/sign_in.html", {"form": form})


def onward(request: HttpRequest) -> str:
    """Return the page someone wanted before signing in, if it is one of ours; else the desk."""
    wanted = request.GET.get("next", "")
    secure = request.is_secure()
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=secure)
    return wanted if ours and wanted.startswith("/") else "/"


@on_the_way("factor", title="动态口令", alone=True)
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def second_factor(request: Any) -> HttpResponse:
    """Ask for the code of the second factor."""
    if request.step != "factor":
        return redirect("accounts:desk")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            signing_in.give_code(
                at=request.stay, code=form.cleaned_data["code"], address=request.client_address
            )
        except signing_in.NotIn as refused:
            form.add_error("code", str(refused))
        else:
            return redirect("accounts:desk")
    return render(request, "accounts/second_factor.html", {"form": form})


@on_the_way("password", title="修改口令")
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def password(request: Any) -> HttpResponse:
    """Change one's password: because one must, or because one wishes to."""
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        findings = own_account.change_password(at=request.stay, old=given["old"], new=given["new"])
        for finding in findings:
            form.add_error("old" if finding.startswith("原口令") else "new", finding)
        if not findings:
            return gone_on(request, "口令已修改，其他地方的登录已全部退出。")
    return render(request, "accounts/password.html", {"form": form, "must": request.step == "password"})


@on_the_way("enrol", title="启用动态口令")
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def enrol(request: Any) -> HttpResponse:
    """Show the secret of the second factor and turn it on when the app shows the right code."""
    if request.user.factor_confirmed_at:
        return redirect("accounts:me")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if own_account.confirm_factor(at=request.stay, code=form.cleaned_data["code"]):
            return gone_on(request, "动态口令已启用。以后登录时，输入口令后还要输入手机上的六位数字。")
        form.add_error("code", "动态口令不正确。请核对手机时间，等待出现新的六位数字后再输入。")
    secret = own_account.factor_to_enrol(request.user)
    code = segno.make(one_time_code.address(secret, request.user.username, ISSUER), error="m")
    shown = {
        "form": form,
        "must": request.step == "enrol",
        "qr": code.svg_data_uri(scale=5, border=2),
        "secret": one_time_code.spelled(secret),
    }
    return render(request, "accounts/enrol.html", shown)


def gone_on(request: Any, says: str) -> HttpResponse:
    """Say that a step is done; note the visit if it was the last one; go on."""
    was_on_the_way = request.step is not None
    now = SignIn.objects.select_related("user").get(pk=request.stay.pk)
    if was_on_the_way and signing_in.next_step(now) is None:
        signing_in.arrive(now)
    messages.success(request, says)
    return redirect("accounts:desk" if was_on_the_way else "accounts:me")


@on_the_way(title="退出")
@require_POST
def sign_out(request: Any) -> HttpResponse:
    """End one's stay."""
    signing_in.leave(at=request.stay)
    answer = redirect("accounts:sign_in")
    answer.delete_cookie(stay.COOKIE, samesite="Lax")
    answer["Clear-Site-Data"] = '"cache"'
    return answer
