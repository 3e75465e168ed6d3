"""The one way to tell people that work waits for them, and that something happened.

    to_dos.file("batch_to_answer", batch.pk, title="…", link="elderly:batch", line=Line.ELDERLY,
                unit=unit, duty=Duty.ENTER, due_on=day, count=37)
    to_dos.settle("batch_to_answer", batch.pk)
    to_dos.tell("letter_arrived", title="…", line=Line.ELDERLY, unit=unit)
    to_dos.news_from(count_what_is_new)

`link` is a page's address or the name of its route. Nothing here names a person or quotes a number of one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse

from qinkang.accounts.models import Announcement, Duty, Line, Notice, ToDo, User
from qinkang.accounts.scope import Scope, acting_as
from qinkang.accounts.standing import Standing
from qinkang.kernel import clock


def file(
    kind: str,
    subject: object,
    *,
    title: str,
    link: str,
    more: str = "",
    count: int = 1,
    line: Line | None = None,
    unit: int | None = None,
    duty: Duty | None = None,
    office: str = "",
    due_on: date | None = None,
) -> ToDo:
    """Put a piece of work before people; filed again, the open one is brought up to date.

    Args:
        kind: the sort of work, an English word of the module that files it.
        subject: our key of what it is about.
        line, unit, duty: whoever holds this right in this very unit; or
        office: a kind of administrator.
    """
    now = clock.now()
    where = {"kind": kind, "subject": str(subject), "unit": unit, "office": office}
    says = {
        "title": title, "more": more, "link": link, "count": count, "due_on": due_on, "changed_at": now,
        "line": line or "", "duty": duty or "",
    }  # fmt: skip
    if ToDo.objects.filter(**where, settled_at=None).update(**says):
        return ToDo.objects.get(**where, settled_at=None)
    return ToDo.objects.create(**where, **says, opened_at=now)


def settle(kind: str, subject: object) -> int:
    """Close what was filed under this kind and subject; return how many."""
    found = ToDo.objects.filter(kind=kind, subject=str(subject), settled_at=None)
    return found.update(settled_at=clock.now())


def tell(
    kind: str,
    *,
    title: str,
    more: str = "",
    link: str = "",
    line: Line | None = None,
    unit: int | None = None,
    user: User | None = None,
) -> Notice:
    """Tell a unit's people of a line, or one person, that something happened."""
    return Notice.objects.create(
        kind=kind, title=title, more=more, link=link, line=line or "", unit=unit, user=user, at=clock.now()
    )


PAGE = "页面：我的待办"
"""Why the first page after signing in is looked at, as the audit trail says it."""


@dataclass(frozen=True)
class News:
    """So many new things of one kind, with the page that lists them."""

    title: str
    count: int
    link: str


_sources: list[Callable[[Line, datetime], list[News]]] = []


def news_from(source: Callable[[Line, datetime], list[News]]) -> None:
    """Register who counts what is new in a line since a moment; it is called in the reader's scope."""
    _sources.append(source)


def news_for(user: User, standing: Standing) -> list[tuple[Line, list[News]]]:
    """Return what is new since somebody's last visit in each line that they may look at.

    Call it outside a transaction: each line is looked at in its own scope. On a first visit nothing is new.
    """
    since = user.visited_before_at
    found = []
    for line in Line if since else ():
        units = standing.units(line, Duty.VIEW)
        if units:
            with acting_as(Scope(units), actor=f"user:{user.pk}", because=PAGE):
                found.append((line, [one for source in _sources for one in source(line, since)]))
    return [(line, news) for line, news in found if news]


def waiting_for(standing: Standing) -> QuerySet[ToDo]:
    """Return what waits for someone, the most urgent first."""
    mine = Q(office=standing.kind)
    for (line, duty), units in standing.rights.items():
        mine |= Q(line=line, duty=duty, unit__in=units)
    return ToDo.objects.filter(mine, settled_at=None).order_by("due_on", "-count", "id")


def told_to(user: User, standing: Standing) -> QuerySet[Notice]:
    """Return what someone was told, the newest first."""
    mine = Q(user=user)
    for (line, _), units in standing.rights.items():
        mine |= Q(line=line, unit__in=units)
    return Notice.objects.filter(mine).order_by("-at", "-id")


def announcements() -> QuerySet[Announcement]:
    """Return what stands at the head of every page now."""
    now = clock.now()
    return Announcement.objects.filter(since__lte=now, until__gt=now, withdrawn_at=None).order_by("-since")


def address_of(link: str) -> str:
    """Return where a link leads: an address stays, the name of a route is looked up; else the to-dos."""
    if link.startswith("/"):
        return link
    try:
        return reverse(link)
    except NoReverseMatch:
        return reverse("accounts:desk")
