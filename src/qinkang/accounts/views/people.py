"""The keeper's pages: the accounts of one's units."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qinkang.accounts.actions import offices, people
from qinkang.accounts.actions.people import Keeping, NotAllowed
from qinkang.accounts.audit import audit
from qinkang.accounts.forms.people import AccountForm, GrantForm, ReasonForm, UnitForm, unit_choices
from qinkang.accounts.models import Duty, Recovery, Right, SignIn, User
from qinkang.accounts.needs import for_keepers
from qinkang.accounts.units import unit_tree

ROWS = 50
STATES = {"active": "启用", "disabled": "停用", "without": "没有权限"}


def keeping(request: Any) -> Keeping:
    """Return what the present keeper keeps."""
    return Keeping.of(request.user, request.standing.keeps, unit_tree())


class PeoplePage:
    """The list with its filters, which stand in the address."""

    def __init__(self, request: Any) -> None:
        by = keeping(request)
        self.unit, self.words = request.GET.get("unit", ""), request.GET.get("words", "").strip()
        self.state = request.GET.get("state", "")
        self.units, self.states = unit_choices(by.tree, by.units), STATES
        found = by.people()
        if self.unit.isdigit() and int(self.unit) in by.units:
            found = found.filter(unit__in=by.tree.subtree(int(self.unit)))
        if self.words:
            found = found.filter(Q(name=self.words) | Q(username=self.words.lower()))
        held = Right.objects.filter(ended_at=None).values("user")
        if self.state in ("active", "disabled"):
            found = found.filter(is_active=self.state == "active")
        elif self.state == "without":
            found = found.filter(is_active=True).exclude(pk__in=held)
        self.page = Paginator(found.order_by("unit", "username"), ROWS).get_page(request.GET.get("page"))
        roles: dict[int, set[str]] = {}
        on_page = [one.pk for one in self.page]
        for user, title in Right.objects.filter(user__in=on_page, ended_at=None).values_list(
            "user", "template__title"
        ):
            roles.setdefault(user, set()).add(title)
        self.rows = [
            {"user": one, "unit": by.tree.name(one.unit), "roles": "、".join(sorted(roles.get(one.pk, ())))}
            for one in self.page
        ]
        self.top = "、".join(by.tree.name(unit) for unit in request.standing.keeps)


@for_keepers(title="单位账号")
@require_GET
def people_list(request: Any) -> HttpResponse:
    """List the accounts one keeps."""
    return render(request, "accounts/people.html", {"page": PeoplePage(request)})


@for_keepers(title="新建账号")
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def new_person(request: Any) -> HttpResponse:
    """Make one account."""
    by = keeping(request)
    form = AccountForm(request.POST or None, units=unit_choices(by.tree, by.units))
    if form.is_valid():
        given = form.cleaned_data
        user, password = people.make_account(
            by=by, username=given["username"], name=given["name"], unit=given["unit"], kind=given["kind"],
            person_index=given["id_number"],
        )  # fmt: skip
        shown = {"made": [{"user": user, "unit": by.tree.name(user.unit), "password": password}]}
        return render(request, "accounts/one_time_passwords.html", shown)
    return render(request, "accounts/new_person.html", {"form": form})


@for_keepers(title="账号")
@require_GET
def person(request: Any, pk: int) -> HttpResponse:
    """Show one account: facts, rights, stays, and what can be done."""
    return shown_person(request, pk)


def shown_person(request: Any, pk: int, **forms: Any) -> HttpResponse:
    """Render the page of one account, with forms that may carry findings."""
    by = keeping(request)
    user = get_object_or_404(by.people(), pk=pk)
    below = set(by.tree.subtree(user.unit or 0)) & by.units
    audit("read_account", "user", user.pk)
    rights = Right.objects.filter(user=user, ended_at=None).select_related("template", "granted_by")
    grouped: dict[tuple[int, int], dict[str, Any]] = {}
    for right in rights.order_by("line", "unit", "template_id"):
        one = grouped.setdefault(
            (right.template_id, right.unit), {"right": right, "unit": by.tree.name(right.unit), "duties": []}
        )
        one["duties"].append(right.duty)
    for one in grouped.values():
        one["duties"] = [duty.label for duty in Duty if duty in one["duties"]]
    shown = {
        "person": user,
        "unit": by.tree.name(user.unit),
        "path": by.tree.path(user.unit or 0),
        "mine": user.pk == request.user.pk,
        "rights": list(grouped.values()),
        "stays": SignIn.objects.filter(user=user).order_by("-began_at")[:10],
        "recovery": Recovery.objects.filter(user=user, decided_at=None).first(),
        "grant": GrantForm(units=unit_choices(by.tree, below), kind=user.kind),
        "transfer": UnitForm(units=unit_choices(by.tree, by.units - {user.unit})),
        "recover": ReasonForm(),
        **forms,
    }
    return render(request, "accounts/person.html", shown, status=400 if forms else 200)


def act(request: Any, pk: int, deed: Any) -> HttpResponse:
    """Do one thing to one account kept, and say what was done or why not."""
    by = keeping(request)
    user = get_object_or_404(by.people().select_for_update(), pk=pk)
    try:
        messages.success(request, deed(by, user))
    except NotAllowed as refused:
        messages.error(request, str(refused))
    return redirect("accounts:person", pk=pk)


@for_keepers(title="授予角色")
@require_POST
def grant(request: Any, pk: int) -> HttpResponse:
    """Hand out a template in a unit."""
    by = keeping(request)
    user = get_object_or_404(by.people(), pk=pk)
    below = set(by.tree.subtree(user.unit or 0)) & by.units
    form = GrantForm(request.POST, units=unit_choices(by.tree, below), kind=user.kind)
    if not form.is_valid():
        return shown_person(request, pk, grant=form)
    given = form.cleaned_data

    def deed(by: Keeping, user: User) -> str:
        count = people.grant(by=by, user=user, template=given["template"], unit=given["unit"])
        return f"已授予“{given['template']}”。" if count else "该账号已经有这个角色。"

    return act(request, pk, deed)


@for_keepers(title="收回角色")
@require_POST
def take(request: Any, pk: int, template: int, unit: int) -> HttpResponse:
    """Take a template in a unit back."""

    def deed(by: Keeping, user: User) -> str:
        people.take(by=by, user=user, template_id=template, unit=unit)
        return "已收回该角色，立即生效。"

    return act(request, pk, deed)


@for_keepers(title="调动")
@require_POST
def transfer(request: Any, pk: int) -> HttpResponse:
    """Move an account; its rights stay behind."""
    by = keeping(request)
    user = get_object_or_404(by.people(), pk=pk)
    form = UnitForm(request.POST, units=unit_choices(by.tree, by.units - {user.unit}))
    if not form.is_valid():
        return shown_person(request, pk, transfer=form)

    def deed(by: Keeping, user: User) -> str:
        ended = people.transfer(by=by, user=user, unit=form.cleaned_data["unit"])
        return f"已调入{by.tree.name(form.cleaned_data['unit'])}；原有 {ended} 项权限已收回，不随人调动。"

    return act(request, pk, deed)


@for_keepers(title="停用账号")
@require_POST
def disable(request: Any, pk: int) -> HttpResponse:
    """Close an account."""

    def deed(by: Keeping, user: User) -> str:
        people.disable(by=by, user=user)
        return "账号已停用，权限已收回，已退出登录。"

    return act(request, pk, deed)


@for_keepers(title="退出登录")
@require_POST
def force_out(request: Any, pk: int) -> HttpResponse:
    """End every stay of an account."""
    return act(request, pk, lambda by, user: f"已强制退出 {people.force_out(by=by, user=user)} 处登录。")


@for_keepers(title="申请重置动态口令")
@require_POST
def recover(request: Any, pk: int) -> HttpResponse:
    """Ask that a lost second factor be taken off."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return shown_person(request, pk, recover=form)

    def deed(by: Keeping, user: User) -> str:
        offices.ask_recovery(by=by, user=user, because=form.cleaned_data["because"])
        return "已提交申请，安全管理员复核后生效。"

    return act(request, pk, deed)


@for_keepers(title="重置口令")
@require_POST
def reset(request: Any, pk: int) -> HttpResponse:
    """Give a one-time password, or open a closed account again with one; it is shown once."""
    by = keeping(request)
    user = get_object_or_404(by.people().select_for_update(), pk=pk)
    try:
        again = people.reset_password if user.is_active else people.enable
        password = again(by=by, user=user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return redirect("accounts:person", pk=pk)
    made = [{"user": user, "unit": by.tree.name(user.unit), "password": password}]
    return render(request, "accounts/one_time_passwords.html", {"made": made})
