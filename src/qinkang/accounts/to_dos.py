"""The one way to tell people that work waits for them, and that something happened.

    to_dos.file("batch_to_answer", batch.pk, title="…", link="elderly:batch", line=Line.ELDERLY,
                unit=unit, duty=Duty.ENTER, due_on=day, count=37)
    to_dos.settle("batch_to_answer", batch.pk)
    to_dos.tell("letter_arrived", title="…", line=Line.ELDERLY, unit=unit)

`link` is a page's address or the name of its route. Nothing here names a person or quotes a number of one.
"""

from datetime import date

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse

from qinkang.accounts.models import Announcement, Duty, Line, Notice, ToDo, User
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
