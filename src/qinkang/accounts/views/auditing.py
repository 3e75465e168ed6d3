"""The auditor's page, and the matrix of what is open to whom."""

import datetime as dt
import re
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, get_resolver
from django.views.decorators.http import require_GET

from qinkang.accounts.audit import audit
from qinkang.accounts.forms.offices import AuditFilter
from qinkang.accounts.models import AuditEvent, User
from qinkang.accounts.needs import Need, for_office, need_of
from qinkang.kernel.clock import SHANGHAI

ROWS = 50
ACTIONS = {
    "sign_in": "登录", "sign_out": "退出", "password_accepted": "口令通过", "second_factor": "动态口令",
    "change_password": "修改口令", "enrol_second_factor": "启用动态口令", "open_page": "打开页面",
    "make_account": "新建账号", "read_account": "查看账号", "grant_rights": "授予权限", "take_rights": "收回权限",
    "transfer_account": "调动", "disable_account": "停用账号", "enable_account": "重新启用账号",
    "reset_password": "重置口令", "force_out": "强制退出", "import_roster": "名单导入",
    "make_administrator": "建立管理员", "propose_template": "提出角色模板", "approve_template": "批准角色模板",
    "refuse_template": "未批准角色模板", "withdraw_template": "停用角色模板", "appoint_keeper": "任命单位账号管理员",
    "dismiss_keeper": "免除单位账号管理员", "ask_recovery": "申请重置动态口令", "allow_recovery": "同意重置动态口令",
    "refuse_recovery": "不同意重置动态口令", "announce": "发布公告", "withdraw_announcement": "撤下公告",
    "read_audit": "查看审计", "store_records": "入库",
}  # fmt: skip
OBJECTS = {
    "user": "账号", "route": "页面", "role_template": "角色模板", "announcement": "公告", "audit_event": "审计记录",
    "batch": "批次", "person": "人员", "record": "记录",
}  # fmt: skip
TONES = {"done": "good", "refused": "bad", "failed": "wait"}


class AuditPage:
    """The list with its filters."""

    def __init__(self, request: Any) -> None:
        self.form = AuditFilter(request.GET or None)
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        found = AuditEvent.objects.order_by("-id")
        if day := chosen.get("since"):
            found = found.filter(at__gte=dt.datetime.combine(day, dt.time(), SHANGHAI))
        if day := chosen.get("until"):
            found = found.filter(at__lt=dt.datetime.combine(day + dt.timedelta(1), dt.time(), SHANGHAI))
        if name := chosen.get("username"):
            number = User.objects.filter(username=name.strip().lower()).values_list("pk", flat=True).first()
            found = found.filter(actor=f"user:{number or 0}")
        if action := chosen.get("action"):
            code = next((code for code, title in ACTIONS.items() if title == action), action)
            found = found.filter(action=code)
        if outcome := chosen.get("outcome"):
            found = found.filter(outcome=outcome)
        self.actions = sorted(ACTIONS.values())
        self.page = Paginator(found, ROWS).get_page(request.GET.get("page"))
        numbers = {int(one[1]) for event in self.page if (one := re.fullmatch(r"user:(\d+)", event.actor))}
        names = dict(User.objects.filter(pk__in=numbers).values_list("pk", "username"))
        self.rows = [
            {
                "event": one,
                "who": who(one.actor, names),
                "action": ACTIONS.get(one.action, one.action),
                "object": f"{OBJECTS.get(one.object_type, one.object_type)} {one.object_ref}",
                "outcome": AuditEvent.Outcome(one.outcome).label,
                "tone": TONES[one.outcome],
            }
            for one in self.page
        ]


def who(actor: str, names: dict[int, str]) -> str:
    """Return an actor as an auditor reads it."""
    if actor == "anonymous":
        return "未登录"
    kind, _, rest = actor.partition(":")
    return (
        names.get(int(rest), actor)
        if kind == "user" and rest.isdigit()
        else actor.replace("job:", "后台任务 ")
    )


@for_office(User.Kind.AUDIT, title="审计记录")
@require_GET
def audit_list(request: Any) -> HttpResponse:
    """List who did what, when, why and with what result. To look is itself written down."""
    page = AuditPage(request)
    audit("read_audit", "audit_event", "列表", rows=len(page.rows))
    return render(request, "accounts/audit.html", {"page": page})


@for_office(User.Kind.SECURITY, User.Kind.AUDIT, title="权限对照表")
@require_GET
def matrix(request: Any) -> HttpResponse:
    """Show every page of the product with whom it is open to."""
    rows = [
        {"route": name, "address": address, "need": need, "title": need.title or name}
        for name, address, need in routes()
    ]
    return render(request, "accounts/matrix.html", {"rows": rows})


def routes() -> list[tuple[str, str, Need | None]]:
    """Return name, address and need of every page, in the order of their addresses."""
    found: list[tuple[str, str, Need | None]] = []

    def walk(patterns: Any, prefix: str, space: str) -> None:
        for one in patterns:
            if isinstance(one, URLResolver):
                walk(
                    one.url_patterns,
                    prefix + str(one.pattern),
                    f"{space}{one.namespace}:" if one.namespace else space,
                )
            elif isinstance(one, URLPattern):
                found.append((f"{space}{one.name}", "/" + prefix + str(one.pattern), need_of(one.callback)))

    walk(get_resolver().url_patterns, "", "")
    return sorted(found, key=lambda one: one[1])
