"""我的待办, 通知, and one's own account."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from qinkang.accounts import stay, to_dos
from qinkang.accounts.audit import audit
from qinkang.accounts.models import Duty, Line, SignIn
from qinkang.accounts.needs import for_everybody_signed_in
from qinkang.accounts.scope import Scope, acting_as
from qinkang.accounts.units import unit_tree
from qinkang.kernel import clock

SOON = 3  # days
ROWS = 50


class DeskPage:
    """What waits, by how urgent it is, and what is new since the last visit."""

    def __init__(self, request: Any, news: Any) -> None:
        today, self.since = request.today, request.user.visited_before_at
        self.news = [{"line": line, "news": ones} for line, ones in news]
        waiting = list(to_dos.waiting_for(request.standing)[:500])
        self.count = len(waiting)
        names = ("已逾期", f"{SOON}日内到期", "以后到期", "没有期限")
        groups = groupby(
            sorted(waiting, key=lambda one: urgency(one, today)), lambda one: urgency(one, today)
        )
        self.groups = [
            {"title": names[rank], "late": rank == 0, "to_dos": [Waiting(one, today) for one in ones]}
            for rank, ones in groups
        ]
        self.late = sum(urgency(one, today) == 0 for one in waiting)
        self.soon = sum(urgency(one, today) == 1 for one in waiting)
        told = to_dos.told_to(request.user, request.standing)
        self.new = told.filter(at__gt=self.since).count() if self.since else told.count()
        self.notices = [Told(one, self.since) for one in told[:8]]


class Waiting:
    """One to-do with where it leads and how long there is."""

    def __init__(self, one: Any, today: Any) -> None:
        self.title, self.more, self.count = one.title, one.more, one.count
        self.address, self.due_on = to_dos.address_of(one.link), one.due_on
        days = (one.due_on - today).days if one.due_on else None
        self.left = (
            ""
            if days is None
            else f"逾期{-days}日"
            if days < 0
            else "今日到期"
            if days == 0
            else f"还有{days}日"
        )
        self.tone = "" if days is None or days > SOON else "bad" if days < 0 else "wait"


class Told:
    """One notice, new since the last visit or not."""

    def __init__(self, one: Any, since: Any) -> None:
        self.title, self.more, self.at = one.title, one.more, one.at
        self.address = to_dos.address_of(one.link) if one.link else ""
        self.is_new = since is None or one.at > since


def urgency(one: Any, today: Any) -> int:
    """Return 0 for overdue, 1 for soon, 2 for later, 3 for never."""
    if one.due_on is None:
        return 3
    days = (one.due_on - today).days
    return 0 if days < 0 else 1 if days <= SOON else 2


@for_everybody_signed_in(title="我的待办", alone=True)
@require_GET
def desk(request: Any) -> HttpResponse:
    """Show what waits and what has changed. What is new is counted in the scope of each line."""
    news = to_dos.news_for(request.user, request.standing)
    with acting_as(Scope(()), actor=f"user:{request.user.pk}", because=to_dos.PAGE) as request.acting:
        return render(request, "accounts/desk.html", {"page": DeskPage(request, news)})


@for_everybody_signed_in(title="通知")
@require_GET
def notices(request: Any) -> HttpResponse:
    """List everything one was told."""
    pages = Paginator(to_dos.told_to(request.user, request.standing), ROWS)
    page = pages.get_page(request.GET.get("page"))
    told = [Told(one, request.user.visited_before_at) for one in page]
    return render(request, "accounts/notices.html", {"page": page, "told": told})


@for_everybody_signed_in(title="待办数", background=True)
@require_GET
def waiting_count(request: Any) -> HttpResponse:
    """Answer with the number of to-dos, for the head of a page that stays open."""
    return render(
        request, "components/waiting.html", {"waiting": to_dos.waiting_for(request.standing).count()}
    )


@for_everybody_signed_in(title="我的账号")
@require_GET
def me(request: Any) -> HttpResponse:
    """Show one's own account: rights, and where one is signed in."""
    tree = unit_tree()
    rights = [
        {"line": line, "duties": [duty.label for duty in Duty if unit in request.standing.units(line, duty)], "unit": tree.name(unit)}
        for line in Line
        for unit in sorted({one for duty in Duty for one in request.standing.units(line, duty)})
    ]  # fmt: skip
    stays = SignIn.objects.filter(user=request.user).order_by("-began_at")[:20]
    shown = {
        "rights": rights,
        "keeps": [tree.name(unit) for unit in request.standing.keeps],
        "unit": tree.name(request.user.unit) if request.user.unit else request.user.get_kind_display(),
        "stays": stays,
        "here": request.stay,
        "password_days": 90 - (clock.now() - request.user.password_set_at).days,
    }
    return render(request, "accounts/me.html", shown)


@for_everybody_signed_in(title="退出其他登录")
@require_POST
def leave_elsewhere(request: Any) -> HttpResponse:
    """End all of one's stays but this one."""
    others = SignIn.objects.filter(user=request.user).exclude(pk=request.stay.pk)
    ended = stay.end(others, SignIn.Ending.SIGNED_OUT)
    audit("sign_out", "user", request.user.pk, rows=ended)
    messages.success(request, f"已退出其他 {ended} 处登录。")
    return redirect("accounts:me")
