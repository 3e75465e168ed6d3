"""The security and the system administrator's pages."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from qinkang.accounts.actions import offices, people
from qinkang.accounts.actions.people import NotAllowed
from qinkang.accounts.forms.offices import AnnouncementForm, KeeperForm, TemplateForm
from qinkang.accounts.forms.people import AccountForm, unit_choices
from qinkang.accounts.models import Announcement, Keeper, Recovery, RoleTemplate, User
from qinkang.accounts.needs import for_office
from qinkang.accounts.units import unit_tree
from qinkang.kernel import clock

SYSTEM, SECURITY = User.Kind.SYSTEM, User.Kind.SECURITY


def answered(request: Any, page: str, says: str, deed: Any) -> HttpResponse:
    """Do it, say so or why not, and go back to the page."""
    try:
        deed()
        messages.success(request, says)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    return redirect(page)


@for_office(SYSTEM, SECURITY, title="角色模板")
@require_http_methods(["GET", "POST"])
def templates(request: Any) -> HttpResponse:
    """List the role templates and propose one."""
    form = TemplateForm(request.POST or None)
    if form.is_valid():
        offices.propose_template(by=request.user, **form.cleaned_data)
        messages.success(
            request,
            "已提出，待另一位安全管理员审批。"
            if request.user.kind == SECURITY
            else "已提出，待安全管理员审批。",
        )
        return redirect("accounts:templates")
    found = RoleTemplate.objects.select_related("proposed_by", "decided_by")
    waiting = found.filter(state="proposed").order_by("line", "title")
    shown = {
        "form": form,
        "waiting": waiting,
        "decided": found.exclude(state="proposed").order_by("state", "line", "title"),
        "decides": request.user.kind == SECURITY,
    }
    return render(request, "accounts/templates.html", shown, status=400 if form.errors else 200)


@for_office(SECURITY, title="审批角色模板")
@require_POST
def decide_template(request: Any, pk: int) -> HttpResponse:
    """Approve, refuse or stop a template."""
    template = get_object_or_404(RoleTemplate, pk=pk)
    by, wish = request.user, request.POST.get("wish", "")
    deeds = {
        "approve": (f"已批准“{template}”。", lambda: offices.decide_template(by=by, template=template, approve=True)),
        "refuse": (f"未批准“{template}”。", lambda: offices.decide_template(by=by, template=template, approve=False)),
        "withdraw": (f"已停用“{template}”，由它授予的权限全部收回。", lambda: offices.withdraw_template(by=by, template=template)),
    }  # fmt: skip
    if wish not in deeds:
        return redirect("accounts:templates")
    return answered(request, "accounts:templates", *deeds[wish])


@for_office(SECURITY, title="单位账号管理员")
@require_http_methods(["GET", "POST"])
def keepers(request: Any) -> HttpResponse:
    """List the keepers of accounts and appoint one."""
    tree = unit_tree()
    form = KeeperForm(request.POST or None, tree=tree)
    if form.is_valid():
        try:
            given = form.cleaned_data
            offices.appoint(by=request.user, user=given["username"], unit=given["unit"], tree=tree)
            messages.success(request, "已任命。")
            return redirect("accounts:keepers")
        except NotAllowed as refused:
            form.add_error(None, str(refused))
    found = (
        Keeper.objects.filter(ended_at=None)
        .select_related("user", "appointed_by")
        .order_by("unit", "user__username")
    )
    shown = {
        "form": form,
        "rows": [{"keeper": one, "unit": tree.name(one.unit)} for one in found],
        "units": sorted(tree.units.values(), key=lambda one: one.code),
    }
    return render(request, "accounts/keepers.html", shown, status=400 if form.errors else 200)


@for_office(SECURITY, title="免除单位账号管理员")
@require_POST
def dismiss_keeper(request: Any, pk: int) -> HttpResponse:
    """End an appointment."""
    keeper = get_object_or_404(Keeper, pk=pk, ended_at=None)
    return answered(
        request,
        "accounts:keepers",
        "已免除，并已退出登录。",
        lambda: offices.dismiss(by=request.user, keeper=keeper),
    )


@for_office(SECURITY, title="动态口令重置复核")
@require_http_methods(["GET", "POST"])
def recoveries(request: Any) -> HttpResponse:
    """List requests to take a second factor off, and decide one as the second person."""
    if request.method == "POST":
        recovery = get_object_or_404(Recovery, pk=request.POST.get("recovery", "0"))
        allow = request.POST.get("wish") == "allow"
        says = "已同意：下次登录时须重新启用动态口令。" if allow else "未同意，动态口令保持不变。"
        return answered(
            request, "accounts:recoveries", says,
            lambda: offices.decide_recovery(by=request.user, recovery=recovery, allow=allow),
        )  # fmt: skip
    tree = unit_tree()
    found = Recovery.objects.select_related("user", "asked_by", "decided_by").order_by("-asked_at")[:100]
    rows = [{"recovery": one, "unit": tree.name(one.user.unit)} for one in found]
    return render(request, "accounts/recoveries.html", {"rows": rows})


@for_office(SYSTEM, title="为单位建立账号")
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def new_account(request: Any) -> HttpResponse:
    """Make an account in any unit, without rights: how the first keeper of a unit comes in."""
    tree = unit_tree()
    form = AccountForm(request.POST or None, units=unit_choices(tree, tree.units))
    if form.is_valid():
        given = form.cleaned_data
        user, password = people.make_account(
            by=people.Keeping(request.user, frozenset(tree.units), tree), username=given["username"],
            name=given["name"], unit=given["unit"], kind=given["kind"], person_index=given["id_number"],
        )  # fmt: skip
        made = [{"user": user, "unit": tree.name(user.unit), "password": password}]
        return render(request, "accounts/one_time_passwords.html", {"made": made})
    return render(request, "accounts/new_person.html", {"form": form}, status=400 if form.errors else 200)


@for_office(SYSTEM, title="公告")
@require_http_methods(["GET", "POST"])
def announcements(request: Any) -> HttpResponse:
    """List what stands at the head of every page, and put something there."""
    form = AnnouncementForm(request.POST or None, initial={"since": clock.now()})
    if form.is_valid():
        offices.announce(by=request.user, **form.cleaned_data)
        messages.success(request, "公告已发布。")
        return redirect("accounts:announcements")
    now = clock.now()
    rows = [
        {"one": one, "state": "已撤下" if one.withdrawn_at else "已结束" if one.until <= now else "未开始" if one.since > now else "显示中"}
        for one in Announcement.objects.select_related("made_by").order_by("-since")[:100]
    ]  # fmt: skip
    return render(
        request,
        "accounts/announcements.html",
        {"form": form, "rows": rows},
        status=400 if form.errors else 200,
    )


@for_office(SYSTEM, title="撤下公告")
@require_POST
def withdraw_announcement(request: Any, pk: int) -> HttpResponse:
    """Take an announcement down."""
    found = get_object_or_404(Announcement, pk=pk)
    return answered(
        request, "accounts:announcements", "公告已撤下。",
        lambda: offices.withdraw_announcement(by=request.user, announcement=found),
    )  # fmt: skip
